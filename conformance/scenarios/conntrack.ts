/** Connection tracking: the TCP state machine and its windows, UDP, ICMP, everything else. */

import type { Scenario, Step } from '../document.ts';
import { bytesOf, echo, fragments, hexOf, icmp, ip, tcp, textHex, truncated, udp, type TcpFields } from '../packets.ts';
import { CLIENT, LAN, SERVER, WAN, command, lan, local, scenario, wait, wan, type Tables } from './source.ts';

/** Says in the log how every packet is classed, and lets it pass. */
const STATES: Tables = {
  filter: ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'].map(
    (state) => `-A FORWARD -m conntrack --ctstate ${state} -j LOG --log-prefix "${state} " --log-tcp-sequence`,
  ),
};

type Flags = Omit<Partial<TcpFields>, 'src' | 'dst'>;
const out = (flags: string, seq: number, ack = 0, more: Flags = {}): Step =>
  lan(tcp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 80, tcp: flags, seq, ack, window: 8192, ...more }));
const back = (flags: string, seq: number, ack = 0, more: Flags = {}): Step =>
  wan(tcp({ src: SERVER, dst: CLIENT, sport: 80, dport: 1000, tcp: flags, seq, ack, window: 8192, ...more }));
const list = command('conntrack -L');
const handshake = [out('SYN', 1000), back('SYN,ACK', 5000, 1001), out('ACK', 1001, 5001)];
const data = (length: number) => ({ payload: 'x'.repeat(length) });

/** An entry in each state of the table, by the packets that lead to it. */
const STATE_PATHS: Readonly<Record<string, readonly Step[]>> = {
  none: [],
  SYN_SENT: [out('SYN', 1000)],
  SYN_RECV: handshake.slice(0, 2),
  ESTABLISHED: handshake,
  FIN_WAIT: [...handshake, out('FIN,ACK', 1001, 5001)],
  CLOSE_WAIT: [...handshake, out('FIN,ACK', 1001, 5001), back('ACK', 5001, 1002)],
  LAST_ACK: [...handshake, out('FIN,ACK', 1001, 5001), back('ACK', 5001, 1002), back('FIN,ACK', 5001, 1002)],
  TIME_WAIT: [
    ...handshake,
    out('FIN,ACK', 1001, 5001),
    back('ACK', 5001, 1002),
    back('FIN,ACK', 5001, 1002),
    out('ACK', 1002, 5002),
  ],
  CLOSE: [...handshake, back('RST', 5001)],
  SYN_SENT2: [out('SYN', 1000), back('SYN', 5000)],
};

/** What is then sent: each kind of segment, in both directions. */
const PROBES: Readonly<Record<string, (state: string) => readonly Step[]>> = {
  'SYN then': () => [out('SYN', 1000), back('SYN', 5000)],
  'SYN-ACK then': () => [back('SYN,ACK', 5000, 1001), out('SYN,ACK', 1000, 5001)],
  'ACK then': () => [out('ACK', 1001, 5001), back('ACK', 5001, 1001)],
  'FIN then': () => [out('FIN,ACK', 1001, 5001), back('FIN,ACK', 5001, 1002)],
  'RST then': () => [out('RST', 1001), back('RST', 5001)],
  'illegal then': () => [
    out('FIN', 1001),
    out('', 1001),
    out('FIN,PSH,URG', 1001),
    back('SYN,FIN', 5001),
    back('SYN,RST', 5001),
  ],
};

const table = Object.entries(STATE_PATHS).flatMap(([state, path]) =>
  Object.entries(PROBES).map(([name, probe]) =>
    scenario(`tcp ${state}: ${name}`, untraced(STATES), [...path, list, ...probe(state)]),
  ),
);

function untraced(tables: Tables): string {
  return Object.entries(tables)
    .map(([name, lines]) => `*${name}\n${lines.join('\n')}\nCOMMIT\n`)
    .join('');
}
const tracked = (title: string, timeline: readonly Step[], host = {}) =>
  scenario(title, untraced(STATES), timeline, host);

export const conntrackTcpStates: readonly Scenario[] = table;

