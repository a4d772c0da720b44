/** What the host itself answers: REJECT in all its kinds, and its own network stack. */

import type { Scenario } from '../document.ts';
import { bytesOf, echo, fragments, icmp, ip, tcp, truncated, udp } from '../packets.ts';
import { CLIENT, LAN, SERVER, WAN, command, lan, local, reply, scenario, wan } from './source.ts';

const KINDS = [
  'icmp-net-unreachable',
  'icmp-host-unreachable',
  'icmp-port-unreachable',
  'icmp-proto-unreachable',
  'icmp-net-prohibited',
  'icmp-host-prohibited',
  'icmp-admin-prohibited',
];
const toLan = (sport: number, dport: number, more: object = {}) =>
  udp({ src: CLIENT, dst: LAN, sport, dport, payload: 'question', ...more });
const through = (more: object = {}) =>
  udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'question', ...more });
const segment = (flags: string, more: object = {}) =>
  tcp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 80, tcp: flags, seq: 100, ack: 700, ...more });

export const reject: readonly Scenario[] = [
  ...KINDS.map((kind) =>
    scenario(
      `reject with ${kind}`,
      {
        filter: [
          `-A INPUT -p udp -j REJECT --reject-with ${kind}`,
          `-A FORWARD -p udp -j REJECT --reject-with ${kind}`,
        ],
      },
      [lan(toLan(1000, 53)), lan(through()), lan(through({ tos: 0x10, ttl: 5 }))],
    ),
  ),
  scenario('reject tcp with reset', { filter: ['-A FORWARD -p tcp -j REJECT --reject-with tcp-reset'] }, [
    lan(segment('SYN')),
    lan(segment('SYN', { payload: 'data' })),
    lan(segment('ACK')),
    lan(segment('FIN,ACK', { payload: 'bye' })),
    lan(segment('RST')),
    lan(segment('')),
    lan(segment('SYN,ACK')),
    lan(segment('FIN', { tos: 0x10 })),
  ]),
  scenario('reject tcp for the host with reset', { filter: ['-A INPUT -p tcp -j REJECT --reject-with tcp-reset'] }, [
    wan(tcp({ src: SERVER, dst: WAN, sport: 1000, dport: 22 })),
    wan(tcp({ src: SERVER, dst: WAN, sport: 1000, dport: 22, tcp: 'ACK', seq: 5, ack: 9 })),
  ]),
  scenario(
    'reject in OUTPUT answers the sender over loopback',
    {
      filter: [
        '-A OUTPUT -p udp --dport 53 -j REJECT',
        '-A OUTPUT -p tcp --dport 80 -j REJECT --reject-with tcp-reset',
      ],
    },
    [
      local(udp({ src: WAN, dst: SERVER, sport: 1000, dport: 53 })),
      local(tcp({ src: WAN, dst: SERVER, sport: 1000, dport: 80 })),
    ],
  ),
  scenario(
    'reject in a user chain',
    {
      filter: [
        ':r - [0:0]',
        '-A FORWARD -j r',
        '-A r -p tcp -j REJECT --reject-with tcp-reset',
        '-A r -j REJECT',
        '-A FORWARD -j ACCEPT',
      ],
    },
    [lan(segment('SYN')), lan(through()), lan(echo({ src: CLIENT, dst: SERVER }))],
  ),
  scenario(
    'what reject does not answer',
    { filter: ['-A FORWARD -j REJECT', '-A INPUT -j REJECT'] },
    [
      lan(icmp({ src: CLIENT, dst: SERVER, type: 3, code: 1, payloadHex: through().slice(0, 56) })),
      lan(through({ udpChecksum: 1 })),
      lan(ip({ src: CLIENT, dst: SERVER, protocol: 17, offset: 10 }, bytesOf('00'.repeat(16)))),
      lan(toLan(1, 2, { dst: '192.168.1.255' }), { dstMac: 'ff:ff:ff:ff:ff:ff' }),
      lan(toLan(1, 2), { dstMac: 'ff:ff:ff:ff:ff:ff' }),
      lan(icmp({ src: CLIENT, dst: SERVER, type: 10 })),
      lan(icmp({ src: CLIENT, dst: SERVER, type: 0, rest: 1 })),
      lan(icmp({ src: CLIENT, dst: SERVER, type: 13, payloadHex: '00'.repeat(12) })),
      lan(segment('SYN', { badTcpChecksum: true })),
    ],
    { conntrack: 'auto' },
  ),
  scenario('reject quotes at most 548 bytes', { filter: ['-A FORWARD -j REJECT'] }, [
    lan(through({ payload: 'x'.repeat(1000) })),
    lan(through({ options: '94040000' })),
    lan(through({ payload: 'x'.repeat(540), sport: 1001 })),
  ]),
  scenario(
    'reject of invalid and untracked packets',
    {
      raw: ['-A PREROUTING -p udp -j NOTRACK'],
      filter: [
        '-A FORWARD -p tcp -j REJECT --reject-with tcp-reset',
        '-A FORWARD -j REJECT',
        '-A OUTPUT -m conntrack --ctstate INVALID',
        '-A OUTPUT -m conntrack --ctstate RELATED',
        '-A OUTPUT -m conntrack --ctstate UNTRACKED',
        '-A OUTPUT -m conntrack --ctstate ESTABLISHED',
      ],
    },
    [lan(through()), lan(segment('SYN,FIN')), lan(segment('SYN'))],
  ),
  scenario(
    'answers walk OUTPUT and can be dropped there',
    {
      filter: ['-A FORWARD -p udp -j REJECT', '-A OUTPUT -p icmp -m icmp --icmp-type 3 -j DROP'],
      mangle: ['-A OUTPUT -p icmp -j TOS --set-tos 0x04', '-A POSTROUTING -p icmp -j TTL --ttl-set 9'],
    },
    [lan(through())],
  ),
  scenario('rejecting an answer of the host', { filter: ['-A OUTPUT -p icmp -j REJECT'] }, [
    lan(echo({ src: CLIENT, dst: LAN })),
  ]),
  scenario(
    'marks are not carried to the answer',
    {
      mangle: ['-A PREROUTING -j MARK --set-mark 7'],
      filter: ['-A FORWARD -p tcp -j REJECT --reject-with tcp-reset', '-A FORWARD -j REJECT', '-A OUTPUT -j LOG'],
    },
    [lan(through()), lan(segment('SYN'))],
  ),
  scenario(
    'marks reflected',
    {
      mangle: ['-A PREROUTING -j MARK --set-mark 7'],
      filter: ['-A FORWARD -p tcp -j REJECT --reject-with tcp-reset', '-A FORWARD -j REJECT', '-A OUTPUT -j LOG'],
    },
    [lan(through()), lan(segment('SYN')), lan(echo({ src: CLIENT, dst: LAN }))],
    { sysctl: { 'net.ipv4.fwmark_reflect': 1 } },
  ),
];

