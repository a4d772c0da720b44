import { describe, expect, it } from 'vitest';
import { splitDatagram } from '../net/index.ts';
import {
  bench,
  gist,
  ping,
  rule,
  rulesetOf,
  tcp,
  traceLabels,
  TRACE,
  udp,
  walk,
  CLIENT,
  SERVER,
} from './test-bench.ts';

const OWN = '192.168.1.1';

describe('the way of a packet', () => {
  it('leads a forwarded one through the hooks in order', () => {
    const host = bench({ ruleset: rulesetOf({ raw: {}, mangle: {}, filter: {} }) });
    host.receive('eth1', udp());
    expect(walk(host)).toEqual([
      '1 received',
      '1 hook PREROUTING eth1>',
      '1 table raw PREROUTING',
      '1 policy PREROUTING ACCEPT',
      '1 table mangle PREROUTING',
      '1 policy PREROUTING ACCEPT',
      '1 routed input forward eth0',
      '1 rewritten forwarding ttl 64>63',
      '1 hook FORWARD eth1>eth0',
      '1 table mangle FORWARD',
      '1 policy FORWARD ACCEPT',
      '1 table filter FORWARD',
      '1 policy FORWARD ACCEPT',
      '1 hook POSTROUTING eth1>eth0',
      '1 table mangle POSTROUTING',
      '1 policy POSTROUTING ACCEPT',
      `1 sent eth0 ${CLIENT}>${SERVER} ttl 63`,
    ]);
  });
  it('nests the answer of the stack where the kernel makes it', () => {
    const host = bench();
    host.receive('eth1', ping({ to: OWN }));
    expect(walk(host)).toEqual([
      '1 received',
      '1 hook PREROUTING eth1>',
      '1 routed input local lo',
      '1 hook INPUT eth1>',
      '1 delivered icmp',
      '2 routed output output eth1',
      `2 originated local-stack ${OWN}>${CLIENT} ttl 64`,
      '2 hook OUTPUT >eth1',
      '2 hook POSTROUTING >eth1',
      `2 sent eth1 ${OWN}>${CLIENT} ttl 64`,
    ]);
  });
  it('lets a local packet come back in by loopback', () => {
    const host = bench();
    host.send(ping({ from: OWN, to: OWN }));
    expect(gist(host)).toEqual([
      `1 originated process ${OWN}>${OWN} ttl 64`,
      '1 routed output output lo',
      '1 looped lo',
      '1 delivered icmp',
      '2 routed output output lo',
      `2 originated local-stack ${OWN}>${OWN} ttl 64`,
      '2 looped lo',
      '2 delivered icmp',
    ]);
  });
  it('routes anew after mangle OUTPUT, though nat and filter still see the old device', () => {
    const mark = rule(
      {},
      {
        kind: 'extension',
        name: 'MARK',
        params: null,
        behaviour: {
          name: 'MARK',
          apply: (_params, { packet }) => {
            packet.mark = 1;
            return { kind: 'continue' };
          },
        },
      },
    );
    const host = bench({
      ruleset: rulesetOf({ mangle: { OUTPUT: [mark] } }),
      routes: ['default via 203.0.113.254', 'default via 192.168.1.9 table 10'],
      rules: ['fwmark 1 table 10'],
    });
    host.send(udp({ from: '203.0.113.1' }));
    expect(gist(host)).toEqual([
      `1 originated process 203.0.113.1>${SERVER} ttl 64`,
      '1 routed output output eth0',
      '1 matched OUTPUT 1 MARK',
      '1 marked',
      '1 verdict MARK',
      '1 routed reroute output eth1',
      `1 sent eth1 203.0.113.1>${SERVER} ttl 64`,
    ]);
  });
});

