import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createConntrack } from '../conntrack/index.ts';
import {
  TCP_FLAGS,
  concatBytes,
  emitIcmp,
  emitIpv4,
  emitTcp,
  emitUdp,
  fillSctpChecksum,
  formatAddress,
  icmpIdSequence,
  ipDestination,
  ipHeaderLength,
  ipSource,
  isIpChecksumRight,
  isTransportChecksumRight,
  parseAddress,
  read16,
  readSctpChecksum,
  sctpChecksum,
  tcpHeaderLength,
} from '../net/index.ts';
import type { Conntrack, Hook, Nat, NatRange, Packet, WalkEvent } from '../model/index.ts';
import { createNat } from './nat.ts';

const TIMEOUTS: Readonly<Record<string, number>> = {
  acct: 1,
  checksum: 1,
  max: 262144,
  expect_max: 4096,
  tcp_loose: 1,
  tcp_max_retrans: 3,
  log_invalid: 0,
  tcp_be_liberal: 0,
  tcp_ignore_invalid_rst: 0,
};

const address = (text: string): number => parseAddress(text) ?? Number.NaN;
const PUBLIC = '203.0.113.1';

interface Machine {
  readonly conntrack: Conntrack;
  readonly nat: Nat;
  readonly events: WalkEvent[];
  arrive(bytes: Uint8Array): Packet;
  /** Through PREROUTING and POSTROUTING; `rules` says what the nat chain of a hook binds. Null if it was dropped. */
  forward(bytes: Uint8Array, rules?: Rules): Packet | null;
  line(): string;
}

type Rules = { readonly [H in Hook]?: Partial<NatRange> };

const range = (parts: Partial<NatRange>): NatRange => ({
  addresses: null,
  ports: null,
  persistent: false,
  random: false,
  randomFully: false,
  netmap: false,
  ...parts,
});

const to = (min: string, max = min): NatRange['addresses'] => ({ min: address(min), max: address(max) });

function createMachine(random: () => number = () => 0): Machine {
  const events: WalkEvent[] = [];
  const environment = {
    now: () => 1_000_000,
    random,
    sysctl: (key: string) => TIMEOUTS[key.replace('net.netfilter.nf_conntrack_', '')] ?? 100,
    emit: (event: WalkEvent) => events.push(event),
    printk: () => undefined,
    describe: () => '',
  };
  const conntrack = createConntrack(environment);
  const nat = createNat(environment, conntrack);
  const arrive = (bytes: Uint8Array): Packet => ({
    id: 1,
    bytes,
    inDevice: 'eth1',
    linkHeader: null,
    linkType: 'host',
    mark: 0,
    priority: 0,
    traced: false,
    conntrack: null,
    socket: null,
    fragMaxSize: 0,
    fragDf: false,
    checksumVerified: false,
    causedBy: null,
  });
  const visit = (packet: Packet, hook: Hook, rules: Rules): boolean => {
    const wanted = rules[hook];
    const walk = () => ({ kind: wanted === undefined ? 'accept' : nat.bind(packet, hook, range(wanted)) });
    return nat.run(packet, hook, hook === 'POSTROUTING' ? 'eth0' : '', walk).kind === 'accept';
  };
  return {
    conntrack,
    nat,
    events,
    arrive,
    forward(bytes, rules = {}) {
      const packet = arrive(bytes);
      conntrack.track(packet, 'PREROUTING');
      if (!visit(packet, 'PREROUTING', rules) || !visit(packet, 'POSTROUTING', rules)) return null;
      if (conntrack.help(packet, 'POSTROUTING').kind === 'drop') return null;
      return conntrack.confirm(packet, 'POSTROUTING').kind === 'drop' ? null : packet;
    },
    line: () => conntrack.lines().join('\n'),
  };
}

interface Ends {
  readonly from: readonly [string, number];
  readonly to: readonly [string, number];
}

const udp = (ends: Ends, data = 'x'): Uint8Array => {
  const addresses = { source: address(ends.from[0]), destination: address(ends.to[0]) };
  const ports = { sourcePort: ends.from[1], destinationPort: ends.to[1] };
  return emitIpv4({ ...addresses, protocol: 17 }, emitUdp(ports, new TextEncoder().encode(data), addresses));
};

