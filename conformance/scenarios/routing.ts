/** Where a packet goes: routing tables, policy rules, TTL, what cannot be routed, local delivery, loopback. */

import type { Host, Scenario } from '../document.ts';
import { bytesOf, echo, ip, tcp, udp } from '../packets.ts';
import { CLIENT, LAN, ROUTER, SERVER, WAN, command, lan, local, on, reply, scenario, wan } from './source.ts';

const ping = echo({ src: CLIENT, dst: SERVER });
const query = (dst: string, more: object = {}) =>
  udp({ src: CLIENT, dst, sport: 1000, dport: 53, payload: 'q', ...more });
const fromRouter = (dst: string, src = WAN) => udp({ src, dst, sport: 1000, dport: 53, payload: 'q' });

const TWO_UPLINKS: Partial<Host> = {
  interfaces: [...ROUTER.interfaces, { name: 'eth2', addresses: ['100.64.0.2/30'] }],
  routes: ['default via 203.0.113.254 dev eth0', 'default via 100.64.0.1 dev eth2 table 10'],
  rules: ['from all fwmark 1 table 10'],
};
const second = on('eth2');

export const routing: readonly Scenario[] = [
  scenario(
    'fwmark chooses another uplink',
    {
      mangle: ['-A PREROUTING -i eth1 -p tcp --dport 443 -j MARK --set-mark 1'],
    },
    [
      lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 443 })),
      lan(tcp({ src: CLIENT, dst: SERVER, sport: 2, dport: 80 })),
    ],
    TWO_UPLINKS,
  ),
  scenario(
    'mangle OUTPUT reroutes a marked packet',
    {
      mangle: ['-A OUTPUT -p udp --dport 53 -j MARK --set-mark 1'],
    },
    [local(fromRouter(SERVER)), local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 54 }))],
    TWO_UPLINKS,
  ),
  scenario(
    'a mark set outside mangle OUTPUT does not reroute',
    {
      raw: ['-A OUTPUT -p udp --dport 53 -j MARK --set-mark 1'],
      filter: ['-A OUTPUT -p udp --dport 54 -j MARK --set-mark 1'],
    },
    [local(fromRouter(SERVER)), local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 54 }))],
    TWO_UPLINKS,
  ),
  scenario(
    'socket mark chooses the uplink',
    {},
    [local(fromRouter(SERVER), { mark: 1 }), local(fromRouter(SERVER), { mark: 2 })],
    TWO_UPLINKS,
  ),
  scenario(
    'masquerade follows the uplink',
    {
      mangle: ['-A PREROUTING -p tcp --dport 443 -j MARK --set-mark 1'],
      nat: ['-A POSTROUTING -o eth0 -j MASQUERADE', '-A POSTROUTING -o eth2 -j MASQUERADE'],
    },
    [
      lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 443 })),
      reply(1, { flags: 'SYN,ACK' }),
      lan(tcp({ src: CLIENT, dst: SERVER, sport: 2, dport: 80 })),
      reply(3, { flags: 'SYN,ACK' }),
    ],
    TWO_UPLINKS,
  ),
  scenario(
    'rules by source and priority',
    {},
    [lan(ping), lan(echo({ src: '192.168.1.99', dst: SERVER })), second(echo({ src: '100.64.0.1', dst: CLIENT }))],
    {
      ...TWO_UPLINKS,
      rules: ['from 192.168.1.99 table 10 priority 100', 'from 192.168.1.0/24 prohibit priority 200'],
    },
  ),
  scenario(
    'rules by destination tos and interface',
    {},
    [lan(query('9.9.9.9')), lan(query(SERVER, { tos: 0x10 })), second(echo({ src: '100.64.0.1', dst: SERVER }))],
    {
      ...TWO_UPLINKS,
      rules: ['to 9.9.9.0/24 table 10', 'from all tos 0x10 table 10', 'iif eth2 unreachable'],
    },
  ),
  scenario(
    'longest prefix wins',
    {},
    ['10.1.2.3', '10.1.9.9', '10.2.2.2', '10.1.2.129'].map((dst) => lan(query(dst))),
    {
      ...TWO_UPLINKS,
      rules: [],
      routes: [
        '10.0.0.0/8 via 203.0.113.10',
        '10.1.0.0/16 via 100.64.0.1',
        '10.1.2.0/24 via 203.0.113.20',
        '10.1.2.128/25 via 192.168.1.50',
      ],
    },
  ),
  scenario('lower metric wins', {}, [lan(query('10.1.2.3'))], {
    ...TWO_UPLINKS,
    routes: ['10.0.0.0/8 via 203.0.113.10 metric 100', '10.0.0.0/8 via 100.64.0.1 metric 50'],
    rules: [],
  }),
  scenario(
    'no route unreachable prohibit and blackhole',
    { filter: [':FORWARD DROP [0:0]'] },
    ['10.1.0.1', '10.2.0.1', '10.3.0.1', '10.4.0.1', '10.5.0.1'].map((dst) => lan(query(dst))),
    {
      routes: ['unreachable 10.1.0.0/16', 'prohibit 10.2.0.0/16', 'blackhole 10.3.0.0/16', 'throw 10.4.0.0/16'],
    },
  ),
  scenario('local sender without a route', {}, [local(fromRouter('10.9.9.9'))], { routes: [] }),
  scenario('forwarding switched off', {}, [lan(ping), lan(echo({ src: CLIENT, dst: WAN }))], {
    sysctl: { 'net.ipv4.ip_forward': 0 },
  }),
  scenario('TTL runs out', {}, [
    lan(query(SERVER, { ttl: 1 })),
    lan(query(SERVER, { ttl: 0 })),
    lan(query(SERVER, { ttl: 2 })),
    lan(query(LAN, { ttl: 1 })),
  ]),
  scenario('TTL runs out for TCP and echo', {}, [
    lan(echo({ src: CLIENT, dst: SERVER, ttl: 1 })),
    lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, ttl: 1, tos: 0x10 })),
  ]),
  scenario('an ICMP error whose TTL runs out is not answered', {}, [
    lan(ping),
    wan(ip({ src: SERVER, dst: CLIENT, protocol: 1, ttl: 1 }, bytesOf(`0303fcfc00000000`))),
  ]),
  scenario(
    'too big with DF',
    {},
    [
      lan(query('10.1.1.1', { payload: 'x'.repeat(1300), flags: 2 })),
      lan(query('10.1.1.1', { payload: 'x'.repeat(1100), flags: 2 })),
    ],
    {
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'], mtu: 1280 },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
    },
  ),
  scenario('too big without DF is fragmented', {}, [lan(query('10.1.1.1', { payload: 'x'.repeat(1400) }))], {
    interfaces: [
      { name: 'eth0', addresses: ['203.0.113.1/24'], mtu: 576 },
      { name: 'eth1', addresses: ['192.168.1.1/24'] },
    ],
  }),
  scenario('martian sources and destinations', {}, [
    lan(query(SERVER, { src: '127.0.0.1' })),
    lan(query(SERVER, { src: '0.0.0.0' })),
    lan(query(SERVER, { src: '224.0.0.5' })),
    lan(query(SERVER, { src: '255.255.255.255' })),
    lan(query(SERVER, { src: WAN })),
    lan(query('127.0.0.1')),
    lan(query('0.0.0.0')),
    lan(query('240.1.1.1')),
    lan(query(SERVER, { src: '240.1.1.1' })),
  ]),
  scenario('broadcast and multicast', {}, [
    lan(query('192.168.1.255'), { dstMac: 'ff:ff:ff:ff:ff:ff' }),
    lan(query('255.255.255.255'), { dstMac: 'ff:ff:ff:ff:ff:ff' }),
    lan(query('224.0.0.1'), { dstMac: '01:00:5e:00:00:01' }),
    lan(query('239.1.1.1'), { dstMac: '01:00:5e:01:01:01' }),
    lan(query(SERVER), { dstMac: 'ff:ff:ff:ff:ff:ff' }),
    lan(query('192.168.1.255')),
    lan(query('192.168.1.0')),
  ]),
  scenario('frame for another host', {}, [lan(ping, { dstMac: '02:00:00:00:00:99' }), lan(ping)]),
  scenario('source and destination MAC given', {}, [lan(ping, { srcMac: '02:aa:bb:cc:dd:ee' })]),
  scenario('MAC addresses of the host given', { filter: ['-A FORWARD -j LOG --log-macdecode'] }, [lan(ping)], {
    interfaces: [
      { name: 'eth0', addresses: ['203.0.113.1/24'], mac: '02:11:22:33:44:55' },
      { name: 'eth1', addresses: ['192.168.1.1/24'], mac: '02:66:77:88:99:aa' },
    ],
  }),
  scenario('damaged IP headers never reach a hook', {}, [
    lan(query(SERVER, { badChecksum: true })),
    lan(query(SERVER, { totalLength: 100 })),
    lan(query(SERVER, { version: 6 })),
    lan(query(SERVER, { ihl: 4 })),
    lan(query(SERVER, { totalLength: 28 })),
    lan(query(SERVER, { totalLength: 19 })),
    lan('4500'),
    lan(query(SERVER, { ihl: 15 })),
  ]),
  scenario(
    'reserved flag and tos bits',
    { filter: ['-A FORWARD -j LOG --log-ip-options'] },
    [lan(query(SERVER, { flags: 4, tos: 0xff })), lan(query(SERVER, { flags: 7, tos: 0x1c }))],
    { conntrack: 'auto' },
  ),
  scenario(
    'reverse path filter strict',
    {},
    [wan(query(LAN, { src: CLIENT })), lan(query(SERVER)), lan(query(SERVER, { src: '8.8.8.8' }))],
    {
      sysctl: { 'net.ipv4.conf.all.rp_filter': 1 },
    },
  ),
  scenario(
    'reverse path filter loose',
    {},
    [wan(query(LAN, { src: CLIENT })), wan(query(CLIENT, { src: '10.1.1.1' }))],
    {
      sysctl: { 'net.ipv4.conf.eth0.rp_filter': 2 },
      routes: [],
    },
  ),
  scenario('back out of the same interface', {}, [lan(query('192.168.1.77')), lan(query('10.1.1.1'))], {
    routes: ['10.0.0.0/8 via 192.168.1.50'],
  }),
  scenario('redirects sent', {}, [lan(query('10.1.1.1')), lan(query('10.1.1.1'))], {
    routes: ['10.0.0.0/8 via 192.168.1.50'],
    sysctl: { 'net.ipv4.conf.all.send_redirects': 1, 'net.ipv4.conf.eth1.send_redirects': 1 },
  }),
  scenario(
    'any address of the host is local',
    {},
    [lan(echo({ src: CLIENT, dst: WAN })), wan(echo({ src: SERVER, dst: LAN })), lan(query('10.0.0.9'))],
    {
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24', '203.0.113.2/24', '10.0.0.9/32'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
    },
  ),
  scenario(
    'loopback between local sockets',
    {},
    [
      local(udp({ src: '127.0.0.1', dst: '127.0.0.1', sport: 1000, dport: 2000 })),
      local(echo({ src: '127.0.0.1', dst: '127.0.0.2' })),
      local(echo({ src: WAN, dst: LAN })),
    ],
    {
      sockets: [{ proto: 'udp', port: 2000 }],
    },
  ),
  scenario('loopback to a closed port', {}, [
    local(udp({ src: '127.0.0.1', dst: '127.0.0.1', sport: 1000, dport: 2000 })),
    local(tcp({ src: '127.0.0.1', dst: '127.0.0.1', sport: 1000, dport: 2000 })),
  ]),
  scenario('local broadcast and multicast senders', {}, [
    local(fromRouter('192.168.1.255', LAN)),
    local(fromRouter('255.255.255.255')),
    local(fromRouter('224.0.0.251')),
  ]),
  scenario('local sender leaves fields to the kernel', { filter: ['-A OUTPUT -j LOG --log-uid'] }, [
    local(udp({ src: '0.0.0.0', dst: SERVER, sport: 1, dport: 2, id: 0 })),
    local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 2, badChecksum: true, totalLength: 99 })),
    local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 2, ttl: 1, tos: 0xb8 }), { uid: 1000, gid: 100 }),
    local(udp({ src: '9.9.9.9', dst: SERVER, sport: 1, dport: 2 })),
  ]),
  scenario(
    'routes changed by commands',
    {},
    [
      lan(query('10.1.1.1')),
      command('ip route add 10.0.0.0/8 via 203.0.113.77'),
      lan(query('10.1.1.1')),
      command('ip route del 10.0.0.0/8'),
      lan(query('10.1.1.1')),
    ],
    { routes: [] },
  ),
];