const SSH = {
  sockets: [
    { proto: 'tcp', port: 22, process: 'sshd', uid: 0 },
    { proto: 'udp', port: 53, process: 'named', uid: 101 },
  ],
} as const;
const knock = (flags: string, more: object = {}) =>
  wan(tcp({ src: SERVER, dst: WAN, sport: 51000, dport: 22, tcp: flags, seq: 100, ...more }));

export const stack: readonly Scenario[] = [
  scenario('echo is answered', {}, [
    lan(echo({ src: CLIENT, dst: LAN, tos: 0x10 })),
    lan(echo({ src: CLIENT, dst: WAN, ttl: 3 })),
    lan(echo({ src: CLIENT, dst: '192.168.1.255' }), { dstMac: 'ff:ff:ff:ff:ff:ff' }),
    lan(icmp({ src: CLIENT, dst: LAN, type: 8, badIcmpChecksum: true })),
  ]),
  scenario('echo with options and odd length', {}, [
    lan(icmp({ src: CLIENT, dst: LAN, type: 8, rest: 1, payloadHex: '616263', options: '01010100' })),
    lan(icmp({ src: CLIENT, dst: LAN, type: 8, code: 5, rest: 2 })),
  ]),
  scenario(
    'timestamp and other requests',
    {},
    [13, 15, 17, 10, 40].map((type) =>
      lan(icmp({ src: CLIENT, dst: LAN, type, rest: 7 << 16, payloadHex: '00'.repeat(12) })),
    ),
  ),
  scenario('closed udp port', {}, [
    lan(toLan(1000, 53)),
    lan(toLan(1000, 54, { udpChecksum: 1 })),
    lan(toLan(1000, 55, { dst: '192.168.1.255' })),
    lan(toLan(1000, 56, { tos: 0x1c, payload: 'x'.repeat(900) })),
  ]),
  scenario('open udp port', {}, [lan(toLan(1000, 53)), lan(toLan(1000, 54))], SSH),
  scenario(
    'closed tcp port',
    {},
    ['SYN', 'ACK', 'FIN', '', 'RST', 'SYN,ACK', 'FIN,PSH,URG', 'SYN,FIN'].map((tcpFlags, at) =>
      lan(
        tcp({ src: CLIENT, dst: LAN, sport: 1000 + at, dport: 81, tcp: tcpFlags, seq: 100, ack: 700, payload: 'abc' }),
      ),
    ),
  ),
  scenario('closed tcp port with tos and a bad checksum', {}, [
    lan(tcp({ src: CLIENT, dst: LAN, sport: 1, dport: 81, tos: 0x10 })),
    lan(tcp({ src: CLIENT, dst: LAN, sport: 2, dport: 81, badTcpChecksum: true })),
  ]),
  scenario(
    'listening tcp port',
    {},
    [knock('SYN'), reply(1, { flags: 'ACK', seq: 101 }), reply(1, { flags: 'RST', seq: 101 })],
    SSH,
  ),
  scenario(
    'listening tcp port with all options',
    {},
    [
      knock('SYN', { tcpOptions: '020405b40402080a000003e80000000001030307' }),
      knock('SYN', { sport: 51001, tcpOptions: '020402180103030e' }),
      knock('SYN', { sport: 51002, tcpOptions: '' }),
    ],
    SSH,
  ),
  scenario(
    'listening tcp port and stray segments',
    {},
    [knock('ACK', { ack: 5 }), knock('RST'), knock('FIN,ACK', { ack: 5 }), knock('SYN,ACK', { ack: 5 }), knock('')],
    SSH,
  ),
  scenario(
    'connection refused by a firewall after the handshake',
    { filter: ['-A INPUT -m conntrack --ctstate ESTABLISHED -j DROP'] },
    [knock('SYN'), reply(1, { flags: 'ACK', seq: 101 })],
    SSH,
  ),
  scenario(
    'unknown protocols',
    {},
    [99, 132, 47, 2, 50, 255].map((protocol) =>
      lan(ip({ src: CLIENT, dst: LAN, protocol }, bytesOf('0000000000000000'))),
    ),
  ),
  scenario(
    'raw socket keeps protocol unreachable away',
    {},
    [
      lan(ip({ src: CLIENT, dst: LAN, protocol: 99 }, bytesOf('00000000'))),
      lan(ip({ src: CLIENT, dst: LAN, protocol: 98 }, bytesOf('00000000'))),
    ],
    { sockets: [{ proto: 'raw', port: 99 }] },
  ),
  scenario(
    'silent host',
    {},
    [
      lan(echo({ src: CLIENT, dst: LAN })),
      lan(toLan(1, 2)),
      lan(tcp({ src: CLIENT, dst: LAN, sport: 1, dport: 2 })),
      lan(ip({ src: CLIENT, dst: LAN, protocol: 99 }, bytesOf('00'))),
      lan(through({ ttl: 1 })),
      command('conntrack -L'),
    ],
    { localStack: 'silent' },
  ),
  scenario(
    'silent host swallows loopback too',
    {},
    [local(udp({ src: '127.0.0.1', dst: '127.0.0.1', sport: 1, dport: 2 }))],
    { localStack: 'silent' },
  ),
  scenario(
    'fragments for the host are put together',
    {},
    fragments(echo({ src: CLIENT, dst: LAN, flags: 0 }), 8).map((piece) => lan(piece)),
  ),
  scenario('truncated for the host', {}, [
    lan(truncated(toLan(1, 2), 24)),
    lan(truncated(echo({ src: CLIENT, dst: LAN }), 24)),
    lan(truncated(tcp({ src: CLIENT, dst: LAN, sport: 1, dport: 2 }), 30)),
  ]),
  scenario('icmp error for the host', {}, [
    local(udp({ src: WAN, dst: SERVER, sport: 999, dport: 53 })),
    reply(1, { error: { type: 3, code: 3 } }),
    reply(1, { error: { type: 11, code: 0, from: '198.18.0.1' } }),
  ]),
  scenario('answers to an address of another interface', {}, [
    wan(toLan(1000, 53, { src: SERVER })),
    wan(tcp({ src: SERVER, dst: LAN, sport: 1, dport: 81 })),
  ]),
];
