/** Address translation of connections, their answers and the ICMP errors about them. */

import type { Host, Scenario, Step } from '../document.ts';
import { bytesOf, echo, ip, tcp, udp } from '../packets.ts';
import { CLIENT, LAN, ROUTER, SERVER, WAN, command, lan, local, on, reply, scenario, wait, wan } from './source.ts';

const open = (src: string, sport: number, dst = SERVER, dport = 80): Step => lan(tcp({ src, dst, sport, dport }));
const ask = (src: string, sport: number, dst = SERVER, dport = 53): Step =>
  lan(udp({ src, dst, sport, dport, payload: 'q' }));
const visit = (dport: number, sport = 51000, src = SERVER): Step => wan(tcp({ src, dst: WAN, sport, dport }));
const list = command('conntrack -L');
const synack = (to: number): Step => reply(to, { flags: 'SYN,ACK' });
const ack = (to: number): Step => reply(to, { flags: 'ACK' });

const MANY_ADDRESSES: Partial<Host> = {
  interfaces: [
    { name: 'eth0', addresses: [`${WAN}/24`, '203.0.113.2/24', '100.64.0.2/24'] },
    { name: 'eth1', addresses: [`${LAN}/24`, '192.168.2.1/24'] },
  ],
};
const DMZ: Partial<Host> = { interfaces: [...ROUTER.interfaces, { name: 'eth2', addresses: ['10.0.0.1/24'] }] };
const dmz = on('eth2');

