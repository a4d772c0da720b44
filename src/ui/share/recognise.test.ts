import { expect, test } from 'vitest';
import { madeUp, missingInterfaces } from './interfaces-of.ts';
import { isTaught, recognise, withoutLoopback } from './recognise.ts';

test('a support dump is taken apart', () => {
  const found = recognise(`root@fw:~# ip addr
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
    inet 203.0.113.1/24 brd 203.0.113.255 scope global eth0
       valid_lft forever preferred_lft forever
    inet6 fe80::1/64 scope link
3: tun0@if4: <POINTOPOINT,UP> mtu 1400 qdisc fq
    inet 10.8.0.1 peer 10.8.0.2/32 scope global tun0
root@fw:~# ip route
default via 203.0.113.254 dev eth0
203.0.113.0/24 dev eth0 proto kernel scope link src 203.0.113.1
root@fw:~# ip rule
0:	from all lookup local
32765:	from all fwmark 0x1 lookup 10
32766:	from all lookup main
root@fw:~# iptables-save
# Generated
*filter
:INPUT ACCEPT [0:0]
-A INPUT -j DROP
COMMIT
create blocked hash:ip
what is this
`);
  expect(withoutLoopback(found.interfaces)).toEqual([
    { name: 'eth0', mac: '52:54:00:12:34:56', addresses: ['203.0.113.1/24'] },
    { name: 'tun0', mtu: 1400, addresses: ['10.8.0.1'] },
  ]);
  expect(found.routes).toEqual(['default via 203.0.113.254 dev eth0']);
  expect(found.rules).toEqual(['from all fwmark 0x1 lookup 10 pref 32765']);
  expect(found.ruleset).toBe('*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j DROP\nCOMMIT\n');
  expect(found.ipsets).toBe('create blocked hash:ip\n');
  expect(found.unknown).toEqual([{ line: 26, text: 'what is this' }]);
});

test('JSON is a scenario, broken JSON is not', () => {
  expect(recognise(' {"chainwalk": 1}').scenario).toEqual({ chainwalk: 1 });
  expect(recognise('{"chainwalk": 1').scenario).toBeNull();
});

test('of a line that is none of these the beginning is kept, however long it is', () => {
  const { unknown, ruleset } = recognise(`${'x'.repeat(10_000_000)}\n*filter\nCOMMIT\n`);
  expect(unknown).toEqual([{ line: 1, text: 'x'.repeat(200) }]);
  expect(ruleset).toBe('*filter\nCOMMIT\n');
});

test('a byte order mark is no part of the text', () => {
  expect(recognise('\uFEFF*filter\r\nCOMMIT\r\n').ruleset).toBe('*filter\nCOMMIT\n');
});

test('a kernel trace stands beside the rules it is of, on its own lines', () => {
  const line =
    'TRACE: filter:INPUT:rule:1 IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=44 TTL=64 ID=1 PROTO=TCP SPT=1 DPT=2 SYN';
  const found = recognise(`$ dmesg\n[1.5] ${line}\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\n[1.6] in ${line.slice(27)}`);
  expect(found.trace?.split('\n').map((text) => text !== '')).toEqual([false, true, false, false, false, true]);
  expect(found.ruleset).toContain('-A INPUT -j ACCEPT');
  expect(found.unknown).toEqual([]);
});

test('nftables is known and said to be another language', () => {
  expect(
    recognise('table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n')
      .foreign,
  ).toBe('nft');
  expect(recognise('trace id 244137e7 ip raw OUTPUT packet: oif "lo"').foreign).toBe('nft-trace');
});

test('interfaces that rules name and the host lacks', () => {
  const rules =
    '*filter\n-A INPUT -i eth0 -j ACCEPT\n-A FORWARD ! -i ppp0 -o wg+ -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -i eth+\nCOMMIT\n';
  expect(missingInterfaces(rules, [{ name: 'eth0' }])).toEqual({ names: ['ppp0'], patterns: ['wg+'] });
  expect(madeUp(['ppp0'], 2)).toEqual([{ name: 'ppp0', addresses: ['198.18.2.1/24'] }]);
});

test.each([
  [{ chainwalkLesson: 1 }, true],
  [{ chainwalkCourse: 1, lessons: [] }, true],
  [{ chainwalk: 1, timeline: [] }, false],
  [[], false],
])('a lesson is told from a scenario: %j', (document, taught) => {
  expect(isTaught(recognise(JSON.stringify(document)).scenario)).toBe(taught);
});
