import { describe, expect, test } from 'vitest';
import { CLIENT, SERVER, createBench, icmp, icmpError, plain, stateOf, tcp, udp } from './test-bench.ts';
import type { Bench } from './test-bench.ts';

const actions = (bench: Bench): readonly string[] =>
  bench.events.flatMap((event) =>
    event.kind === 'conntrack' ? [event.action] : event.kind === 'skipped' ? [event.reason] : [],
  );

describe('UDP', () => {
  test('question and answer stay at 30 seconds and are not ASSURED', () => {
    const bench = createBench();
    expect([bench.forward(udp('client')), bench.forward(udp('client'))]).toEqual(['NEW', 'NEW']);
    expect([bench.forward(udp('server')), bench.forward(udp('client'))]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
    expect(bench.line()).toBe(
      'udp      17 30 src=10.0.0.2 dst=198.51.100.7 sport=1000 dport=53 packets=3 bytes=87 ' +
        'src=198.51.100.7 dst=10.0.0.2 sport=53 dport=1000 packets=1 bytes=29 mark=0 use=1',
    );
  });

  test('a flow still answered after two seconds is a stream; its first answer alone is not enough', () => {
    const bench = createBench();
    bench.forward(udp('client'));
    bench.wait(2004);
    bench.forward(udp('server'));
    expect(bench.line()).toMatch(/^udp {6}17 30 .*mark/);
    expect(bench.line()).not.toContain('ASSURED');
    bench.forward(udp('client'));
    expect(bench.line()).toMatch(/^udp {6}17 120 .*\[ASSURED\]/);
  });

  test('two seconds to the tick are not enough', () => {
    const bench = createBench();
    bench.forward(udp('client'));
    bench.forward(udp('server'));
    bench.wait(2000);
    bench.forward(udp('client'));
    expect(bench.line()).not.toContain('ASSURED');
  });

  test('goes when its time is up, and then the same packet is new', () => {
    const bench = createBench();
    bench.forward(udp('client'));
    bench.forward(udp('server'));
    bench.wait(29_999);
    expect(bench.conntrack.lines()).toHaveLength(1);
    bench.wait(1);
    expect(bench.conntrack.lines()).toEqual([]);
    expect(bench.events.at(-1)).toMatchObject({ kind: 'conntrack', action: 'destroyed', packet: 0, hook: null });
    expect(bench.forward(udp('server'))).toBe('NEW');
  });

  test('a length beyond the datagram is invalid, no checksum is right', () => {
    const long = udp('client');
    long[25] = 200;
    const bare = udp('client');
    bare.fill(0, 26, 28);
    const bench = createBench({ log_invalid: 255 });
    expect([bench.forward(long), bench.forward(bare)]).toEqual(['INVALID', 'NEW']);
    expect(bench.printed).toEqual(['nf_ct_proto_17: truncated/malformed packet IN=eth0']);
  });
});

describe('ICMP', () => {
  test('a query opens, its answer has the same id', () => {
    const bench = createBench();
    expect([
      bench.forward(icmp('client', 8)),
      bench.forward(icmp('server', 0)),
      bench.forward(icmp('server', 0, 8)),
    ]).toEqual(['NEW', 'ESTABLISHED', 'INVALID']);
    expect(bench.line()).toBe(
      'icmp     1 30 src=10.0.0.2 dst=198.51.100.7 type=8 code=0 id=7 packets=1 bytes=32 ' +
        'src=198.51.100.7 dst=10.0.0.2 type=0 code=0 id=7 packets=1 bytes=32 mark=0 use=1',
    );
  });

  test.each([0, 9, 10, 14, 16, 18, 19, 30])('type %i opens nothing', (type) => {
    expect(createBench().forward(icmp('client', type))).toBe('INVALID');
  });

  test('an error about a connection is RELATED, from whichever router, and neither counts nor refreshes', () => {
    const bench = createBench();
    const question = udp('client');
    bench.forward(question);
    bench.wait(10_000);
    expect(bench.forward(icmpError('192.0.2.1', CLIENT, question))).toBe('RELATED');
    expect(bench.line()).toContain('udp      17 20 ');
    expect(bench.line()).toContain('[UNREPLIED]');
  });

  test('an error on the way to the server is RELATED in original direction', () => {
    const bench = createBench();
    bench.forward(udp('client'));
    const answer = udp('server');
    bench.forward(answer);
    const packet = bench.arrive(icmpError(CLIENT, SERVER, answer));
    bench.forward(packet);
    expect(packet.conntrack).toMatchObject({ direction: 'original', relation: 'related' });
  });

  test('an error needs a known connection, its destination, a readable quote and a right checksum', () => {
    const bench = createBench({ log_invalid: 1 });
    const question = udp('client');
    bench.forward(question);
    expect(bench.forward(icmpError(SERVER, CLIENT, udp('client', 'x', [1001, 53])))).toBe('INVALID');
    expect(bench.forward(icmpError(SERVER, '10.0.0.3', question))).toBe('INVALID');
    expect(bench.forward(icmpError(SERVER, CLIENT, question, 23))).toBe('INVALID');
    expect(bench.forward(icmpError(SERVER, CLIENT, question, 24))).toBe('RELATED');
    const wrong = icmpError(SERVER, CLIENT, question);
    wrong[22] = (wrong[22] ?? 0) ^ 1;
    expect(bench.forward(wrong)).toBe('INVALID');
    expect(bench.printed).toEqual([
      'nf_ct_proto_1: outer daddr 10.0.0.3 != inner 10.0.0.2 IN=eth0',
      'nf_ct_proto_1: bad hw icmp checksum IN=eth0',
    ]);
  });
});

describe('other protocols', () => {
  test('are known by their addresses alone', () => {
    const bench = createBench();
    expect([
      bench.forward(plain('client', 89)),
      bench.forward(plain('server', 89)),
      bench.forward(plain('client', 89)),
    ]).toEqual(['NEW', 'ESTABLISHED', 'ESTABLISHED']);
    expect(bench.line()).toBe(
      'unknown  89 600 src=10.0.0.2 dst=198.51.100.7 packets=2 bytes=56 src=198.51.100.7 dst=10.0.0.2 packets=1 bytes=28 mark=0 use=1',
    );
  });

  test('GRE becomes ASSURED with the packet after the first answer', () => {
    const bench = createBench();
    for (const side of ['client', 'server'] as const) bench.forward(plain(side, 47));
    expect(bench.line()).toContain('gre      47 30 src=10.0.0.2 dst=198.51.100.7 srckey=0x0 dstkey=0x0 ');
    bench.forward(plain('client', 47));
    expect(bench.line()).toMatch(/^gre {6}47 180 .*\[ASSURED\]/);
  });

  test('DCCP has a name but no ports any more', () => {
    const bench = createBench();
    bench.forward(plain('client', 33));
    expect(bench.line()).toContain(
      'dccp     33 600 src=10.0.0.2 dst=198.51.100.7 sport=0 dport=0 packets=1 bytes=28 [UNREPLIED]',
    );
  });
});

describe('an entry', () => {
  test('is there for nobody before its packet got through', () => {
    const bench = createBench();
    expect([bench.trackOnly(udp('client')), bench.trackOnly(udp('client'))]).toEqual(['NEW', 'NEW']);
    expect(bench.conntrack.lines()).toEqual([]);
  });

  test('that NAT gave answers which another entry gets is dropped at confirmation', () => {
    const bench = createBench();
    bench.forward(udp('client'));
    bench.entry().status.sourceNatDone = true;
    const packet = bench.arrive(udp('client', 'x', [2000, 53]));
    bench.conntrack.track(packet, 'PREROUTING');
    if (packet.conntrack === null || packet.conntrack === 'untracked') throw new Error('not tracked');
    packet.conntrack.entry.reply = bench.entry().reply;
    expect(bench.conntrack.confirm(packet, 'POSTROUTING')).toMatchObject({ kind: 'drop', reason: 'nat-clash' });
    expect(bench.conntrack.lines()).toHaveLength(1);
  });

  test('of two packets of one flow under way at once is the first one to get through', () => {
    const bench = createBench();
    const [first, second] = [bench.arrive(udp('client')), bench.arrive(udp('client'))];
    for (const packet of [first, second]) bench.conntrack.track(packet, 'PREROUTING');
    for (const packet of [first, second]) expect(bench.conntrack.confirm(packet, 'POSTROUTING').kind).toBe('accept');
    expect(second.conntrack).toMatchObject({ entry: { id: bench.entry().id } });
    expect(bench.entry().counters?.original.packets).toBe(2);
  });

  test('has no counters if accounting was off when it was made', () => {
    const bench = createBench({ acct: 0 });
    bench.forward(udp('client'));
    bench.settings['acct'] = 1;
    bench.forward(udp('client'));
    expect(bench.line()).toBe(
      'udp      17 30 src=10.0.0.2 dst=198.51.100.7 sport=1000 dport=53 [UNREPLIED] ' +
        'src=198.51.100.7 dst=10.0.0.2 sport=53 dport=1000 mark=0 use=1',
    );
  });

  test('that is deleted is gone', () => {
    const bench = createBench();
    bench.forward(udp('client'));
    bench.conntrack.delete(bench.entry(), 'conntrack -D');
    expect(bench.conntrack.lines()).toEqual([]);
    expect(bench.forward(udp('server'))).toBe('NEW');
  });
});

describe('a packet', () => {
  test('that came through before, or is not to be tracked, is let alone', () => {
    const bench = createBench();
    const packet = bench.arrive(udp('client'));
    bench.forward(packet);
    bench.conntrack.track(packet, 'PREROUTING');
    expect(bench.entry().counters?.original.packets).toBe(1);
    const untracked = { ...bench.arrive(udp('client')), conntrack: 'untracked' as const };
    expect(bench.forward(untracked)).toBe('UNTRACKED');
    expect(actions(bench)).toEqual(['created', 'confirmed', 'already-tracked', 'untracked']);
  });

  test('that this host answers with lends the answer its entry, even one that is about to vanish', () => {
    const bench = createBench();
    const cause = bench.arrive(udp('client'));
    bench.conntrack.track(cause, 'PREROUTING');
    const answer = bench.arrive(icmpError(SERVER, CLIENT, udp('client')));
    bench.conntrack.attach(answer, cause);
    bench.conntrack.track(answer, 'OUTPUT');
    expect([stateOf(answer), bench.conntrack.confirm(answer, 'POSTROUTING').kind, bench.conntrack.lines()]).toEqual([
      'RELATED',
      'accept',
      [],
    ]);
  });

  test('without a connection lends nothing: the answer is looked up', () => {
    const bench = createBench();
    const cause = { ...bench.arrive(udp('client')), conntrack: 'untracked' as const };
    const answer = bench.arrive(icmpError(SERVER, CLIENT, udp('client')));
    bench.conntrack.attach(answer, cause);
    bench.conntrack.track(answer, 'OUTPUT');
    expect(stateOf(answer)).toBe('INVALID');
  });
});

describe('zones', () => {
  const template = { zone: 5, zoneDirection: 'both', zoneFromMark: false, helper: null, timeoutPolicy: null } as const;

  test('keep equal tuples apart', () => {
    const bench = createBench();
    bench.forward(udp('client'));
    const packet = bench.arrive(udp('client'));
    bench.conntrack.attachTemplate(packet, template);
    expect(bench.forward(packet)).toBe('NEW');
    expect(bench.conntrack.lines()).toHaveLength(2);
    expect(bench.conntrack.lines().filter((line) => line.endsWith('mark=0 zone=5 use=1'))).toHaveLength(1);
  });

  test.each([
    ['original', /dport=53 zone-orig=5 packets/],
    ['reply', /dport=1000 zone-reply=5 packets/],
  ] as const)('of the %s direction only', (zoneDirection, line) => {
    const bench = createBench();
    const packet = bench.arrive(udp('client'));
    bench.conntrack.attachTemplate(packet, { ...template, zoneDirection });
    bench.forward(packet);
    expect(bench.line()).toMatch(line);
    expect(bench.forward(udp('server'))).toBe(zoneDirection === 'original' ? 'ESTABLISHED' : 'NEW');
  });

  test('may come from the mark', () => {
    const bench = createBench();
    const packet = { ...bench.arrive(udp('client')), mark: 0x10009 };
    bench.conntrack.attachTemplate(packet, { ...template, zoneFromMark: true });
    bench.forward(packet);
    expect(bench.line()).toContain('zone=9 ');
  });
});

describe('a full table', () => {
  const flows = [1, 2, 3].map((port) => udp('client', 'x', [port, 53]));

  test('drops the packet and says so', () => {
    const bench = createBench({ max: 2 });
    expect(flows.map((bytes) => bench.forward(bytes))).toEqual(['NEW', 'NEW', 'DROPPED']);
    expect(bench.printed).toEqual(['nf_conntrack: nf_conntrack: table full, dropping packet']);
  });

  test('gives up an entry that is not ASSURED if it finds one near by', () => {
    const bench = createBench({ max: 2, buckets: 8 });
    expect(flows.map((bytes) => bench.forward(bytes))).toEqual(['NEW', 'NEW', 'NEW']);
    expect(bench.conntrack.lines()).toHaveLength(2);
    expect(actions(bench)).toContain('destroyed');
  });
});

describe('many entries', () => {
  test('go each at its own time', () => {
    const bench = createBench();
    for (let port = 1; port <= 500; port += 1) {
      bench.forward(udp('client', 'x', [port, 53]));
      bench.wait((port * 7919) % 50);
    }
    const left = bench.conntrack.entries().map(({ expires }) => expires);
    for (const expires of left.toSorted((a, b) => a - b)) {
      const alive = bench.conntrack.entries().filter((entry) => entry.expires > expires).length;
      bench.wait(expires - now(bench));
      expect(bench.conntrack.entries()).toHaveLength(alive);
    }
  });

  const now = (bench: Bench): number => {
    const [entry] = bench.conntrack.entries();
    return entry === undefined ? 0 : entry.expires - bench.conntrack.view(entry).remaining;
  };

  test('a timer that moved closer rings earlier', () => {
    const bench = createBench();
    for (const [side, flags, seq, ack] of [
      ['client', 'SYN', 1, 0],
      ['server', 'SYN|ACK', 1, 2],
      ['client', 'ACK', 2, 2],
      ['client', 'RST', 2, 0],
    ] as const) {
      bench.forward(tcp(side, { flags, seq, ack }));
    }
    bench.wait(9999);
    expect(bench.line()).toContain('CLOSE');
    bench.wait(1);
    expect(bench.line()).toBe('');
  });
});