const tcp = (ends: Ends, flags: number, numbers: readonly [number, number], data = ''): Uint8Array => {
  const addresses = { source: address(ends.from[0]), destination: address(ends.to[0]) };
  const [sequence, acknowledgment] = numbers;
  const fields = {
    sourcePort: ends.from[1],
    destinationPort: ends.to[1],
    sequence,
    acknowledgment,
    flags,
    window: 8192,
  };
  return emitIpv4({ ...addresses, protocol: 6 }, emitTcp(fields, new TextEncoder().encode(data), addresses));
};

const echo = (from: string, target: string, type: number, id: number): Uint8Array =>
  emitIpv4(
    { source: address(from), destination: address(target), protocol: 1 },
    emitIcmp({ type, rest: icmpIdSequence(id, 1) }, new Uint8Array(5)),
  );

const error = (from: string, target: string, quoted: Uint8Array, type = 3): Uint8Array =>
  emitIpv4({ source: address(from), destination: address(target), protocol: 1 }, emitIcmp({ type, code: 1 }, quoted));

const describePacket = (packet: Packet | null, at = 0): string => {
  if (packet === null) return 'dropped';
  const { bytes } = packet;
  const transport = at + ipHeaderLength(bytes, at);
  const end = (which: number, port: number): string => `${formatAddress(which)}:${read16(bytes, transport + port)}`;
  return `${end(ipSource(bytes, at), 0)} > ${end(ipDestination(bytes, at), 2)}`;
};

const isSound = (packet: Packet | null): boolean =>
  packet !== null && isIpChecksumRight(packet.bytes) && isTransportChecksumRight(packet.bytes);

const QUESTION: Ends = { from: ['10.0.0.2', 1000], to: ['198.51.100.7', 53] };
const ANSWER: Ends = { from: ['198.51.100.7', 53], to: [PUBLIC, 1000] };
const MASQUERADE: Rules = { POSTROUTING: { addresses: to(PUBLIC) } };

describe('translation', () => {
  test('changes the source on the way out and takes it back for answers, checksums staying right', () => {
    const machine = createMachine();
    const out = machine.forward(udp(QUESTION), MASQUERADE);
    expect([describePacket(out), isSound(out)]).toEqual([`${PUBLIC}:1000 > 198.51.100.7:53`, true]);
    const back = machine.forward(udp(ANSWER));
    expect([describePacket(back), isSound(back)]).toEqual(['198.51.100.7:53 > 10.0.0.2:1000', true]);
    expect(machine.line()).toBe(
      'udp      17 100 src=10.0.0.2 dst=198.51.100.7 sport=1000 dport=53 packets=1 bytes=29 ' +
        'src=198.51.100.7 dst=203.0.113.1 sport=53 dport=1000 packets=1 bytes=29 mark=0 use=1',
    );
  });

  test('of both ends at once', () => {
    const machine = createMachine();
    const rules = {
      PREROUTING: { addresses: to('192.168.1.10'), ports: { min: 8080, max: 8080, base: null } },
      ...MASQUERADE,
    };
    const out = machine.forward(
      tcp({ from: ['10.0.0.2', 1000], to: ['203.0.113.9', 80] }, TCP_FLAGS.SYN, [1, 0]),
      rules,
    );
    expect([describePacket(out), isSound(out)]).toEqual([`${PUBLIC}:1000 > 192.168.1.10:8080`, true]);
    const answer = tcp({ from: ['192.168.1.10', 8080], to: [PUBLIC, 1000] }, TCP_FLAGS.SYN | TCP_FLAGS.ACK, [1, 2]);
    const back = machine.forward(answer);
    expect([describePacket(back), isSound(back)]).toEqual(['203.0.113.9:80 > 10.0.0.2:1000', true]);
  });

  test('leaves the datagram that events hold as it was, and names what it changed', () => {
    const machine = createMachine();
    const bytes = udp(QUESTION);
    const before = bytes.slice();
    machine.forward(bytes, MASQUERADE);
    expect(bytes).toEqual(before);
    expect(machine.events.find((event) => event.kind === 'rewritten')).toMatchObject({
      by: 'nat',
      hook: 'POSTROUTING',
      changes: [{ field: 'src', before: '10.0.0.2', after: PUBLIC }],
    });
  });

  test('keeps a UDP datagram without checksum without one', () => {
    const bytes = udp(QUESTION);
    bytes.fill(0, 26, 28);
    expect(read16(createMachine().forward(bytes, MASQUERADE)?.bytes ?? new Uint8Array(), 26)).toBe(0);
  });

  test('computes SCTP’s CRC anew', () => {
    const packet = concatBytes(Uint8Array.of(3, 232, 0, 53, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 20), new Uint8Array(16));
    fillSctpChecksum(packet, 0);
    const ends = { source: address('10.0.0.2'), destination: address('198.51.100.7') };
    const rules = { POSTROUTING: { addresses: to(PUBLIC), ports: { min: 7, max: 7, base: null } } };
    const bytes =
      createMachine().forward(emitIpv4({ ...ends, protocol: 132 }, packet), rules)?.bytes ?? new Uint8Array();
    expect([read16(bytes, 20), readSctpChecksum(bytes, 20)]).toEqual([7, sctpChecksum(bytes, 20)]);
  });

  test('does not touch what has no connection', () => {
    const machine = createMachine();
    const stray = tcp(QUESTION, TCP_FLAGS.SYN | TCP_FLAGS.FIN, [1, 0]);
    expect(describePacket(machine.forward(stray, MASQUERADE))).toBe('10.0.0.2:1000 > 198.51.100.7:53');
    expect(machine.events.filter(({ kind }) => kind === 'skipped')).toMatchObject([
      { reason: 'invalid' },
      { reason: 'invalid' },
    ]);
  });
});

