/** Targets that change the packet, its mark or its tracking, or only the walk. */

import type { Scenario } from '../document.ts';
import { echo, tcp, udp } from '../packets.ts';
import { CLIENT, LAN, SERVER, WAN, command, lan, local, on, reply, scenario, wan } from './source.ts';

const seg = (more: object = {}) => tcp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 80, ...more });
const dgram = (more: object = {}) =>
  udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'question', ...more });
const remark = (command: string) => ({
  mangle: [
    '-A PREROUTING -j MARK --set-xmark 0xf0f0/0xffffffff',
    `-A PREROUTING -j MARK ${command}`,
    '-A PREROUTING -j LOG',
  ],
});

export const targets: readonly Scenario[] = [
  ...[
    '--set-mark 5',
    '--set-mark 0x5/0xf',
    '--and-mark 0xff',
    '--or-mark 0x0f',
    '--xor-mark 0xffff',
    '--set-xmark 0x1/0xff',
  ].map((option) => scenario(`MARK ${option}`, remark(option), [lan(dgram())])),
  scenario(
    'MARK in every table',
    {
      raw: ['-A PREROUTING -j MARK --set-mark 1'],
      nat: ['-A PREROUTING -j MARK --or-mark 2'],
      filter: ['-A FORWARD -j MARK --or-mark 4'],
      mangle: ['-A POSTROUTING -j MARK --or-mark 8', '-A POSTROUTING -j LOG'],
    },
    [lan(dgram())],
  ),
  ...[
    '--set-tos 0x10',
    '--set-tos 0x10/0x3f',
    '--set-tos Minimize-Delay',
    '--and-tos 0x0f',
    '--or-tos 0x80',
    '--xor-tos 0xff',
  ].map((option) =>
    scenario(`TOS ${option}`, { mangle: [`-A PREROUTING -j TOS ${option}`] }, [
      lan(dgram({ tos: 0xb8 })),
      lan(dgram({ tos: 0, sport: 5 })),
      lan(seg({ tos: 3 })),
    ]),
  ),
  scenario('TOS in OUTPUT', { mangle: ['-A OUTPUT -j TOS --set-tos 0x08', '-A POSTROUTING -j TOS --or-tos 0x20'] }, [
    local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 2 })),
    lan(echo({ src: CLIENT, dst: LAN })),
  ]),
  ...['--ttl-set 10', '--ttl-dec 5', '--ttl-inc 200', '--ttl-dec 255', '--ttl-set 0'].map((option) =>
    scenario(
      `TTL ${option}`,
      {
        mangle: [
          `-A PREROUTING -p udp -j TTL ${option}`,
          `-A FORWARD -p tcp -j TTL ${option}`,
          `-A POSTROUTING -p icmp -j TTL ${option}`,
        ],
      },
      [lan(dgram()), lan(seg()), lan(echo({ src: CLIENT, dst: SERVER })), lan(dgram({ ttl: 3 }))],
    ),
  ),
  scenario(
    'TTL keeps checksums right through nat',
    {
      mangle: ['-A POSTROUTING -j TTL --ttl-set 64', '-A POSTROUTING -j TOS --set-tos 4'],
      nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'],
    },
    [lan(dgram()), lan(seg()), lan(dgram({ udpChecksum: 0, sport: 7 }))],
  ),
  scenario(
    'NOTRACK',
    {
      raw: ['-A PREROUTING -p udp --dport 53 -j NOTRACK', '-A OUTPUT -p udp -j NOTRACK'],
      filter: [
        '-A FORWARD -m conntrack --ctstate UNTRACKED',
        '-A FORWARD -m conntrack --ctstate NEW',
        '-A FORWARD -m conntrack --ctstate INVALID',
      ],
    },
    [
      lan(dgram()),
      wan(udp({ src: SERVER, dst: CLIENT, sport: 53, dport: 1000 })),
      local(udp({ src: WAN, dst: SERVER, sport: 1, dport: 2 })),
      command('conntrack -L'),
    ],
  ),
  scenario(
    'CT notrack',
    {
      raw: ['-A PREROUTING -p udp -j CT --notrack', '-A PREROUTING -p udp -j LOG'],
      filter: ['-A FORWARD -m state --state UNTRACKED -j ACCEPT'],
    },
    [lan(dgram()), lan(seg()), command('conntrack -L')],
  ),
  scenario(
    'CT zones',
    { raw: ['-A PREROUTING -i eth1 -j CT --zone 5', '-A PREROUTING -i eth2 -j CT --zone 6'] },
    [lan(dgram()), on('eth2')(dgram()), reply(1), command('conntrack -L')],
    {
      interfaces: [
        { name: 'eth0', addresses: [`${WAN}/24`] },
        { name: 'eth1', addresses: [`${LAN}/24`] },
        { name: 'eth2', addresses: ['10.0.0.1/24'] },
      ],
    },
  ),
  scenario(
    'CT zones per direction',
    { raw: ['-A PREROUTING -i eth1 -j CT --zone-orig 7', '-A PREROUTING -i eth0 -p tcp -j CT --zone-reply 8'] },
    [lan(dgram()), reply(1), wan(tcp({ src: SERVER, dst: CLIENT, sport: 1, dport: 2 })), command('conntrack -L')],
  ),
  scenario('TRACE in the middle of raw', { raw: [] }, [lan(dgram())]),
  scenario(
    'TRACE twice and conditions',
    '*raw\n-A PREROUTING -p udp -j TRACE\n-A PREROUTING -p udp -m udp --dport 53 -j TRACE\n-A PREROUTING -j TRACE\n-A PREROUTING -p tcp -j ACCEPT\nCOMMIT\n',
    [lan(dgram()), lan(seg())],
  ),
  scenario(
    'ACCEPT ends its table only',
    {
      raw: ['-A PREROUTING -p udp -j ACCEPT', '-A PREROUTING -j LOG'],
      mangle: ['-A PREROUTING -p udp -j ACCEPT', '-A FORWARD -p udp -j ACCEPT', '-A FORWARD -j LOG'],
      filter: ['-A FORWARD -p udp -j ACCEPT', '-A FORWARD -j LOG'],
    },
    [lan(dgram()), lan(seg())],
  ),
];
