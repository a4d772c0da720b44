/** The text of LOG and TRACE lines. */

import type { Scenario } from '../document.ts';
import { bytesOf, echo, fragments, icmp, ip, tcp, truncated, udp } from '../packets.ts';
import { CLIENT, LAN, SERVER, WAN, lan, local, rules, scenario } from './source.ts';

const ALL_OPTIONS = '--log-tcp-sequence --log-tcp-options --log-ip-options --log-uid';
const everywhere = (options: string) =>
  rules(
    {
      mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'].map(
        (chain) => `-A ${chain} -j LOG ${options}`,
      ),
    },
    false,
  );
const query = udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'q' });
const error = (type: number, code: number, quote: string, rest = 0) =>
  lan(icmp({ src: CLIENT, dst: SERVER, type, code, rest, payloadHex: quote }));

export const log: readonly Scenario[] = [
  scenario('LOG in every chain', everywhere('--log-prefix "all: "'), [
    lan(query),
    lan(echo({ src: CLIENT, dst: LAN })),
    local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 2 })),
  ]),
  scenario('LOG in every chain with every option', everywhere(ALL_OPTIONS), [
    lan(
      tcp({
        src: CLIENT,
        dst: SERVER,
        sport: 1,
        dport: 2,
        options: '94040000',
        tcpOptions: '020405b40402080a000003e80000000001030307',
      }),
    ),
    local(tcp({ src: WAN, dst: SERVER, sport: 3, dport: 4 }), { uid: 33, gid: 44 }),
  ]),
  scenario(
    'LOG levels',
    rules(
      {
        filter: ['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'debug', '0', '7'].map(
          (level) => `-A FORWARD -j LOG --log-level ${level}`,
        ),
      },
      false,
    ),
    [lan(query)],
  ),
  scenario(
    'LOG prefixes',
    rules(
      {
        filter: [
          'x',
          'with blank ',
          'twentynine characters long pre',
          'exactly 29 characters here 12:',
          'quote \\" and \\\\ back',
          'ümlaut ',
        ].map((prefix) => `-A FORWARD -j LOG --log-prefix "${prefix}"`),
      },
      false,
    ),
    [lan(query)],
  ),
  scenario('LOG MAC decoded', everywhere('--log-macdecode'), [
    lan(query),
    local(udp({ src: '127.0.0.1', dst: '127.0.0.1', sport: 1, dport: 2 })),
  ]),
  scenario(
    'LOG single options',
    rules(
      {
        filter: ['--log-tcp-sequence', '--log-tcp-options', '--log-ip-options', '--log-uid', '--log-macdecode', ''].map(
          (option) => `-A FORWARD -j LOG ${option}`.trim(),
        ),
      },
      false,
    ),
    [lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, options: '01010101' }))],
  ),
  scenario(
    'TCP flags in lines',
    everywhere(''),
    ['SYN', 'SYN,ACK', 'FIN,ACK', 'RST', 'PSH,ACK,URG', 'FIN,PSH,URG', '', 'SYN,ECE,CWR', 'AE,ACK'].map((flags) =>
      lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, tcp: flags, urgent: 9 })),
    ),
  ),
  scenario('TCP reserved bits', everywhere(ALL_OPTIONS), [
    lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, reserved: 7 })),
    lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, reserved: 5, window: 0 })),
  ]),
  scenario(
    'ICMP kinds in lines',
    everywhere(ALL_OPTIONS),
    [0, 8, 13, 14, 17, 9, 10, 30, 41].map((type) =>
      lan(icmp({ src: CLIENT, dst: SERVER, type, rest: 0x00070009, payloadHex: '00'.repeat(12) })),
    ),
  ),
  scenario('ICMP errors in lines', everywhere(ALL_OPTIONS), [
    error(3, 1, query),
    error(3, 4, query, 1400),
    error(4, 0, query),
    error(5, 1, query, 0xc0a80109),
    error(11, 0, query),
    error(12, 0, query, 0x14000000),
    error(3, 3, tcp({ src: SERVER, dst: CLIENT, sport: 1, dport: 2, options: '01010101' }).slice(0, 64)),
    error(3, 3, echo({ src: SERVER, dst: CLIENT })),
    error(3, 3, icmp({ src: SERVER, dst: CLIENT, type: 3, payloadHex: query })),
    error(3, 3, query.slice(0, 36)),
    error(3, 3, query.slice(0, 48)),
    error(3, 3, ''),
  ]),
  scenario(
    'other protocols in lines',
    everywhere(ALL_OPTIONS),
    [
      [50, '0000012c00000001'],
      [51, '0604000000000100000000010000000000000000'],
      [47, '00000800'],
      [132, '0001000200000000'],
      [136, '03e80035000800ff'],
      [2, '11000000'],
      [89, '02'],
      [0, '00'],
      [255, '00'],
      [4, query],
      [33, '000100020000'],
    ].map(([protocol, body]) => lan(ip({ src: CLIENT, dst: SERVER, protocol: Number(protocol) }, bytesOf(`${body}`)))),
  ),
  scenario(
    'truncated headers in lines',
    everywhere(ALL_OPTIONS),
    [
      truncated(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2 }), 30),
      truncated(query, 26),
      truncated(echo({ src: CLIENT, dst: SERVER }), 22),
      truncated(query, 20),
      ip({ src: CLIENT, dst: SERVER, protocol: 50 }, bytesOf('0000')),
      ip({ src: CLIENT, dst: SERVER, protocol: 51 }, bytesOf('0600')),
    ].map((hex) => lan(hex)),
  ),
  scenario(
    'fragments in lines',
    everywhere(ALL_OPTIONS),
    fragments(udp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, payload: 'x'.repeat(600) }), 256).map((piece) =>
      lan(piece),
    ),
    { conntrack: 'auto' },
  ),
  scenario(
    'TOS and flags in lines',
    everywhere(ALL_OPTIONS),
    [0, 1, 2, 4, 8, 16, 30, 0x20, 0xe0, 0xff].map((tos) =>
      lan(udp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, tos, flags: tos % 8, id: tos })),
    ),
  ),
  scenario(
    'IP options in lines',
    everywhere(ALL_OPTIONS),
    [
      '01010101',
      '94040000',
      '070b04' + '00'.repeat(8) + '00',
      '830704c0a8010900',
      '86060000000100' + '00',
      '0000000000000000',
    ].map((options) => lan(udp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, options }))),
  ),
  scenario(
    'broken IP options',
    everywhere(ALL_OPTIONS),
    ['07010000', '070304', '44040500', '8303', '9408']
      .map((options) => options.padEnd(8, '0'))
      .map((options) => lan(udp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, options }))),
  ),
  scenario(
    'TCP options in lines',
    everywhere(ALL_OPTIONS),
    ['01010101', '00000000', '020405b4', '0304', '05', 'fe']
      .map((options) => lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, tcpOptions: options.padEnd(8, '0') })))
      .concat(lan(tcp({ src: CLIENT, dst: SERVER, sport: 1, dport: 2, tcpOptions: '00'.repeat(40) }))),
  ),
  scenario(
    'marks in lines',
    rules(
      {
        mangle: [
          '-A PREROUTING -j MARK --set-mark 0xabc',
          '-A PREROUTING -j LOG',
          '-A FORWARD -j MARK --set-mark 0',
          '-A FORWARD -j LOG',
        ],
      },
      false,
    ),
    [lan(query)],
  ),
  scenario(
    'LOG and TRACE together',
    {
      mangle: ['-A FORWARD -j LOG --log-prefix "m "'],
      filter: ['-A FORWARD -p udp -j LOG --log-prefix "f "', '-A FORWARD -j ACCEPT'],
    },
    [lan(query)],
  ),
  scenario('user ids of sockets', everywhere('--log-uid'), [
    local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 2 })),
    local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 2 }), { uid: 1000, gid: 1001 }),
    lan(echo({ src: CLIENT, dst: LAN })),
  ]),
];