export const nat: readonly Scenario[] = [
  scenario('masquerade and a whole conversation', { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] }, [
    open(CLIENT, 40000),
    synack(1),
    ack(2),
    reply(3, { flags: 'PSH,ACK', payload: 'hello' }),
    reply(4, { flags: 'FIN,ACK' }),
    list,
  ]),
  scenario('masquerade udp icmp and unknown protocols', { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] }, [
    ask(CLIENT, 1000),
    reply(1),
    lan(echo({ src: CLIENT, dst: SERVER })),
    reply(3),
    lan(ip({ src: CLIENT, dst: SERVER, protocol: 89 }, bytesOf('0201002c'))),
    reply(5),
    lan(ip({ src: '192.168.1.3', dst: SERVER, protocol: 89 }, bytesOf('0201002c'))),
    list,
  ]),
  scenario('masquerade two clients on one port', { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] }, [
    ask('192.168.1.2', 5000),
    ask('192.168.1.3', 5000),
    reply(2),
    ask('192.168.1.4', 100),
    ask('192.168.1.5', 100),
    reply(5),
    list,
  ]),
  scenario('masquerade to a port range', { nat: ['-A POSTROUTING -p udp -o eth0 -j MASQUERADE --to-ports 4000'] }, [
    ask('192.168.1.2', 5000),
    reply(1),
    ask('192.168.1.3', 5000),
    list,
  ]),
  scenario('masquerade random', { nat: ['-A POSTROUTING -p udp -o eth0 -j MASQUERADE --random'] }, [
    ask('192.168.1.2', 5000),
    reply(1),
    list,
  ]),
  scenario(
    'masquerade picks the address of the subnet',
    { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] },
    [ask(CLIENT, 1, '100.64.0.9'), ask(CLIENT, 2, '203.0.113.9'), ask(CLIENT, 3), list],
    MANY_ADDRESSES,
  ),
  scenario(
    'snat to one address',
    { nat: ['-A POSTROUTING -o eth0 -s 192.168.1.0/24 -j SNAT --to-source 203.0.113.50'] },
    [open(CLIENT, 40000), synack(1), ack(2), ask('10.9.9.9', 5), list],
  ),
  scenario(
    'snat to a range of addresses',
    { nat: ['-A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.50-203.0.113.53'] },
    [2, 3, 4, 5, 6].map((last) => ask(`192.168.1.${last}`, 1000)).concat(list),
  ),
  scenario(
    'snat to a range keeping it per client',
    { nat: ['-A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.50-203.0.113.53 --persistent'] },
    [ask(CLIENT, 1000), ask(CLIENT, 1001, '9.9.9.9'), ask('192.168.1.3', 1000), list],
  ),
  scenario('snat to a port', { nat: ['-A POSTROUTING -p tcp -o eth0 -j SNAT --to-source 203.0.113.50:7000'] }, [
    open(CLIENT, 40000),
    synack(1),
    open('192.168.1.3', 40000),
    open('192.168.1.3', 40001, '9.9.9.9'),
    list,
  ]),
  scenario(
    'snat reuses the mapping of a client port',
    { nat: ['-A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.50-203.0.113.53'] },
    [ask(CLIENT, 1000), ask(CLIENT, 1000, '9.9.9.9'), ask(CLIENT, 1000, '8.8.8.8'), list],
  ),
  scenario(
    'snat in INPUT',
    { nat: ['-A INPUT -p udp -j SNAT --to-source 10.99.0.1'] },
    [lan(udp({ src: CLIENT, dst: LAN, sport: 1000, dport: 53 })), list],
    { routes: ['default via 203.0.113.254', '10.99.0.0/16 via 192.168.1.77'] },
  ),
  scenario(
    'dnat to a server inside',
    { nat: ['-A PREROUTING -i eth0 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80'] },
    [visit(8080), synack(1), ack(2), reply(3, { flags: 'PSH,ACK', payload: 'page' }), list],
  ),
  scenario(
    'dnat and snat of one connection',
    {
      nat: [
        '-A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.10',
        '-A POSTROUTING -d 10.0.0.10 -j SNAT --to-source 10.0.0.1',
      ],
    },
    [open(CLIENT, 40000, WAN), synack(1), ack(2), list, dmz(echo({ src: '10.0.0.10', dst: CLIENT }))],
    DMZ,
  ),
  scenario(
    'dnat to a range of addresses',
    { nat: ['-A PREROUTING -i eth0 -j DNAT --to-destination 192.168.1.10-192.168.1.13'] },
    [2, 3, 4, 5, 6].map((last) => visit(80, 51000, `198.51.100.${last}`)).concat(list),
  ),
  scenario(
    'dnat to ports',
    {
      nat: [
        '-A PREROUTING -p tcp --dport 1 -j DNAT --to-destination :8080',
        '-A PREROUTING -p tcp --dport 2 -j DNAT --to-destination 192.168.1.10:8000-8009',
        '-A PREROUTING -p tcp --dport 8005 -j DNAT --to-destination 192.168.1.10:8000-8009',
        '-A PREROUTING -p tcp --dport 5000:5009 -j DNAT --to-destination 192.168.1.10:9000-9009/5000',
      ],
    },
    [visit(1), visit(2), visit(8005), visit(5003), list],
  ),
  scenario(
    'dnat of icmp and a second target is not reached',
    {
      nat: [
        '-A PREROUTING -p icmp -j DNAT --to-destination 192.168.1.10',
        '-A PREROUTING -j DNAT --to-destination 192.168.1.11',
      ],
    },
    [wan(echo({ src: SERVER, dst: WAN })), reply(1), list],
  ),
  scenario(
    'dnat in OUTPUT',
    { nat: ['-A OUTPUT -p udp --dport 53 -j DNAT --to-destination 192.168.1.10:5353'] },
    [local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 53 })), reply(1), list],
    { localStack: 'silent' },
  ),
  scenario(
    'dnat in OUTPUT to the host itself',
    { nat: ['-A OUTPUT -p udp --dport 53 -j DNAT --to-destination 127.0.0.1'] },
    [local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 53 })), list],
    { sockets: [{ proto: 'udp', port: 53 }] },
  ),
  scenario('redirect in PREROUTING', { nat: ['-A PREROUTING -i eth1 -p tcp --dport 80 -j REDIRECT --to-ports 3128'] }, [
    open(CLIENT, 40000),
    list,
  ]),
  scenario(
    'redirect in PREROUTING to a listener',
    { nat: ['-A PREROUTING -i eth1 -p udp --dport 53 -j REDIRECT'] },
    [ask(CLIENT, 40000), list],
    { sockets: [{ proto: 'udp', port: 53 }] },
  ),
  scenario('redirect in OUTPUT', { nat: ['-A OUTPUT -p tcp --dport 80 -j REDIRECT --to-ports 3128'] }, [
    local(tcp({ src: WAN, dst: SERVER, sport: 1000, dport: 80 })),
    list,
  ]),
  scenario(
    'redirect to a port range',
    { nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 7000-7003'] },
    [open(CLIENT, 40000), open(CLIENT, 40000, '9.9.9.9'), open(CLIENT, 40001, SERVER, 7002), list],
    { localStack: 'silent' },
  ),
  scenario(
    'an established connection keeps its mapping',
    { nat: ['-A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.50'] },
    [
      ask(CLIENT, 1000),
      command('iptables -t nat -F'),
      command('iptables -t nat -A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.60'),
      ask(CLIENT, 1000),
      ask(CLIENT, 1001),
      list,
    ],
  ),
  scenario(
    'nat rules are visited once per connection',
    { nat: [':PREROUTING ACCEPT [0:0]', '-A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.50'] },
    [ask(CLIENT, 1000), ask(CLIENT, 1000), reply(1), ask(CLIENT, 1000), command('iptables -t nat -nvL')],
  ),
  scenario(
    'dropped connections visit nat again',
    {
      nat: ['-A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 192.168.1.10'],
      filter: ['-A FORWARD -p tcp --dport 80 -j DROP'],
    },
    [visit(80), visit(80), visit(80), list],
  ),
  scenario('invalid packets leave untranslated', { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] }, [
    lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, tcp: 'RST', seq: 1 })),
    lan(udp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, udpChecksum: 1 })),
    list,
  ]),
  scenario(
    'untracked packets leave untranslated',
    { raw: ['-A PREROUTING -p udp -j NOTRACK'], nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] },
    [ask(CLIENT, 1), open(CLIENT, 2), list],
  ),
  scenario(
    'null binding moves a port that a masqueraded flow holds',
    { nat: ['-A POSTROUTING -s 192.168.1.0/24 -j MASQUERADE'] },
    [ask(CLIENT, 5000), local(udp({ src: WAN, dst: SERVER, sport: 5000, dport: 53 })), reply(2), list],
    { localStack: 'silent' },
  ),
  scenario('icmp error from a router through masquerade', { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] }, [
    ask(CLIENT, 1000),
    reply(1, { error: { type: 3, code: 1, from: '203.0.113.254' } }),
    reply(1, { error: { type: 11, code: 0, from: '198.18.0.1' } }),
    reply(1, { error: { type: 3, code: 4, from: '198.18.0.1', rest: 1400 } }),
    list,
  ]),
  scenario(
    'icmp error from the server through dnat',
    { nat: ['-A PREROUTING -i eth0 -p udp --dport 53 -j DNAT --to-destination 192.168.1.10:5353'] },
    [
      wan(udp({ src: SERVER, dst: WAN, sport: 1000, dport: 53 })),
      reply(1, { error: { type: 3, code: 3 } }),
      reply(1, { error: { type: 3, code: 1, from: '192.168.1.20' } }),
      list,
    ],
  ),
  scenario('icmp error from the client about an answer', { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] }, [
    ask(CLIENT, 1000),
    reply(1),
    reply(2, { error: { type: 3, code: 3 } }),
    list,
  ]),
  scenario('icmp error about an echo through nat', { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] }, [
    lan(echo({ src: CLIENT, dst: SERVER })),
    reply(1, { error: { type: 11, code: 0, from: '198.18.0.1' } }),
    list,
  ]),
  scenario(
    'time exceeded made by the host for a dnated packet',
    { nat: ['-A PREROUTING -i eth0 -p udp -j DNAT --to-destination 192.168.1.10'] },
    [wan(udp({ src: SERVER, dst: WAN, sport: 1000, dport: 53, ttl: 1 })), list],
  ),
  scenario(
    'reject of a dnated connection',
    {
      nat: ['-A PREROUTING -i eth0 -p tcp -j DNAT --to-destination 192.168.1.10:80'],
      filter: ['-A FORWARD -p tcp --dport 80 -j REJECT --reject-with tcp-reset'],
    },
    [visit(8080), list],
  ),
  scenario(
    'reject of a dnated datagram',
    {
      nat: ['-A PREROUTING -i eth0 -p udp -j DNAT --to-destination 192.168.1.10:53'],
      filter: ['-A FORWARD -p udp -j REJECT'],
    },
    [wan(udp({ src: SERVER, dst: WAN, sport: 1000, dport: 5353 })), list],
  ),
  scenario(
    'reject of a connection that would be masqueraded',
    {
      nat: ['-A POSTROUTING -o eth0 -j MASQUERADE', '-A POSTROUTING -o eth1 -j MASQUERADE'],
      filter: ['-A FORWARD -p tcp -j REJECT --reject-with tcp-reset', '-A FORWARD -j REJECT'],
    },
    [open(CLIENT, 40000), ask(CLIENT, 1000), list],
  ),
  scenario(
    'hairpin',
    {
      nat: [
        '-A PREROUTING -d 203.0.113.1/32 -p tcp --dport 80 -j DNAT --to-destination 192.168.1.10',
        '-A POSTROUTING -s 192.168.1.0/24 -d 192.168.1.10/32 -j MASQUERADE',
      ],
    },
    [open(CLIENT, 40000, WAN), synack(1), ack(2), list],
  ),
  scenario('echo id clash', { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] }, [
    lan(echo({ src: '192.168.1.2', dst: SERVER })),
    lan(echo({ src: '192.168.1.3', dst: SERVER })),
    reply(2),
    list,
  ]),
  scenario(
    'port range of one with a clash drops',
    { nat: ['-A POSTROUTING -p udp -j SNAT --to-source 203.0.113.50:4000'] },
    [ask('192.168.1.2', 1), ask('192.168.1.3', 1), ask('192.168.1.3', 1, '9.9.9.9'), list],
  ),
  scenario(
    'mapping outlives a short timeout only while the entry lives',
    { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'] },
    [ask(CLIENT, 1000), reply(1), wait(1.3), wan(udp({ src: SERVER, dst: WAN, sport: 53, dport: 1000 })), list],
    { sysctl: { 'net.netfilter.nf_conntrack_udp_timeout': 1 } },
  ),
];