export const conntrackTcp: readonly Scenario[] = [
  tracked('whole connection', [
    ...handshake,
    out('PSH,ACK', 1001, 5001, data(100)),
    list,
    back('ACK', 5001, 1101),
    list,
    back('PSH,ACK', 5001, 1101, data(500)),
    out('ACK', 1101, 5501),
    out('FIN,ACK', 1101, 5501),
    list,
    back('ACK', 5501, 1102),
    back('FIN,ACK', 5501, 1102),
    out('ACK', 1102, 5502),
    list,
  ]),
  tracked('SYN retransmitted is not counted', [out('SYN', 1000), list, out('SYN', 1000), out('SYN', 1000), list]),
  tracked('data retransmitted lowers the timeout', [
    ...handshake,
    ...Array.from({ length: 5 }, () => out('PSH,ACK', 1001, 5001, data(100))),
    list,
    back('ACK', 5001, 1101),
    list,
  ]),
  tracked('sequence at and beyond the window', [
    ...handshake,
    out('ACK', 9193, 5001),
    list,
    out('ACK', 9194, 5001),
    list,
    out('ACK', 90000, 5001),
    list,
    out('PSH,ACK', 1001, 5001, data(10)),
  ]),
  tracked('old and far acknowledgements', [
    ...handshake,
    out('PSH,ACK', 1001, 5001, data(100)),
    back('ACK', 5001, 1101),
    back('ACK', 5001, 900),
    out('ACK', 1101, 4000),
    out('ACK', 1101, 50000),
    back('ACK', 5001, 2000),
    list,
  ]),
  tracked('segments before the window', [
    ...handshake,
    out('PSH,ACK', 1001, 5001, data(100)),
    back('ACK', 5001, 1101),
    out('PSH,ACK', 500, 5001, data(100)),
    out('ACK', 4294900000, 5001),
    list,
  ]),
  tracked('window scaling', [
    out('SYN', 1000, 0, { tcpOptions: '020405b40103030701010402' }),
    back('SYN,ACK', 5000, 1001, { tcpOptions: '020405b40103030701010402' }),
    out('ACK', 1001, 5001, { window: 100 }),
    back('ACK', 5001 + 12000, 1001),
    back('ACK', 5001 + 13000, 1001),
    list,
    back('ACK', 5001 + 14000, 1001),
    out('ACK', 1001 + 500000, 5001),
    list,
  ]),
  tracked('window scaling offered by one side only', [
    out('SYN', 1000, 0, { tcpOptions: '0103030701010100' }),
    back('SYN,ACK', 5000, 1001, { tcpOptions: '020405b4' }),
    out('ACK', 1001, 5001, { window: 100 }),
    back('ACK', 5001 + 9000, 1001),
    list,
  ]),
  tracked('selective acknowledgement', [
    out('SYN', 1000, 0, { tcpOptions: '020405b404020101' }),
    back('SYN,ACK', 5000, 1001, { tcpOptions: '020405b404020101' }),
    out('ACK', 1001, 5001),
    out('ACK', 1201, 5001, data(100)),
    back('ACK', 5001, 1001, { tcpOptions: '0101050a000004b100000515' }),
    back('ACK', 5001, 1001, { tcpOptions: '0101050a000104b100010515' }),
    list,
  ]),
  tracked('zero window', [
    ...handshake,
    back('ACK', 5001, 1001, { window: 0 }),
    list,
    out('ACK', 1001, 5001, data(1)),
    list,
  ]),
  tracked('RST must match', [...handshake, back('RST', 4000), list, back('RST', 5500), list, back('RST', 5001), list]),
  tracked('RST answers a SYN', [out('SYN', 1000), back('RST,ACK', 0, 1001), list]),
  tracked('RST by the client before any answer destroys the entry', [
    out('SYN', 1000),
    out('RST', 1001),
    list,
    back('SYN,ACK', 5000, 1001),
  ]),
  tracked('pickup in the middle', [
    out('PSH,ACK', 1001, 5001, data(10)),
    list,
    back('ACK', 5001, 1011),
    list,
    back('PSH,ACK', 900000, 1011, data(5)),
  ]),
  tracked('pickup from the server side', [back('PSH,ACK', 5001, 1001, data(10)), list, out('ACK', 1001, 5011), list]),
  tracked('no pickup when strict', [out('ACK', 1001, 5001), out('SYN', 1000), list], {
    sysctl: { 'net.netfilter.nf_conntrack_tcp_loose': 0 },
  }),
  tracked('liberal windows', [...handshake, out('ACK', 900000, 5001), back('RST', 4000), list], {
    sysctl: { 'net.netfilter.nf_conntrack_tcp_be_liberal': 1 },
  }),
  tracked('reopened from TIME_WAIT', [
    ...(STATE_PATHS['TIME_WAIT'] ?? []),
    out('SYN', 90000),
    list,
    back('SYN,ACK', 70000, 90001),
    list,
  ]),
  tracked('reopened by the server side', [...(STATE_PATHS['TIME_WAIT'] ?? []), back('SYN', 90000), list]),
  tracked('SYN in an established connection and the challenge ACK', [
    ...handshake,
    out('SYN', 90000),
    back('ACK', 5001, 1001),
    list,
    out('RST', 1001),
    list,
  ]),
  tracked('SYN ignored and then acknowledged by a new SYN-ACK', [
    ...handshake,
    out('SYN', 90000),
    back('SYN,ACK', 70000, 90001),
    out('ACK', 90001, 70001),
    list,
  ]),
  tracked('simultaneous open', [
    out('SYN', 1000),
    back('SYN', 5000),
    out('SYN,ACK', 1000, 5001),
    back('SYN,ACK', 5000, 1001),
    list,
  ]),
  tracked('half closed both ways', [
    ...handshake,
    back('FIN,ACK', 5001, 1001),
    list,
    out('ACK', 1001, 5002),
    out('PSH,ACK', 1001, 5002, data(50)),
    back('ACK', 5002, 1051),
    out('FIN,ACK', 1051, 5002),
    back('ACK', 5002, 1052),
    list,
  ]),
  tracked('simultaneous close', [
    ...handshake,
    out('FIN,ACK', 1001, 5001),
    back('FIN,ACK', 5001, 1001),
    list,
    out('ACK', 1002, 5002),
    back('ACK', 5002, 1002),
    list,
  ]),
  tracked('malformed TCP', [
    out('SYN', 1000, 0, { badTcpChecksum: true }),
    out('SYN', 1000, 0, { doff: 15 }),
    out('SYN', 1000, 0, { doff: 4 }),
    lan(truncated(tcp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 80 }), 36)),
    list,
  ]),
  tracked('flags that are not looked at', [
    out('SYN,ECE,CWR', 1000),
    back('SYN,ACK,ECE', 5000, 1001),
    out('ACK,PSH,ECE', 1001, 5001),
    out('ACK,URG', 1001, 5001, { urgent: 5 }),
    out('FIN,ACK,URG', 1001, 5001),
    list,
  ]),
  tracked('checksums not looked at', [out('SYN', 1000, 0, { badTcpChecksum: true }), list], {
    sysctl: { 'net.netfilter.nf_conntrack_checksum': 0 },
  }),
  tracked('timeouts from sysctl', [...handshake, list, out('FIN,ACK', 1001, 5001), list], {
    sysctl: {
      'net.netfilter.nf_conntrack_tcp_timeout_established': 777,
      'net.netfilter.nf_conntrack_tcp_timeout_fin_wait': 66,
    },
  }),
  tracked('SYN with data and fast open', [
    out('SYN', 1000, 0, { ...data(20), tcpOptions: '' }),
    back('SYN,ACK', 5000, 1021, { tcpOptions: '' }),
    out('ACK', 1021, 5001),
    list,
  ]),
  tracked('sequence numbers wrap', [
    out('SYN', 4294967290),
    back('SYN,ACK', 4294967295, 4294967291),
    out('ACK', 4294967291, 0),
    out('PSH,ACK', 4294967291, 0, data(100)),
    back('ACK', 0, 95),
    list,
  ]),
];

