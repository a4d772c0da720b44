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

const METRICS = [
  'mtu 1000',
  'mtu lock 1200',
  'mtu 9000',
  'advmss 500',
  'hoplimit 9',
  'window 2000',
  'realm 5',
  'metric 7',
  'initcwnd 3',
  'quickack 1',
  'rto_min 50ms',
  'reordering 5',
] as const;

const POLICY_RULES = [
  'from 192.168.1.2 prohibit',
  'to 198.51.100.7 unreachable',
  'fwmark 0xff blackhole',
  'ipproto udp dport 53 table 10',
  'iif lo table 10',
  'not from 192.168.1.0/24 fwmark 0xf table 10',
  'oif eth2 table 10',
  'tos 0x10 table 10',
  'uidrange 1000-1001 table 10',
  'from all table main suppress_prefixlength 0',
] as const;

/** Sets that rules may ask; see `SET_NAMES`. */
export const IPSETS = `create hosts hash:ip
add hosts 192.168.1.2
add hosts 198.51.100.7
create nets hash:net counters
add nets 192.168.1.0/24
add nets 192.168.1.3/32 nomatch
add nets 8.0.0.0/8
create services bitmap:port range 0-65535
add services 53
add services 80
create pairs hash:ip,port timeout 100
add pairs 192.168.1.2,udp:53
create seen hash:ip
`;

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
      {
        name: 'eth1',
        addresses: r.chance(0.1) ? [`${OWN_LAN}/24`, '198.51.100.1/25'] : [`${OWN_LAN}/24`],
        ...(r.chance(0.05) && { mac: '02:11:22:33:44:55' }),
        ...(r.chance(0.1) && { mtu: r.pick([576, 1000]) }),
      },
      ...(uplinks ? [{ name: 'eth2', addresses: ['100.64.0.2/24'] }] : []),
    ],
    routes: [
      'default via 203.0.113.254 dev eth0',
      ...(uplinks ? ['default via 100.64.0.1 dev eth2 table 10'] : []),
      ...(r.chance(0.1)
        ? [
            r.pick([
              'unreachable 8.0.0.0/8',
              'prohibit 8.0.0.0/8',
              'blackhole 8.0.0.0/8',
              '8.0.0.0/8 via 192.168.1.77',
              'throw 198.51.100.0/24',
              '198.51.100.0/24 via 203.0.113.250 src 203.0.113.1',
              '198.51.100.8 via 203.0.113.9 mtu 1000',
              '8.8.8.8 dev eth1',
              'unreachable default metric 4278198272',
              '198.51.100.0/24 via 192.168.1.3',
            ]),
          ]
        : []),
      ...(r.chance(0.08)
        ? [`198.51.100.0/26 via 203.0.113.250 ${r.times(1, 3, () => r.pick(METRICS)).join(' ')}`]
        : []),
    ],
    ...(uplinks && {
      rules: [
        ...(r.chance(0.3) ? [r.pick(POLICY_RULES)] : []),
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
          ...(r.chance(0.2) ? [{ proto: 'udp' as const, port: 5000, address: OWN_LAN }] : []),
          ...(r.chance(0.2) ? [{ proto: 'tcp' as const, port: 8080, uid: 1000 }] : []),
          ...(r.chance(0.1) ? [{ proto: 'raw' as const, port: r.pick([47, 89, 132]) }] : []),
        ]
      : [],
    localStack: r.chance(0.3) ? 'silent' : 'replies',
    conntrack: r.chance(0.2) ? 'auto' : 'on',
  };
}