describe('the nat table is visited', () => {
  const skipped = (machine: Machine): readonly string[] =>
    machine.events.flatMap((event) =>
      event.kind === 'skipped'
        ? [`${event.hook} ${event.reason}`]
        : event.kind === 'nat'
          ? [`${event.hook} ${event.action}`]
          : [],
    );

  test('once per connection and manip', () => {
    const machine = createMachine();
    for (const bytes of [udp(QUESTION), udp(QUESTION), udp(ANSWER), udp(QUESTION)]) machine.forward(bytes, MASQUERADE);
    expect(skipped(machine)).toEqual([
      'PREROUTING null-bound',
      'POSTROUTING bound',
      'PREROUTING nat-bound',
      'POSTROUTING nat-bound',
      'PREROUTING nat-not-new',
      'POSTROUTING nat-not-new',
      'PREROUTING nat-not-new',
      'POSTROUTING nat-not-new',
    ]);
  });

  test('again by a connection that never got through', () => {
    const machine = createMachine();
    for (let again = 0; again < 2; again += 1) {
      const packet = machine.arrive(udp(QUESTION));
      machine.conntrack.track(packet, 'PREROUTING');
      machine.nat.run(packet, 'PREROUTING', '', () => ({
        kind: machine.nat.bind(packet, 'PREROUTING', range({ addresses: to('192.168.1.10') })),
      }));
    }
    expect(skipped(machine)).toEqual(['PREROUTING bound', 'PREROUTING bound']);
  });

  test('never by an ICMP error', () => {
    const machine = createMachine();
    machine.forward(udp(QUESTION), MASQUERADE);
    machine.events.length = 0;
    machine.forward(error('198.51.100.7', PUBLIC, udp({ from: [PUBLIC, 1000], to: ['198.51.100.7', 53] })));
    expect(skipped(machine)).toEqual(['PREROUTING nat-icmp-related', 'POSTROUTING nat-icmp-related']);
  });
});

