/** The few addresses, ports and names that a generated scenario is played with, so that rules and packets meet. */

import type { Host } from '../document.ts';
import type { Random } from './random.ts';

export const LAN_HOSTS = ['192.168.1.2', '192.168.1.3', '192.168.1.10'] as const;
export const FAR_HOSTS = ['198.51.100.7', '198.51.100.8', '8.8.8.8', '203.0.113.9'] as const;
export const OWN_WAN = '203.0.113.1';
export const OWN_LAN = '192.168.1.1';
export const PORTS = [22, 53, 80, 443, 1000, 5000, 8080, 40000] as const;
export const PREFIXES = [
  '192.168.1.0/24',
  '192.168.1.2',
  '192.168.0.0/16',
  '198.51.100.0/24',
  '198.51.100.7',
  '203.0.113.0/24',
  OWN_WAN,
  OWN_LAN,
  '0.0.0.0/0',
  '8.0.0.0/8',
  '127.0.0.0/8',
  '192.0.0.2/255.0.0.255',
] as const;
export const MARKS = [0, 1, 2, 0xf, 0x10, 0xff, 0x1234] as const;

/** A router with two or three interfaces, sometimes with a second uplink, policy rules, sockets and other sysctls. */
export function generateHost(r: Random): Host {
  const uplinks = r.chance(0.35);
  return {
    interfaces: [
      {
        name: 'eth0',
        addresses: r.chance(0.15) ? [`${OWN_WAN}/24`, '203.0.113.2/24'] : [`${OWN_WAN}/24`],
        ...(r.chance(0.1) && { mtu: r.pick([576, 1280]) }),
      },
      { name: 'eth1', addresses: [`${OWN_LAN}/24`] },
      ...(uplinks ? [{ name: 'eth2', addresses: ['100.64.0.2/24'] }] : []),
    ],
    routes: [
      'default via 203.0.113.254 dev eth0',
      ...(uplinks ? ['default via 100.64.0.1 dev eth2 table 10'] : []),
      ...(r.chance(0.1)
        ? [r.pick(['unreachable 8.0.0.0/8', 'prohibit 8.0.0.0/8', 'blackhole 8.0.0.0/8', '8.0.0.0/8 via 192.168.1.77'])]
        : []),
    ],
    ...(uplinks && {
      rules: [
        r.pick([
          'from all fwmark 1 table 10',
          'from all fwmark 0x10/0x10 table 10',
          'from 192.168.1.3 table 10',
          'to 8.8.8.0/24 table 10',
          'iif eth1 fwmark 2 table 10',
        ]),
      ],
    }),
    sysctl: generateSysctls(r),
    sockets: r.chance(0.5)
      ? [
          { proto: 'udp', port: 53 },
          { proto: 'tcp', port: 22 },
        ]
      : [],
    localStack: r.chance(0.3) ? 'silent' : 'replies',
    conntrack: r.chance(0.2) ? 'auto' : 'on',
  };
}

const SYSCTLS: readonly (readonly [string, readonly number[]])[] = [
  ['net.ipv4.ip_forward', [0]],
  ['net.ipv4.conf.all.rp_filter', [1, 2]],
  ['net.ipv4.ip_default_ttl', [32, 128]],
  ['net.ipv4.fwmark_reflect', [1]],
  ['net.netfilter.nf_conntrack_acct', [0]],
  ['net.netfilter.nf_conntrack_checksum', [0]],
  ['net.netfilter.nf_conntrack_tcp_loose', [0]],
  ['net.netfilter.nf_conntrack_tcp_be_liberal', [1]],
  ['net.netfilter.nf_conntrack_tcp_ignore_invalid_rst', [1]],
  ['net.netfilter.nf_conntrack_tcp_max_retrans', [1]],
  ['net.netfilter.nf_conntrack_udp_timeout', [10]],
  ['net.netfilter.nf_conntrack_tcp_timeout_established', [1000]],
];

function generateSysctls(r: Random): Record<string, number> {
  const chosen = SYSCTLS.filter(() => r.chance(0.04));
  return Object.fromEntries(chosen.map(([key, values]) => [key, r.pick(values)]));
}