const SYSCTLS: readonly (readonly [string, readonly number[]])[] = [
  ['net.ipv4.ip_forward', [0]],
  ['net.ipv4.conf.all.rp_filter', [1, 2]],
  ['net.ipv4.conf.eth1.rp_filter', [1, 2]],
  ['net.ipv4.conf.eth0.accept_local', [1]],
  ['net.ipv4.conf.eth0.route_localnet', [1]],
  ['net.ipv4.conf.eth0.forwarding', [0]],
  ['net.ipv4.conf.eth0.send_redirects', [1]],
  ['net.ipv4.conf.all.shared_media', [0]],
  ['net.netfilter.nf_conntrack_gre_timeout', [5]],
  ['net.netfilter.nf_conntrack_gre_timeout_stream', [9]],
  ['net.netfilter.nf_conntrack_sctp_timeout_closed', [3]],
  ['net.netfilter.nf_conntrack_sctp_timeout_established', [77]],
  ['net.netfilter.nf_conntrack_tcp_timeout_syn_recv', [33]],
  ['net.netfilter.nf_conntrack_tcp_timeout_time_wait', [44]],
  ['net.netfilter.nf_conntrack_tcp_timeout_fin_wait', [55]],
  ['net.netfilter.nf_conntrack_tcp_timeout_max_retrans', [66]],
  ['net.ipv4.ip_default_ttl', [32, 128]],
  ['net.ipv4.fwmark_reflect', [1]],
  ['net.netfilter.nf_conntrack_acct', [0]],
  ['net.netfilter.nf_conntrack_checksum', [0]],
  ['net.netfilter.nf_conntrack_tcp_loose', [0]],
  ['net.netfilter.nf_conntrack_tcp_be_liberal', [1]],
  ['net.netfilter.nf_conntrack_tcp_ignore_invalid_rst', [1]],
  ['net.netfilter.nf_conntrack_tcp_max_retrans', [1]],
  ['net.ipv4.conf.all.accept_source_route', [1]],
  ['net.ipv4.conf.eth0.accept_source_route', [1]],
  ['net.ipv4.conf.eth1.accept_source_route', [1]],
  ['net.ipv4.conf.all.accept_redirects', [0, 1]],
  ['net.ipv4.conf.eth0.accept_redirects', [0, 1]],
  ['net.ipv4.conf.all.secure_redirects', [0]],
  ['net.ipv4.conf.eth0.secure_redirects', [0]],
  ['net.ipv4.conf.eth0.shared_media', [0]],
  ['net.ipv4.ip_no_pmtu_disc', [1, 2, 3]],
  ['net.ipv4.ip_forward_use_pmtu', [1]],
  ['net.ipv4.route.min_pmtu', [600]],
  ['net.ipv4.tcp_mtu_probing', [1]],
  ['net.ipv4.conf.eth0.promote_secondaries', [1]],
  ['net.ipv4.conf.all.send_redirects', [1]],
  ['net.ipv4.conf.eth1.send_redirects', [1]],
  ['net.ipv4.conf.eth0.rp_filter', [1, 2]],
  ['net.ipv4.conf.all.accept_local', [1]],
  ['net.ipv4.conf.all.route_localnet', [1]],
  ['net.ipv4.conf.eth1.forwarding', [0]],
  ['net.ipv4.conf.all.src_valid_mark', [1]],
  ['net.ipv4.icmp_echo_ignore_all', [1]],
  ['net.ipv4.icmp_echo_ignore_broadcasts', [0]],
  ['net.ipv4.icmp_errors_use_inbound_ifaddr', [1]],
  ['net.ipv4.tcp_fwmark_accept', [1]],
  ['net.ipv4.tcp_sack', [0]],
  ['net.ipv4.tcp_window_scaling', [0]],
  ['net.ipv4.tcp_timestamps', [0]],
  ['net.ipv4.ip_nonlocal_bind', [1]],
  ['net.netfilter.nf_conntrack_log_invalid', [255, 6]],
  ['net.netfilter.nf_conntrack_icmp_timeout', [5]],
  ['net.netfilter.nf_conntrack_generic_timeout', [20]],
  ['net.netfilter.nf_conntrack_tcp_timeout_close', [100]],
  ['net.netfilter.nf_conntrack_tcp_timeout_unacknowledged', [50]],
  ['net.netfilter.nf_conntrack_udp_timeout_stream', [7]],
  ['net.netfilter.nf_conntrack_udp_timeout', [10, 1, 2]],
  ['net.netfilter.nf_conntrack_icmp_timeout', [1]],
  ['net.netfilter.nf_conntrack_tcp_timeout_syn_sent', [1]],
  ['net.ipv4.ipfrag_time', [1]],
  ['net.netfilter.nf_conntrack_tcp_timeout_established', [1000]],
];

function generateSysctls(r: Random): Record<string, number> {
  const chosen = SYSCTLS.filter(() => r.chance(0.03));
  return Object.fromEntries(chosen.map(([key, values]) => [key, r.pick(values)]));
}