describe('an ICMP error', () => {
  test('about a masqueraded datagram goes to the client, its quote translated, all three checksums right', () => {
    const machine = createMachine();
    const out = machine.forward(udp(QUESTION), MASQUERADE);
    const packet = machine.forward(error('192.0.2.1', PUBLIC, out?.bytes ?? new Uint8Array()));
    expect([formatAddress(ipSource(packet?.bytes ?? new Uint8Array())), describePacket(packet, 28)]).toEqual([
      '192.0.2.1',
      '10.0.0.2:1000 > 198.51.100.7:53',
    ]);
    const quoted = packet?.bytes.subarray(28) ?? new Uint8Array();
    expect([isSound(packet), isIpChecksumRight(quoted), isTransportChecksumRight(quoted)]).toEqual([true, true, true]);
  });

  test('of the real server comes from the address that the client knows', () => {
    const machine = createMachine();
    const rules = { PREROUTING: { addresses: to('192.168.1.10') } };
    const out = machine.forward(udp({ from: ['198.51.100.7', 1000], to: [PUBLIC, 53] }), rules);
    const packet = machine.forward(
      error('192.168.1.10', '198.51.100.7', out?.bytes.subarray(0, 28) ?? new Uint8Array()),
    );
    expect([formatAddress(ipSource(packet?.bytes ?? new Uint8Array())), describePacket(packet, 28)]).toEqual([
      PUBLIC,
      `198.51.100.7:1000 > ${PUBLIC}:53`,
    ]);
    expect(isSound(packet)).toBe(true);
  });

  test('quotes an echo with the id that the client used', () => {
    const machine = createMachine();
    machine.forward(echo('10.0.0.3', '198.51.100.7', 8, 7), MASQUERADE);
    const out = machine.forward(echo('10.0.0.2', '198.51.100.7', 8, 7), MASQUERADE);
    expect(read16(out?.bytes ?? new Uint8Array(), 24)).not.toBe(7);
    const packet = machine.forward(error('198.51.100.7', PUBLIC, out?.bytes ?? new Uint8Array()));
    expect([read16(packet?.bytes ?? new Uint8Array(), 52), isSound(packet)]).toEqual([7, true]);
  });

  test('that is a redirect is dropped if the connection is translated', () => {
    const machine = createMachine();
    const out = machine.forward(udp(QUESTION), MASQUERADE);
    expect(machine.forward(error('192.0.2.1', PUBLIC, out?.bytes ?? new Uint8Array(), 5))).toBeNull();
  });
});

describe('the choice of an address', () => {
  const chosen = (from: string, target: string, rules: Rules): string => {
    const packet = createMachine().forward(udp({ from: [from, 1000], to: [target, 53] }), rules);
    return formatAddress((rules.PREROUTING ? ipDestination : ipSource)(packet?.bytes ?? new Uint8Array()));
  };
  const pool = to('198.51.83.100', '198.51.83.103');

  test.each([
    ['10.83.0.2', 100],
    ['10.83.0.3', 101],
    ['10.83.0.4', 102],
    ['10.83.0.5', 102],
  ])('SNAT of %s: .%i, as the kernel', (from, last) => {
    expect(chosen(from, '198.51.83.2', { POSTROUTING: { addresses: pool } })).toBe(`198.51.83.${last}`);
  });

  test('persistent: the server does not matter', () => {
    for (const server of ['198.51.83.2', '198.51.83.3']) {
      expect(chosen('10.83.0.2', server, { POSTROUTING: { addresses: pool, persistent: true } })).toBe('198.51.83.101');
    }
  });

  test.each([
    ['198.51.83.2', 3],
    ['198.51.83.3', 2],
    ['198.51.83.4', 3],
    ['198.51.83.5', 4],
    ['198.51.83.6', 4],
  ])('DNAT for %s: .%i', (from, last) => {
    expect(chosen(from, '198.51.83.1', { PREROUTING: { addresses: to('10.83.0.2', '10.83.0.4') } })).toBe(
      `10.83.0.${last}`,
    );
  });

  test('NETMAP keeps the host bits', () => {
    expect(
      chosen('10.83.0.77', '198.51.83.1', { POSTROUTING: { addresses: to('192.0.2.0', '192.0.2.255'), netmap: true } }),
    ).toBe('192.0.2.77');
  });
});