const ask = (more: object = {}) =>
  lan(udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'q', ...more }));
const tell = (more: object = {}) =>
  wan(udp({ src: SERVER, dst: CLIENT, sport: 53, dport: 1000, payload: 'answer', ...more }));
const quoteOf = (hex: string, length = 28) => hex.slice(0, length * 2);
const query = udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'q', ttl: 63 });
const unreachable = (dst: string, quote: string, more: object = {}) =>
  wan(icmp({ src: '203.0.113.9', dst, type: 3, code: 1, payloadHex: quote, ...more }));

export const conntrackOthers: readonly Scenario[] = [
  tracked('udp question and answer', [ask(), list, tell(), list, ask(), tell(), list]),
  tracked('udp stream after two seconds', [ask(), tell(), wait(2.2), ask(), list, tell(), list]),
  tracked('udp first answer after two seconds', [ask(), wait(2.2), tell(), list, tell(), list]),
  tracked('udp entry times out', [ask(), wait(1.3), tell(), list], {
    sysctl: { 'net.netfilter.nf_conntrack_udp_timeout': 1 },
  }),
  tracked('malformed udp', [
    ask({ udpLength: 100 }),
    ask({ udpLength: 7 }),
    ask({ udpChecksum: 1 }),
    ask({ udpChecksum: 0 }),
    ask({ sport: 0, dport: 0 }),
    lan(truncated(query, 24)),
    list,
  ]),
  tracked('udp length shorter than the datagram', [ask({ udpLength: 8, payload: 'longer' }), list]),
  tracked('echo and replies', [
    lan(echo({ src: CLIENT, dst: SERVER })),
    wan(icmp({ src: SERVER, dst: CLIENT, type: 0, rest: (7 << 16) | 1 })),
    wan(icmp({ src: SERVER, dst: CLIENT, type: 0, rest: (7 << 16) | 9 })),
    wan(icmp({ src: SERVER, dst: CLIENT, type: 0, rest: (8 << 16) | 1 })),
    lan(echo({ src: CLIENT, dst: SERVER, echoSeq: 2 })),
    list,
  ]),
  tracked(
    'other ICMP requests',
    [13, 15, 17, 10, 9, 30, 14, 0]
      .map((type) => lan(icmp({ src: CLIENT, dst: SERVER, type, rest: 7 << 16, payloadHex: '00'.repeat(12) })))
      .concat(list),
  ),
  tracked('malformed ICMP', [
    lan(icmp({ src: CLIENT, dst: SERVER, type: 8, badIcmpChecksum: true })),
    lan(truncated(echo({ src: CLIENT, dst: SERVER }), 24)),
    lan(icmp({ src: CLIENT, dst: SERVER, type: 8, code: 3 })),
    list,
  ]),
  tracked('ICMP errors of a tracked flow', [
    ask(),
    ...[
      [3, 1],
      [3, 4],
      [4, 0],
      [5, 1],
      [11, 0],
      [12, 0],
    ].map(([type = 0, code = 0]) => unreachable(CLIENT, quoteOf(query), { type, code })),
    list,
  ]),
  tracked('ICMP errors that belong to nothing', [
    ask(),
    unreachable(CLIENT, quoteOf(udp({ src: CLIENT, dst: SERVER, sport: 1001, dport: 53 }))),
    unreachable('192.168.1.3', quoteOf(query)),
    unreachable(CLIENT, quoteOf(query, 24)),
    unreachable(CLIENT, quoteOf(query, 18)),
    unreachable(CLIENT, quoteOf(query), { badIcmpChecksum: true }),
    unreachable(CLIENT, ''),
  ]),
  tracked('ICMP error towards the server', [
    ask(),
    tell(),
    lan(
      icmp({
        src: CLIENT,
        dst: SERVER,
        type: 3,
        code: 3,
        payloadHex: quoteOf(udp({ src: SERVER, dst: CLIENT, sport: 53, dport: 1000, payload: 'answer' })),
      }),
    ),
    list,
  ]),
  tracked('ICMP error about an echo', [
    lan(echo({ src: CLIENT, dst: SERVER })),
    unreachable(CLIENT, echo({ src: CLIENT, dst: SERVER })),
    list,
  ]),
  tracked('generic protocols', [
    lan(ip({ src: CLIENT, dst: SERVER, protocol: 89 }, bytesOf('0201002c'))),
    wan(ip({ src: SERVER, dst: CLIENT, protocol: 89 }, bytesOf('0201002c'))),
    lan(ip({ src: CLIENT, dst: SERVER, protocol: 50 }, bytesOf('0000000100000001'))),
    lan(ip({ src: CLIENT, dst: SERVER, protocol: 4 }, bytesOf('45'))),
    list,
  ]),
  tracked('gre', [
    lan(ip({ src: CLIENT, dst: SERVER, protocol: 47 }, bytesOf('2000080000000007'))),
    wan(ip({ src: SERVER, dst: CLIENT, protocol: 47 }, bytesOf('2000080000000009'))),
    list,
  ]),
  tracked('sctp', [
    lan(
      ip(
        { src: CLIENT, dst: SERVER, protocol: 132 },
        bytesOf('03e8005000000000' + '00000000' + '01000014' + '00000001000100000001000100000001'),
      ),
    ),
    list,
  ]),
  tracked('fragments are put together first', [
    ...fragments(udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'z'.repeat(1200) }), 400).map(
      (piece) => lan(piece),
    ),
    list,
  ]),
  tracked('fragments in the wrong order', [
    ...[...fragments(udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'z'.repeat(1200) }), 400)]
      .reverse()
      .map((piece) => lan(piece)),
    list,
  ]),
  tracked('a fragment that stays alone', [
    ...fragments(udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'z'.repeat(1200) }), 400)
      .slice(0, 1)
      .map((piece) => lan(piece)),
    list,
  ]),
  scenario(
    'fragments without defragmentation',
    {},
    fragments(udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'z'.repeat(1200) }), 400).map((piece) =>
      lan(piece),
    ),
    { conntrack: 'auto' },
  ),
  scenario(
    'fragments for the host without defragmentation',
    {},
    fragments(echo({ src: CLIENT, dst: LAN }), 8).map((piece) => lan(piece)),
    { conntrack: 'auto' },
  ),
  tracked(
    'entries of the host itself',
    [
      local(udp({ src: WAN, dst: SERVER, sport: 999, dport: 53 })),
      wan(udp({ src: SERVER, dst: WAN, sport: 53, dport: 999 })),
      lan(echo({ src: CLIENT, dst: LAN })),
      list,
    ],
    { sockets: [{ proto: 'udp', port: 999 }] },
  ),
  tracked('accounting switched off', [ask(), tell(), list], { sysctl: { 'net.netfilter.nf_conntrack_acct': 0 } }),
  scenario(
    'dropped packets leave no entry',
    { filter: ['-A FORWARD -p udp -j DROP'], mangle: ['-A POSTROUTING -p tcp -j DROP'] },
    [ask(), ask(), out('SYN', 1000), list],
  ),
  tracked(
    'invalid packets logged by conntrack',
    [
      out('SYN,FIN', 1000),
      ask({ udpChecksum: 1 }),
      out('ACK', 1001, 0, { badTcpChecksum: true }),
      lan(icmp({ src: CLIENT, dst: SERVER, type: 40 })),
      ...handshake,
      out('ACK', 900000, 5001),
    ],
    { sysctl: { 'net.netfilter.nf_conntrack_log_invalid': 255 } },
  ),
  tracked('entries deleted and flushed', [
    ask(),
    out('SYN', 1000),
    command('conntrack -D -p udp'),
    list,
    command('conntrack -F'),
    list,
    back('SYN,ACK', 5000, 1001),
  ]),
  scenario(
    'a big datagram leaves again in pieces',
    {},
    fragments(echo({ src: CLIENT, dst: SERVER, flags: 0 }), 16).map((piece) => lan(piece)),
  ),
  scenario('payload text', {}, [
    lan(ip({ src: CLIENT, dst: SERVER, protocol: 17 }, bytesOf(`03e80035000c0000${textHex('text')}`))),
    lan(hexOf(bytesOf(query))),
  ]),
];