describe('what does not arrive', () => {
  it.each([
    [
      'TTL runs out',
      udp({ ttl: 1 }),
      ['2 originated icmp-error 192.168.1.1>192.168.1.2 ttl 64', '1 dropped ttl-exceeded'],
    ],
    ['a martian source', udp({ from: '127.0.0.1' }), ['1 dropped martian-source']],
    [
      'a closed port',
      udp({ to: OWN }),
      ['2 originated icmp-error 192.168.1.1>192.168.1.2 ttl 64', '1 dropped no-listener'],
    ],
    [
      'a closed TCP port',
      tcp({ flags: 2 }, { to: OWN }),
      ['2 originated local-stack 192.168.1.1>192.168.1.2 ttl 64', '1 dropped no-listener'],
    ],
    [
      'too big with DF',
      udp({ size: 1472, df: true, to: '10.1.1.1' }),
      ['2 originated icmp-error 192.168.1.1>192.168.1.2 ttl 64', '1 dropped fragmentation-needed'],
    ],
    [
      'an unreachable route',
      udp({ to: '10.2.1.1' }),
      ['2 originated icmp-error 192.168.1.1>192.168.1.2 ttl 64', '1 dropped route-unreachable'],
    ],
    ['a blackhole', udp({ to: '10.3.1.1' }), ['1 dropped route-blackhole']],
  ])('%s', (_name, bytes, expected) => {
    const routes = [
      'default via 203.0.113.254',
      '10.1.0.0/16 via 203.0.113.9 mtu 600',
      'unreachable 10.2.0.0/16',
      'blackhole 10.3.0.0/16',
    ];
    const host = bench({ routes });
    host.receive('eth1', bytes);
    expect(gist(host).filter((each) => /originated|dropped/.test(each))).toEqual(expected);
  });
  it('is never an error about an error, a broadcast or a later fragment', () => {
    const host = bench({ routes: [] });
    const later = splitDatagram(udp({ size: 3000 }), 1500)[1] ?? new Uint8Array();
    host.receive('eth1', later);
    host.receive('eth1', udp(), { dstMac: 'ff:ff:ff:ff:ff:ff' });
    expect(host.takeSent()).toEqual([]);
  });
  it('is counted against the limit on route errors: five, then one a second', () => {
    const host = bench({ routes: [] });
    for (let i = 0; i < 8; i += 1) host.receive('eth1', udp());
    expect(host.takeSent()).toHaveLength(5);
    host.wait(1);
    host.receive('eth1', udp());
    expect(host.takeSent()).toHaveLength(1);
  });
  it('is a frame for another station, before any hook', () => {
    const host = bench();
    host.receive('eth1', udp(), { dstMac: '02:00:00:00:00:77' });
    expect(walk(host)).toEqual(['1 received', '1 dropped not-for-us']);
  });
});

describe('fragments', () => {
  const parts = splitDatagram(udp({ size: 1000, to: SERVER }), 420);
  it('pass by themselves while nothing defragments', () => {
    const host = bench();
    for (const part of parts) host.receive('eth1', part);
    expect(host.takeSent().map(({ bytes }) => bytes.length)).toEqual(parts.map((part) => part.length));
  });
  it('are put together before raw and leave in their old sizes', () => {
    const host = bench({ conntrack: 'on', ruleset: rulesetOf({ raw: { PREROUTING: [rule({}, TRACE)] } }) });
    for (const part of parts) host.receive('eth1', part);
    expect(gist(host)).toEqual([
      '1 dropped fragment-queued',
      '2 dropped fragment-queued',
      '3 reassembled 3',
      '3 matched PREROUTING 1 TRACE',
      '3 marked',
      '3 verdict TRACE',
      '3 logged TRACE: raw:PREROUTING:policy:2',
      '3 routed input forward eth0',
      '3 rewritten forwarding ttl 64>63',
      '3 fragmented 420 420 228',
      ...Array.from({ length: 3 }, () => `3 sent eth0 ${CLIENT}>${SERVER} ttl 63`),
    ]);
  });
  it('that stay incomplete time out after thirty seconds, with an error to the sender if they were for the host', () => {
    const host = bench();
    const [first] = splitDatagram(udp({ size: 1000, to: OWN }), 420);
    host.receive('eth1', first ?? new Uint8Array());
    host.wait(29);
    expect(host.takeSent()).toEqual([]);
    host.wait(2);
    expect(gist(host).filter((each) => each.includes('originated'))).toEqual([
      `2 originated fragment-timeout ${OWN}>${CLIENT} ttl 64`,
    ]);
  });
});