describe('the choice of a port', () => {
  const from = (host: string, port: number): Ends => ({ from: [host, port], to: ['198.51.100.7', 53] });
  const port = (packet: Packet | null): number | null => packet && read16(packet.bytes, 20);

  test('keeps it if it can; on a clash another of its class, from a random start', () => {
    for (const [original, lowest, highest] of [
      [100, 1, 511],
      [700, 600, 1023],
      [5000, 1024, 65535],
    ] as const) {
      const machine = createMachine(() => 54_321);
      expect(port(machine.forward(udp(from('10.0.0.2', original)), MASQUERADE))).toBe(original);
      expect(port(machine.forward(udp(from('10.0.0.3', original)), MASQUERADE))).toBe(
        lowest + (54_321 % (highest - lowest + 1)),
      );
    }
  });

  test('a client port keeps its outer address and port for all servers', () => {
    const machine = createMachine();
    const pool = { POSTROUTING: { addresses: to('203.0.113.50', '203.0.113.53') } };
    const outer = ['198.51.100.7', '9.9.9.9', '8.8.8.8'].map((server) => {
      const packet = machine.forward(udp({ from: ['192.168.1.2', 1000], to: [server, 53] }), pool);
      return formatAddress(ipSource(packet?.bytes ?? new Uint8Array()));
    });
    expect(new Set(outer)).toEqual(new Set(['203.0.113.52']));
  });

  test('a range of four serves four; the fifth is dropped at the end', () => {
    const machine = createMachine();
    const rules = { POSTROUTING: { addresses: to(PUBLIC), ports: { min: 4000, max: 4003, base: null } } };
    const ports = [1, 2, 3, 4, 5].map((host) => port(machine.forward(udp(from(`10.0.0.${host}`, 1000)), rules)));
    expect(new Set(ports.slice(0, 4))).toEqual(new Set([4000, 4001, 4002, 4003]));
    expect(ports[4]).toBeNull();
  });

  test.each([
    ['inside the range: kept', 8005, null, 8005],
    ['outside: the first', 80, null, 8000],
    ['shifted from a base', 5003, 5000, 8003],
  ])('DNAT, %s', (_name, wanted, base, chosen) => {
    const rules = { PREROUTING: { addresses: to('192.168.1.10'), ports: { min: 8000, max: 8009, base } } };
    const packet = createMachine().forward(udp({ from: ['198.51.100.7', 1], to: [PUBLIC, wanted] }), rules);
    expect(read16(packet?.bytes ?? new Uint8Array(), 22)).toBe(chosen);
  });

  test('random means random even if the port is free', () => {
    const machine = createMachine(() => 9);
    expect(
      port(machine.forward(udp(from('10.0.0.2', 5000)), { POSTROUTING: { addresses: to(PUBLIC), random: true } })),
    ).toBe(1033);
  });

  test('a connection that nothing translates still may not take what another one has', () => {
    const machine = createMachine(() => 9);
    machine.forward(udp(from('10.0.0.2', 5000)), MASQUERADE);
    expect(port(machine.forward(udp(from(PUBLIC, 5000))))).toBe(1033);
  });

  test('protocols without ports cannot share an address: the second is dropped', () => {
    const machine = createMachine();
    const esp = (host: string): Uint8Array =>
      emitIpv4({ source: address(host), destination: address('198.51.100.7'), protocol: 50 }, new Uint8Array(8));
    expect(
      [machine.forward(esp('10.0.0.2'), MASQUERADE), machine.forward(esp('10.0.0.3'), MASQUERADE)].map(
        (packet) => packet !== null,
      ),
    ).toEqual([true, false]);
  });

  test('a closed connection gives its port up to a SYN beyond its numbers', () => {
    const rules = { POSTROUTING: { addresses: to(PUBLIC), ports: { min: 7000, max: 7000, base: null } } };
    const { SYN, ACK, FIN } = TCP_FLAGS;
    const client: Ends = { from: ['10.0.0.2', 2000], to: ['198.51.100.7', 80] };
    const server: Ends = { from: ['198.51.100.7', 80], to: [PUBLIC, 7000] };
    for (const [start, isThrough] of [
      [500, false],
      [50_000, true],
    ] as const) {
      const machine = createMachine();
      machine.forward(tcp(client, SYN, [1000, 0]), rules);
      machine.forward(tcp(server, SYN | ACK, [5000, 1001]));
      machine.forward(tcp(client, ACK, [1001, 5001]));
      machine.forward(tcp(client, FIN | ACK, [1001, 5001]));
      machine.forward(tcp(server, FIN | ACK, [5001, 1002]));
      machine.forward(tcp(client, ACK, [1002, 5002]));
      expect(machine.line()).toContain('TIME_WAIT');
      const next = tcp({ from: ['10.0.0.3', 2001], to: ['198.51.100.7', 80] }, SYN, [start, 0]);
      expect(machine.forward(next, rules) !== null).toBe(isThrough);
    }
  });
});

describe('MASQUERADE', () => {
  test('whose device the route has left drops the packet and the connection', () => {
    const machine = createMachine();
    const packet = machine.forward(udp(QUESTION), MASQUERADE);
    if (packet === null || packet.conntrack === null || packet.conntrack === 'untracked')
      throw new Error('not tracked');
    packet.conntrack.entry.masqueradeDevice = 'ppp0';
    expect(machine.forward(udp(ANSWER))).not.toBeNull();
    expect(machine.forward(udp(QUESTION))).toBeNull();
    expect(machine.line()).toBe('');
  });
});

