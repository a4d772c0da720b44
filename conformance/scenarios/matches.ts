/** Matches, each with packets on both sides of its conditions. */

import type { Scenario, Step } from '../document.ts';
import { bytesOf, echo, icmp, ip, tcp, truncated, udp } from '../packets.ts';
import { CLIENT, SERVER, WAN, command, lan, reply, scenario, wait, wan } from './source.ts';

const seg = (more: object = {}) => tcp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 80, ...more });
const dgram = (more: object = {}) =>
  udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'question', ...more });
const forward = (...conditions: readonly string[]) => ({
  filter: conditions.map((condition) => `-A FORWARD ${condition}`),
});
const repeat = (times: number, step: Step) => Array.from({ length: times }, () => step);

export const matches: readonly Scenario[] = [
  scenario(
    'tcp ports',
    forward(
      '-p tcp --dport 80',
      '-p tcp --sport 1000:2000',
      '-p tcp ! --dport 80',
      '-p tcp --dport 81:',
      '-p tcp --dport :80',
      '-p tcp --sport 0:65535 --dport 443',
      '-p tcp ! --sport 1:999',
    ),
    [lan(seg()), lan(seg({ sport: 500, dport: 443 }))],
  ),
  scenario(
    'tcp flags',
    forward(
      '-p tcp --syn',
      '-p tcp ! --syn',
      '-p tcp --tcp-flags ALL SYN,ACK',
      '-p tcp --tcp-flags ALL NONE',
      '-p tcp --tcp-flags SYN,RST SYN',
      '-p tcp ! --tcp-flags FIN FIN',
      '-p tcp --tcp-flags ALL ALL',
    ),
    ['SYN', 'SYN,ACK', 'ACK', '', 'FIN,ACK', 'RST', 'SYN,ECE,CWR', 'FIN,SYN,RST,PSH,ACK,URG'].map((flags) =>
      lan(seg({ tcp: flags })),
    ),
  ),
  scenario(
    'tcp options',
    forward('-p tcp --tcp-option 2', '-p tcp --tcp-option 4', '-p tcp ! --tcp-option 3', '-p tcp --tcp-option 8'),
    ['020405b4', '0402080a0000000100000000', '01010101', '', '00000402', '0800'].map((options) =>
      lan(seg({ tcp: 'SYN', tcpOptions: options.padEnd(Math.ceil(options.length / 8) * 8, '0') })),
    ),
  ),
  scenario(
    'tcp match drops a header that is cut off',
    { raw: ['-A PREROUTING -p tcp --dport 80', '-A PREROUTING -p tcp'] },
    [
      lan(truncated(seg(), 30)),
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 6, offset: 1 }, bytesOf('00'.repeat(24)))),
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 6, offset: 2 }, bytesOf('00'.repeat(24)))),
    ],
    { conntrack: 'auto' },
  ),
  scenario(
    'udp ports',
    forward('-p udp --dport 53', '-p udp ! --sport 1000', '-p udp --dport 50:60', '-p udp --sport :999', '-p udp'),
    [lan(dgram()), lan(dgram({ sport: 999, dport: 61 }))],
  ),
  scenario(
    'udp match drops a header that is cut off',
    { raw: ['-A PREROUTING -p udp --dport 53', '-A PREROUTING -p udp'] },
    [
      lan(truncated(dgram(), 26)),
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 17, offset: 1 }, bytesOf('00'.repeat(24)))),
    ],
    { conntrack: 'auto' },
  ),
  scenario(
    'icmp types',
    forward(
      '-p icmp --icmp-type 8',
      '-p icmp --icmp-type echo-reply',
      '-p icmp ! --icmp-type 8',
      '-p icmp --icmp-type 3/1',
      '-p icmp --icmp-type 3',
      '-p icmp --icmp-type any',
      '-p icmp --icmp-type 8/1',
    ),
    [
      lan(echo({ src: CLIENT, dst: SERVER })),
      ...[
        [0, 0],
        [3, 1],
        [3, 2],
        [8, 1],
      ].map(([type = 0, code = 0]) => lan(icmp({ src: CLIENT, dst: SERVER, type, code, rest: 1 }))),
      lan(truncated(echo({ src: CLIENT, dst: SERVER }), 23)),
    ],
    { conntrack: 'auto' },
  ),
  scenario(
    'multiport',
    forward(
      '-p tcp -m multiport --dports 22,80,443',
      '-p tcp -m multiport ! --dports 22,80',
      '-p tcp -m multiport --sports 1000:2000,5',
      '-p udp -m multiport --ports 53,1000',
      '-p tcp -m multiport --ports 80',
    ),
    [
      lan(seg()),
      lan(seg({ dport: 25, sport: 5 })),
      lan(dgram()),
      lan(dgram({ sport: 53, dport: 1 })),
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 17, offset: 4 }, bytesOf('00'.repeat(16)))),
    ],
    { conntrack: 'auto' },
  ),
  scenario(
    'iprange',
    forward(
      '-m iprange --src-range 192.168.1.2-192.168.1.5',
      '-m iprange ! --src-range 192.168.1.3-192.168.1.5',
      '-m iprange --dst-range 198.51.100.0-198.51.100.7',
      '-m iprange --src-range 192.168.1.1-192.168.1.9 ! --dst-range 198.51.100.8-198.51.100.9',
    ),
    [lan(dgram()), lan(dgram({ src: '192.168.1.5', dst: '198.51.100.8' })), lan(dgram({ src: '192.168.1.6' }))],
  ),
  scenario(
    'conntrack states status and direction',
    forward(
      '-m conntrack --ctstate NEW,RELATED',
      '-m conntrack ! --ctstate NEW',
      '-m conntrack --ctstatus SEEN_REPLY',
      '-m conntrack --ctstatus ASSURED,CONFIRMED',
      '-m conntrack --ctdir ORIGINAL',
      '-m conntrack --ctdir REPLY',
      '-m conntrack ! --ctstatus NONE',
      '-m conntrack --ctproto 6',
    ),
    [
      lan(seg()),
      reply(1, { flags: 'SYN,ACK' }),
      reply(2, { flags: 'ACK' }),
      reply(3, { flags: 'PSH,ACK', payload: 'x' }),
      lan(seg({ tcp: 'SYN,FIN' })),
    ],
  ),
  scenario(
    'conntrack tuples and expiry',
    forward(
      '-m conntrack --ctorigsrc 192.168.1.0/24',
      '-m conntrack --ctorigdst 198.51.100.7',
      '-m conntrack --ctreplsrc 198.51.100.7',
      '-m conntrack ! --ctrepldst 192.168.1.2',
      '-p udp -m conntrack --ctorigsrcport 1000',
      '-p udp -m conntrack --ctorigdstport 50:60',
      '-p udp -m conntrack --ctreplsrcport 53 --ctrepldstport 1000',
      '-m conntrack --ctexpire 30',
      '-m conntrack --ctexpire 1:29',
    ),
    [lan(dgram()), reply(1), lan(dgram()), lan(dgram({ sport: 1001 }))],
  ),
  scenario(
    'conntrack sees nat',
    {
      nat: [
        '-A POSTROUTING -o eth0 -j MASQUERADE',
        '-A PREROUTING -i eth0 -p udp --dport 99 -j DNAT --to-destination 192.168.1.2',
      ],
      filter: [
        '-A FORWARD -m conntrack --ctstate SNAT',
        '-A FORWARD -m conntrack --ctstate DNAT',
        '-A FORWARD -m conntrack ! --ctstate SNAT,DNAT',
        '-A FORWARD -m conntrack --ctstate NEW,DNAT',
      ],
    },
    [lan(dgram()), reply(1), wan(udp({ src: SERVER, dst: WAN, sport: 5, dport: 99 })), reply(3)],
  ),
  scenario(
    'state',
    forward(
      '-m state --state NEW',
      '-m state --state ESTABLISHED,RELATED',
      '-m state ! --state INVALID',
      '-m state --state UNTRACKED',
    ),
    [
      lan(dgram()),
      reply(1),
      wan(icmp({ src: '203.0.113.9', dst: CLIENT, type: 3, code: 1, payloadHex: dgram({ ttl: 63 }) })),
      lan(seg({ tcp: '' })),
    ],
  ),
  scenario(
    'limit burst',
    forward('-m limit --limit 1/hour --limit-burst 3 -j ACCEPT', '-j DROP'),
    repeat(6, lan(dgram())),
  ),
  scenario(
    'limit default and large rates',
    forward(
      '-m limit',
      '-m limit --limit 100/second --limit-burst 1',
      '-m limit --limit 25/sec --limit-burst 2',
      '-m limit --limit 10000/sec --limit-burst 1',
    ),
    repeat(14, lan(dgram())),
  ),
  scenario('limit refills', forward('-m limit --limit 2/sec --limit-burst 2 -j ACCEPT', '-j DROP'), [
    ...repeat(4, lan(dgram())),
    wait(1),
    ...repeat(4, lan(dgram())),
    wait(0.4),
    ...repeat(2, lan(dgram())),
  ]),
  scenario(
    'limit after another match',
    forward(
      '-m limit --limit 1/min --limit-burst 2 -p udp --dport 53 -m comment --comment a',
      '-p udp --dport 53 -m limit --limit 1/min --limit-burst 2 -m comment --comment b',
      '-m limit --limit 1/min --limit-burst 2 -m state --state INVALID',
    ),
    [lan(seg()), ...repeat(3, lan(dgram())), lan(dgram({ udpChecksum: 3 }))],
  ),
  scenario(
    'limit starts anew after a change of its table',
    forward('-m limit --limit 1/hour --limit-burst 1 -j ACCEPT'),
    [
      lan(dgram()),
      lan(dgram()),
      command('iptables -A INPUT -j ACCEPT'),
      lan(dgram()),
      command('iptables -t mangle -A INPUT -j ACCEPT'),
      lan(dgram()),
    ],
  ),
  scenario(
    'mark',
    {
      mangle: ['-A PREROUTING -p udp -j MARK --set-mark 0x1f'],
      filter: [
        '-A FORWARD -m mark --mark 0x1f',
        '-A FORWARD -m mark --mark 0x10/0x10',
        '-A FORWARD -m mark ! --mark 0x1',
        '-A FORWARD -m mark --mark 0',
        '-A FORWARD -m mark --mark 0x2/0xff',
      ],
    },
    [lan(dgram()), lan(seg())],
  ),
  scenario(
    'string',
    forward(
      '-m string --string quest --algo bm',
      '-m string --string QUEST --algo kmp --icase',
      '-m string --hex-string "|71 75|est" --algo bm',
      '-m string ! --string quest --algo kmp',
      '-m string --string q --algo bm --from 28',
      '-m string --string q --algo bm --from 29',
      '-m string --string quest --algo kmp --to 33',
      '-m string --string quest --algo bm --to 32',
      '-m string --hex-string "|c0a80102|" --algo bm --to 20',
    ),
    [lan(dgram()), lan(dgram({ payload: 'another' })), lan(seg({ payload: 'a question' }))],
  ),
  scenario(
    'comment',
    forward(
      '-m comment --comment plain',
      '-m comment --comment "with blanks and \\"quotes\\""',
      '-p udp -m comment --comment "x" -m udp --dport 53 -m comment --comment "y" -j ACCEPT',
    ),
    [lan(dgram())],
  ),
];