describe('a listener', () => {
  const sockets = [{ proto: 'tcp', port: 80, address: 0, process: 'httpd', uid: 33, gid: 33 }] as const;
  it('answers the handshake and acknowledges data', () => {
    const host = bench({ sockets });
    host.receive('eth1', tcp({ flags: 2, options: [{ kind: 'mss', mss: 1460 }] }, { to: OWN }));
    const [synAck] = host.takeSent();
    const view = new DataView(synAck?.bytes.buffer ?? new ArrayBuffer(40));
    expect([view.getUint8(33), view.getUint32(28), view.getUint16(34)]).toEqual([0x12, 101, 64240]);
    host.receive(
      'eth1',
      tcp({ flags: 16, sequence: 101, acknowledgment: (view.getUint32(24) + 1) >>> 0 }, { to: OWN }),
    );
    expect(host.takeSent()).toEqual([]);
  });
  it('that is silent takes everything and says nothing', () => {
    const host = bench({ sockets, localStack: 'silent' });
    for (const bytes of [tcp({ flags: 2 }, { to: OWN }), ping({ to: OWN }), udp({ to: OWN })])
      host.receive('eth1', bytes);
    expect(gist(host).filter((each) => each.includes('delivered'))).toEqual([
      '1 delivered tcp/80',
      '2 delivered icmp',
      '3 delivered udp',
    ]);
    expect(host.takeSent()).toEqual([]);
  });
});

describe('a host', () => {
  it('does the same twice with the same seed', () => {
    const run = (): string => {
      const host = bench({ seed: 7, conntrack: 'on', ruleset: rulesetOf({ raw: { PREROUTING: [rule({}, TRACE)] } }) });
      for (const bytes of [udp(), udp({ to: OWN }), tcp({ flags: 2 }), ping({ to: OWN })]) host.receive('eth1', bytes);
      return JSON.stringify([walk(host), host.log, host.takeSent().map(({ bytes }) => [...bytes])]);
    };
    expect(run()).toBe(run());
  });
  it('makes the same log, datagrams and counters when nobody records', () => {
    const run = (recording: boolean): unknown => {
      const ruleset = rulesetOf({ raw: { PREROUTING: [rule({}, TRACE)] }, filter: { FORWARD: [rule({}, 'DROP')] } });
      const host = bench({ recording, ruleset });
      for (const bytes of [udp(), udp({ to: OWN })]) host.receive('eth1', bytes);
      return [traceLabels(host), host.takeSent(), ruleset.get('filter')?.chains.get('FORWARD')?.entries[0]?.packets];
    };
    expect(run(false)).toEqual(run(true));
  });
  it('never throws on any bytes', () => {
    const host = bench({
      conntrack: 'on',
      ruleset: rulesetOf({ raw: { PREROUTING: [rule({}, TRACE)], OUTPUT: [rule({}, TRACE)] }, nat: {}, filter: {} }),
    });
    let state = 1;
    const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
    for (let i = 0; i < 3000; i += 1) {
      const bytes =
        i % 3 === 0
          ? udp({ to: next() % 2 === 0 ? OWN : SERVER })
          : Uint8Array.from({ length: next() % 70 }, () => next() >>> 24);
      if (i % 3 === 0) bytes[next() % bytes.length] = next() >>> 24;
      if (next() % 2 === 0) host.send(bytes);
      else host.receive('eth1', bytes);
      host.takeEvents();
    }
    expect(host.now()).toBeGreaterThan(0);
  });
  it('tells what of its options cannot be', () => {
    expect(() => bench({ routes: ['default via 9.9.9.9'], rules: ['bogus'], sysctl: { 'net.ipv4.nope': 1 } })).toThrow(
      'routes[0]',
    );
  });
});