describe('FTP through NAT', () => {
  const { SYN, ACK, PSH } = TCP_FLAGS;
  const client: Ends = { from: ['10.0.0.2', 2000], to: ['198.51.100.7', 21] };
  const server: Ends = { from: ['198.51.100.7', 21], to: [PUBLIC, 2000] };
  const payload = (packet: Packet | null): string => {
    const bytes = packet?.bytes ?? new Uint8Array();
    return new TextDecoder().decode(bytes.subarray(20 + tcpHeaderLength(bytes, 20)));
  };

  test('the command names the outer address, numbers shift, and the data connection finds the client', () => {
    const machine = createMachine();
    const syn = machine.arrive(tcp(client, SYN, [1000, 0]));
    machine.conntrack.attachTemplate(syn, {
      zone: 0,
      zoneDirection: 'both',
      zoneFromMark: false,
      helper: 'ftp',
      timeoutPolicy: null,
    });
    machine.conntrack.track(syn, 'PREROUTING');
    machine.nat.run(syn, 'PREROUTING', '', () => ({ kind: 'accept' }));
    machine.nat.run(syn, 'POSTROUTING', 'eth0', () => ({
      kind: machine.nat.bind(syn, 'POSTROUTING', range({ addresses: to(PUBLIC) })),
    }));
    machine.conntrack.confirm(syn, 'POSTROUTING');
    machine.forward(tcp(server, SYN | ACK, [5000, 1001]));
    machine.forward(tcp(client, ACK, [1001, 5001]));
    machine.forward(tcp(client, ACK | PSH, [1001, 5001], 'USER x\r\n'));
    const command = machine.forward(tcp(client, ACK | PSH, [1009, 5001], 'PORT 10,0,0,2,4,5\r\n'));
    expect([payload(command), isSound(command), read16(command?.bytes ?? new Uint8Array(), 2)]).toEqual([
      'PORT 203,0,113,1,4,5\r\n',
      true,
      62,
    ]);
    const later = machine.forward(tcp(client, ACK | PSH, [1028, 5001], 'LIST\r\n'));
    expect([read16(later?.bytes ?? new Uint8Array(), 26), isSound(later)]).toEqual([1031, true]);
    const acknowledged = machine.forward(tcp(server, ACK, [5001, 1031]));
    expect([read16(acknowledged?.bytes ?? new Uint8Array(), 30), isSound(acknowledged)]).toEqual([1028, true]);
    const data = machine.forward(tcp({ from: ['198.51.100.7', 20], to: [PUBLIC, 1029] }, SYN, [9000, 0]));
    expect([describePacket(data), isSound(data)]).toEqual(['198.51.100.7:20 > 10.0.0.2:1029', true]);
  });
});

describe('whatever arrives', () => {
  const header = fc.constantFrom(1, 6, 17, 33, 47, 50, 132, 136);

  test('passes without a throw, and what passes has a right header checksum', () => {
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 60 }), fc.boolean(), (protocol, payload, isChecked) => {
        const ends = { source: address('10.0.0.2'), destination: address('198.51.100.7') };
        const machine = createMachine();
        const packet = machine.arrive(emitIpv4({ ...ends, protocol }, new Uint8Array(payload)));
        packet.checksumVerified = isChecked;
        machine.conntrack.track(packet, 'PREROUTING');
        for (const hook of ['PREROUTING', 'POSTROUTING'] as const) {
          machine.nat.run(packet, hook, 'eth0', () => ({
            kind: machine.nat.bind(packet, hook, range({ addresses: to(PUBLIC) })),
          }));
        }
        machine.conntrack.help(packet, 'POSTROUTING');
        machine.conntrack.confirm(packet, 'POSTROUTING');
        expect(isIpChecksumRight(packet.bytes)).toBe(true);
        expect(machine.conntrack.lines().length).toBeLessThanOrEqual(1);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('the same packets give the same events', () => {
    const run = (): readonly WalkEvent[] => {
      const machine = createMachine(() => 12_345);
      for (const host of ['10.0.0.2', '10.0.0.3'])
        machine.forward(udp({ from: [host, 1000], to: ['198.51.100.7', 53] }), MASQUERADE);
      return machine.events;
    };
    expect(run()).toEqual(run());
  });
});
