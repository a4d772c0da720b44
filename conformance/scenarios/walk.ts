/** Which tables a packet walks, what jumps, gotos, RETURN and policies do, and what is counted. */

import type { Scenario } from '../document.ts';
import { echo, ip, tcp, udp, bytesOf } from '../packets.ts';
import { CLIENT, LAN, SERVER, WAN, command, lan, local, reply, rules, scenario, wan } from './source.ts';

const syn = tcp({ src: CLIENT, dst: SERVER, sport: 40000, dport: 443 });
const ping = echo({ src: CLIENT, dst: SERVER });
const toRouter = tcp({ src: SERVER, dst: WAN, sport: 51000, dport: 22 });

export const walk: readonly Scenario[] = [
  scenario(
    'home router forwards a handshake',
    {
      nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'],
      filter: [
        ':FORWARD DROP [0:0]',
        '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
        '-A FORWARD -i eth1 -o eth0 -j ACCEPT',
      ],
    },
    [
      lan(syn),
      reply(1, { flags: 'SYN,ACK' }),
      reply(2, { flags: 'ACK' }),
      reply(3, { flags: 'PSH,ACK', payload: 'hello' }),
    ],
  ),
  scenario('forwarded through empty tables', {}, [lan(syn), lan(ping)]),
  scenario('delivered to the host through empty tables', {}, [wan(toRouter), wan(echo({ src: SERVER, dst: WAN }))]),
  scenario('sent by the host through empty tables', {}, [
    local(udp({ src: WAN, dst: SERVER, sport: 5353, dport: 53, payload: 'q' })),
  ]),
  scenario(
    'every table drops in turn',
    {
      raw: ['-A PREROUTING -s 192.168.1.10/32 -j DROP'],
      mangle: [
        '-A PREROUTING -s 192.168.1.11/32 -j DROP',
        '-A FORWARD -s 192.168.1.12/32 -j DROP',
        '-A POSTROUTING -s 192.168.1.13/32 -j DROP',
      ],
      filter: ['-A FORWARD -s 192.168.1.14/32 -j DROP'],
      security: ['-A FORWARD -s 192.168.1.15/32 -j DROP'],
    },
    [10, 11, 12, 13, 14, 15].map((last) => lan(udp({ src: `192.168.1.${last}`, dst: SERVER, sport: 1000, dport: 53 }))),
  ),
  scenario(
    'every table drops on the way in',
    {
      raw: ['-A PREROUTING -p udp --dport 1 -j DROP'],
      mangle: ['-A PREROUTING -p udp --dport 2 -j DROP', '-A INPUT -p udp --dport 3 -j DROP'],
      filter: ['-A INPUT -p udp --dport 4 -j DROP'],
      security: ['-A INPUT -p udp --dport 5 -j DROP'],
    },
    [1, 2, 3, 4, 5, 6].map((dport) => lan(udp({ src: CLIENT, dst: LAN, sport: 1000, dport }))),
  ),
  scenario(
    'every table drops on the way out',
    {
      raw: ['-A OUTPUT -p udp --dport 1 -j DROP'],
      mangle: ['-A OUTPUT -p udp --dport 2 -j DROP', '-A POSTROUTING -p udp --dport 3 -j DROP'],
      filter: ['-A OUTPUT -p udp --dport 4 -j DROP'],
      security: ['-A OUTPUT -p udp --dport 5 -j DROP'],
    },
    [1, 2, 3, 4, 5, 6].map((dport) => local(udp({ src: WAN, dst: SERVER, sport: 1000, dport }))),
  ),
  scenario(
    'security table counts after filter',
    {
      filter: ['-A INPUT -p icmp -j ACCEPT'],
      security: ['-A INPUT -p icmp', '-A OUTPUT -p icmp', '-A FORWARD -p icmp'],
    },
    [lan(ping), lan(echo({ src: CLIENT, dst: LAN }))],
  ),
  scenario(
    'jump return and fall off the end',
    {
      filter: [
        ':a - [0:0]',
        ':b - [0:0]',
        ':empty - [0:0]',
        '-A FORWARD -j empty',
        '-A FORWARD -p tcp -j a',
        '-A FORWARD -p icmp -j b',
        '-A FORWARD -j ACCEPT',
        '-A a -p tcp --dport 80 -j RETURN',
        '-A a -j b',
        '-A a -p tcp --dport 443 -j DROP',
        '-A b -p tcp --dport 22 -j ACCEPT',
        '-A b -j RETURN',
        '-A b -j DROP',
      ],
    },
    [80, 22, 443, 25].map((dport) => lan(tcp({ src: CLIENT, dst: SERVER, sport: 1024, dport }))).concat(lan(ping)),
  ),
  scenario(
    'goto comes back to the last jump',
    {
      filter: [
        ':outer - [0:0]',
        ':inner - [0:0]',
        ':leaf - [0:0]',
        '-A FORWARD -j outer',
        '-A FORWARD -p udp -g leaf',
        '-A FORWARD -j DROP',
        '-A outer -p tcp -g inner',
        '-A outer -p icmp -j ACCEPT',
        '-A inner -p tcp --dport 1 -j RETURN',
        '-A inner -p tcp --dport 2 -j leaf',
        '-A inner -p tcp --dport 3 -g leaf',
        '-A leaf -p tcp --dport 2',
        '-A leaf -p udp --dport 9 -j RETURN',
      ],
    },
    [
      ...[1, 2, 3, 4].map((dport) => lan(tcp({ src: CLIENT, dst: SERVER, sport: 1024, dport }))),
      ...[9, 10].map((dport) => lan(udp({ src: CLIENT, dst: SERVER, sport: 1024, dport }))),
      lan(ping),
    ],
  ),
  scenario(
    'goto from a builtin chain ends in its policy',
    {
      filter: [
        ':FORWARD DROP [0:0]',
        ':u - [0:0]',
        '-A FORWARD -g u',
        '-A FORWARD -j ACCEPT',
        '-A u -p tcp -j LOG --log-prefix "in u "',
      ],
    },
    [lan(syn), lan(ping)],
  ),
  scenario(
    'RETURN in a builtin chain applies the policy',
    {
      filter: [
        ':FORWARD DROP [0:0]',
        '-A FORWARD -p tcp -j RETURN',
        '-A FORWARD -p udp -j ACCEPT',
        '-A FORWARD -j RETURN',
      ],
    },
    [lan(syn), lan(ping), lan(udp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2 }))],
  ),
  scenario(
    'unconditional verdicts are traced as policy and return',
    {
      filter: [
        ':u - [0:0]',
        ':v - [0:0]',
        '-A FORWARD -i + -j u',
        '-A FORWARD -m comment --comment "not bare" -j RETURN',
        '-A FORWARD -j ACCEPT',
        '-A u -p tcp -j v',
        '-A u -j RETURN',
        '-A v -j ACCEPT',
      ],
      nat: ['-A PREROUTING -j ACCEPT', '-A POSTROUTING -j RETURN'],
      mangle: ['-A FORWARD -j ACCEPT', '-A POSTROUTING -s 0.0.0.0/0 -j ACCEPT'],
    },
    [lan(syn), lan(ping)],
  ),
  scenario(
    'rules without a target count and go on',
    {
      filter: [
        '-A FORWARD',
        '-A FORWARD -p tcp',
        '-A FORWARD -p udp',
        '-A FORWARD -s 192.168.1.0/24 -d 198.51.100.0/24',
      ],
    },
    [lan(syn), lan(ping)],
  ),
  scenario(
    'policies drop and count',
    {
      filter: [':INPUT DROP [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT DROP [0:0]'],
    },
    [lan(syn), wan(toRouter), local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 2 }))],
  ),
  scenario(
    'mangle policies drop',
    {
      mangle: [':POSTROUTING DROP [0:0]', ':INPUT DROP [0:0]'],
    },
    [lan(syn), wan(toRouter)],
  ),
  scenario(
    'counters are restored when every chain has them',
    '*filter\n:INPUT ACCEPT [5:300]\n:FORWARD DROP [7:420]\n:OUTPUT ACCEPT [0:0]\n:u - [0:0]\n[3:180] -A FORWARD -p tcp -j u\n[2:120] -A u -p tcp -m tcp --dport 443 -j ACCEPT\nCOMMIT\n',
    [lan(syn), lan(ping)],
  ),
  scenario(
    'counters are not restored when a chain lacks them',
    '*filter\n:INPUT ACCEPT [5:300]\n:FORWARD DROP\n:OUTPUT ACCEPT [0:0]\n[3:180] -A FORWARD -p tcp -j ACCEPT\nCOMMIT\n',
    [lan(syn), lan(ping)],
  ),
  scenario(
    'interface names wildcards and inversions',
    {
      filter: [
        '-A FORWARD -i eth+',
        '-A FORWARD -i eth1',
        '-A FORWARD -i eth',
        '-A FORWARD ! -i eth0',
        '-A FORWARD ! -i e+',
        '-A FORWARD -o eth0',
        '-A FORWARD ! -o eth0',
        '-A FORWARD -o +',
        '-A FORWARD -i lo',
      ],
    },
    [lan(ping)],
  ),
  scenario(
    'output interface in a user chain reached from INPUT',
    {
      filter: [':u - [0:0]', '-A INPUT -j u', '-A u -o eth0', '-A u ! -o eth0', '-A u -i eth1'],
    },
    [lan(echo({ src: CLIENT, dst: LAN }))],
  ),
  scenario(
    'addresses masks and inversions',
    {
      filter: [
        '-A FORWARD -s 192.168.1.2',
        '-A FORWARD ! -s 192.168.1.2',
        '-A FORWARD -s 192.168.0.0/16',
        '-A FORWARD -d 198.51.100.0/25',
        '-A FORWARD ! -d 198.51.100.0/24',
        '-A FORWARD -s 192.0.0.2/255.0.0.255',
        '-A FORWARD -s 0.0.0.0/0',
        '-A FORWARD -d 198.51.100.7/31',
      ],
    },
    [lan(ping), lan(echo({ src: '192.168.1.3', dst: '198.51.100.200' }))],
  ),
  scenario(
    'protocols by name and number',
    {
      filter: [
        '-A FORWARD -p tcp',
        '-A FORWARD -p 17',
        '-A FORWARD ! -p icmp',
        '-A FORWARD -p all',
        '-A FORWARD -p 47',
        '-A FORWARD -p esp',
        '-A FORWARD -p 200',
      ],
    },
    [
      lan(syn),
      lan(ping),
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 47 }, bytesOf('0000080000000000'))),
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 200 }, bytesOf('00'))),
    ],
  ),
  scenario(
    'fragments match -f',
    {
      raw: ['-A PREROUTING -f', '-A PREROUTING ! -f'],
    },
    [
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 17, flags: 1 }, bytesOf('03e8003500300000' + '00'.repeat(16)))),
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 17, offset: 3 }, bytesOf('00'.repeat(16)))),
    ],
    { conntrack: 'auto' },
  ),
  scenario('untraced packets leave no lines', rules({ filter: ['-A FORWARD -p tcp -j ACCEPT'] }, false), [
    lan(syn),
    lan(ping),
    command('iptables -nvL FORWARD'),
  ]),
  scenario(
    'only what the TRACE rule marks is traced',
    rules(
      { raw: ['-A PREROUTING -p icmp -j TRACE', '-A PREROUTING -p icmp'], filter: ['-A FORWARD -p icmp -j ACCEPT'] },
      false,
    ),
    [lan(syn), lan(ping)],
  ),
  scenario(
    'conntrack auto and no rule that needs it',
    { filter: ['-A FORWARD -p tcp -j ACCEPT'], nat: ['-A POSTROUTING -j ACCEPT'] },
    [lan(syn), lan(ping)],
    { conntrack: 'auto' },
  ),
  scenario(
    'conntrack auto with a rule that needs it',
    { filter: ['-A FORWARD -m conntrack --ctstate NEW -j ACCEPT'] },
    [lan(syn), lan(ping)],
    { conntrack: 'auto' },
  ),
  scenario(
    'conntrack auto switched by commands',
    {},
    [
      lan(ping),
      command('iptables -A FORWARD -m state --state NEW'),
      lan(ping),
      command('iptables -D FORWARD -m state --state NEW'),
      lan(syn),
      command('conntrack -L'),
    ],
    { conntrack: 'auto' },
  ),
];
