import { err, ok } from '../model/index.ts';
import type { Result } from '../model/index.ts';

/** Defaults of Linux 6.18 in a fresh network namespace, with those that the scenario format fixes otherwise. */
const DEFAULTS: { readonly [key: string]: string } = {
  'net.ipv4.ip_forward': '1',
  'net.ipv4.ip_default_ttl': '64',
  'net.ipv4.ip_no_pmtu_disc': '0',
  'net.ipv4.ip_forward_use_pmtu': '0',
  'net.ipv4.ip_nonlocal_bind': '0',
  'net.ipv4.ip_early_demux': '1',
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.fwmark_reflect': '0',
  'net.ipv4.tcp_fwmark_accept': '0',
  'net.ipv4.icmp_echo_ignore_all': '0',
  'net.ipv4.icmp_echo_ignore_broadcasts': '1',
  'net.ipv4.icmp_errors_use_inbound_ifaddr': '0',
  'net.ipv4.icmp_ratelimit': '0',
  'net.ipv4.icmp_ratemask': '0',
  'net.ipv4.icmp_msgs_per_sec': '1000000',
  'net.ipv4.icmp_msgs_burst': '1000000',
  'net.ipv4.ipfrag_time': '30',
  'net.ipv4.ipfrag_max_dist': '64',
  'net.ipv4.ipfrag_high_thresh': '4194304',
  'net.ipv4.ipfrag_low_thresh': '3145728',
  'net.ipv4.tcp_synack_retries': '5',
  'net.ipv4.tcp_syncookies': '1',
  'net.ipv4.tcp_timestamps': '1',
  'net.ipv4.tcp_sack': '1',
  'net.ipv4.tcp_window_scaling': '1',
  'net.ipv4.tcp_ecn': '2',
  'net.ipv4.tcp_reflect_tos': '0',
  'net.ipv4.fib_multipath_hash_policy': '0',
  // In jiffies; machine-wide in Linux, so no namespace can turn this limit off.
  'net.ipv4.route.min_adv_mss': '256',
  'net.ipv4.route.min_pmtu': '552',
  'net.ipv4.route.mtu_expires': '600',
  'net.ipv4.route.error_burst': '1250',
  'net.ipv4.route.error_cost': '250',
  'net.netfilter.nf_log_all_netns': '1',
  'net.netfilter.nf_conntrack_acct': '1',
  'net.netfilter.nf_conntrack_buckets': '262144',
  'net.netfilter.nf_conntrack_checksum': '1',
  'net.netfilter.nf_conntrack_count': '0',
  'net.netfilter.nf_conntrack_dccp_loose': '1',
  'net.netfilter.nf_conntrack_events': '2',
  'net.netfilter.nf_conntrack_expect_max': '4096',
  'net.netfilter.nf_conntrack_frag6_timeout': '60',
  'net.netfilter.nf_conntrack_generic_timeout': '600',
  'net.netfilter.nf_conntrack_gre_timeout': '30',
  'net.netfilter.nf_conntrack_gre_timeout_stream': '180',
  'net.netfilter.nf_conntrack_icmp_timeout': '30',
  'net.netfilter.nf_conntrack_icmpv6_timeout': '30',
  'net.netfilter.nf_conntrack_log_invalid': '0',
  'net.netfilter.nf_conntrack_max': '262144',
  'net.netfilter.nf_conntrack_sctp_timeout_closed': '10',
  'net.netfilter.nf_conntrack_sctp_timeout_cookie_echoed': '3',
  'net.netfilter.nf_conntrack_sctp_timeout_cookie_wait': '3',
  'net.netfilter.nf_conntrack_sctp_timeout_established': '210',
  'net.netfilter.nf_conntrack_sctp_timeout_heartbeat_sent': '30',
  'net.netfilter.nf_conntrack_sctp_timeout_shutdown_ack_sent': '3',
  'net.netfilter.nf_conntrack_sctp_timeout_shutdown_recd': '3',
  'net.netfilter.nf_conntrack_sctp_timeout_shutdown_sent': '3',
  'net.netfilter.nf_conntrack_tcp_be_liberal': '0',
  'net.netfilter.nf_conntrack_tcp_ignore_invalid_rst': '0',
  'net.netfilter.nf_conntrack_tcp_loose': '1',
  'net.netfilter.nf_conntrack_tcp_max_retrans': '3',
  'net.netfilter.nf_conntrack_tcp_timeout_close': '10',
  'net.netfilter.nf_conntrack_tcp_timeout_close_wait': '60',
  'net.netfilter.nf_conntrack_tcp_timeout_established': '432000',
  'net.netfilter.nf_conntrack_tcp_timeout_fin_wait': '120',
  'net.netfilter.nf_conntrack_tcp_timeout_last_ack': '30',
  'net.netfilter.nf_conntrack_tcp_timeout_max_retrans': '300',
  'net.netfilter.nf_conntrack_tcp_timeout_syn_recv': '60',
  'net.netfilter.nf_conntrack_tcp_timeout_syn_sent': '120',
  'net.netfilter.nf_conntrack_tcp_timeout_time_wait': '120',
  'net.netfilter.nf_conntrack_tcp_timeout_unacknowledged': '300',
  'net.netfilter.nf_conntrack_timestamp': '0',
  'net.netfilter.nf_conntrack_udp_timeout': '30',
  'net.netfilter.nf_conntrack_udp_timeout_stream': '120',
};

/** Settings that change nothing here: they can be read and set all the same. Under net.ipv4, name and default. */
const OTHERS: ReadonlyMap<string, string> = new Map(
  (
    'fib_multipath_hash_fields 7|fib_multipath_use_neigh 0|icmp_echo_enable_probe 0|icmp_ignore_bogus_error_responses 1|igmp_max_memberships 20|' +
    'igmp_max_msf 10|igmp_qrv 2|ip_autobind_reuse 0|ip_dynaddr 0|ip_forward_update_priority 1|' +
    'ip_local_reserved_ports |ip_unprivileged_port_start 1024|nexthop_compat_mode 1|ping_group_range 1\t0|raw_l3mdev_accept 1|' +
    'tcp_abort_on_overflow 0|tcp_adv_win_scale 1|tcp_app_win 31|tcp_autocorking 1|tcp_base_mss 1024|' +
    'tcp_challenge_ack_limit 2147483647|tcp_dsack 1|tcp_early_demux 1|tcp_early_retrans 3|tcp_ecn_fallback 1|' +
    'tcp_fack 0|tcp_fastopen 1|tcp_fin_timeout 60|tcp_frto 2|tcp_invalid_ratelimit 500|' +
    'tcp_keepalive_intvl 75|tcp_keepalive_probes 9|tcp_keepalive_time 7200|tcp_l3mdev_accept 0|tcp_limit_output_bytes 4194304|' +
    'tcp_max_reordering 300|tcp_max_syn_backlog 2048|tcp_max_tw_buckets 131072|tcp_migrate_req 0|tcp_min_snd_mss 48|' +
    'tcp_min_tso_segs 2|tcp_moderate_rcvbuf 1|tcp_mtu_probe_floor 48|tcp_mtu_probing 0|tcp_no_metrics_save 0|' +
    'tcp_orphan_retries 0|tcp_probe_interval 600|tcp_probe_threshold 8|tcp_recovery 1|tcp_reordering 3|' +
    'tcp_retrans_collapse 1|tcp_retries1 3|tcp_retries2 15|tcp_rfc1337 0|tcp_rmem 4096\t131072\t33554432|' +
    'tcp_slow_start_after_idle 1|tcp_stdurg 0|tcp_syn_retries 6|tcp_thin_linear_timeouts 0|tcp_tso_win_divisor 3|' +
    'tcp_tw_reuse 2|tcp_wmem 4096\t16384\t4194304|tcp_workaround_signed_windows 0|udp_early_demux 1|udp_l3mdev_accept 0|' +
    'udp_rmem_min 4096|udp_wmem_min 4096'
  )
    .split('|')
    .map((pair) => {
      const space = pair.indexOf(' ');
      return [`net.ipv4.${pair.slice(0, space)}`, pair.slice(space + 1)] as const;
    }),
);

/** Per-device settings (net.ipv4.conf.<device>.<key>), and how `all` joins in (the IN_DEV_* macros). */
const DEVICE_SETTINGS: {
  readonly [key: string]: { readonly value: string; readonly all: string; readonly join: 'own' | 'or' | 'and' | 'max' };
} = {
  forwarding: { value: '1', all: '1', join: 'own' },
  rp_filter: { value: '0', all: '0', join: 'max' },
  send_redirects: { value: '0', all: '0', join: 'or' },
  accept_redirects: { value: '1', all: '0', join: 'and' },
  secure_redirects: { value: '1', all: '1', join: 'or' },
  shared_media: { value: '1', all: '1', join: 'or' },
  accept_source_route: { value: '1', all: '0', join: 'and' },
  accept_local: { value: '0', all: '0', join: 'or' },
  route_localnet: { value: '0', all: '0', join: 'or' },
  log_martians: { value: '0', all: '0', join: 'or' },
  src_valid_mark: { value: '0', all: '0', join: 'or' },
  bc_forwarding: { value: '0', all: '0', join: 'and' },
  mc_forwarding: { value: '0', all: '0', join: 'and' },
  proxy_arp: { value: '0', all: '0', join: 'or' },
  arp_filter: { value: '0', all: '0', join: 'or' },
  arp_announce: { value: '0', all: '0', join: 'max' },
  arp_ignore: { value: '0', all: '0', join: 'max' },
  drop_unicast_in_l2_multicast: { value: '0', all: '0', join: 'or' },
  promote_secondaries: { value: '0', all: '0', join: 'or' },
  arp_accept: { value: '0', all: '0', join: 'or' },
  arp_evict_nocarrier: { value: '1', all: '1', join: 'and' },
  arp_notify: { value: '0', all: '0', join: 'or' },
  bootp_relay: { value: '0', all: '0', join: 'own' },
  drop_gratuitous_arp: { value: '0', all: '0', join: 'or' },
  force_igmp_version: { value: '0', all: '0', join: 'max' },
  igmpv2_unsolicited_report_interval: { value: '10000', all: '10000', join: 'own' },
  igmpv3_unsolicited_report_interval: { value: '1000', all: '1000', join: 'own' },
  ignore_routes_with_linkdown: { value: '0', all: '0', join: 'or' },
  medium_id: { value: '0', all: '0', join: 'own' },
  proxy_arp_pvlan: { value: '0', all: '0', join: 'or' },
  tag: { value: '0', all: '0', join: 'own' },
  disable_policy: { value: '0', all: '0', join: 'own' },
  disable_xfrm: { value: '0', all: '0', join: 'own' },
};

/** Two names of one switch. */
const FORWARDING: readonly string[] = ['net.ipv4.ip_forward', 'net.ipv4.conf.all.forwarding'];

/** Names in a key are separated by '.', and a dot inside one is written '/', or the other way round, as sysctl(8) takes them. */
function namesOf(key: string): readonly string[] {
  const first = key.search(/[./]/);
  return key[first] === '/' ? key.split('/') : key.split('.').map((name) => name.replaceAll('/', '.'));
}

const deviceKey = (names: readonly string[]): { readonly device: string; readonly setting: string } | null =>
  names.length === 5 && names[0] === 'net' && names[1] === 'ipv4' && names[2] === 'conf'
    ? { device: names[3] ?? '', setting: names[4] ?? '' }
    : null;

/** The settings of one network namespace. Values are text; most are read as numbers. */
export class Sysctls {
  private readonly values = new Map<string, string>();
  private readonly devices: () => readonly string[];
  private readonly live: ReadonlyMap<string, () => string>;
  /** What was read per device and key: the routing decision asks often. */
  private readonly cache = new Map<string, number>();
  private readonly confs = new Map<string, Map<string, number>>();

  /** `live`: keys that are looked up afresh each time they are read. */
  constructor(devices: () => readonly string[], live: ReadonlyMap<string, () => string> = new Map()) {
    this.devices = devices;
    this.live = live;
  }

  /** What was set since boot, by dotted key (a dot within a device name shows as a slash). */
  changes(): ReadonlyMap<string, string> {
    return new Map(
      [...this.values].map(([names, value]) => [
        names
          .split('\0')
          .map((name) => name.replaceAll('.', '/'))
          .join('.'),
        value,
      ]),
    );
  }

  get(key: string): string | null {
    const names = namesOf(key);
    const known = this.values.get(names.join('\0')) ?? this.live.get(names.join('.'))?.();
    if (known !== undefined) return known;
    const conf = deviceKey(names);
    if (conf === null) return DEFAULTS[names.join('.')] ?? OTHERS.get(names.join('.')) ?? null;
    const setting = DEVICE_SETTINGS[conf.setting];
    if (setting === undefined || !['all', 'default', ...this.devices()].includes(conf.device)) return null;
    if (conf.device === 'all') return setting.all;
    return conf.device === 'default'
      ? setting.value
      : (this.values.get(['net', 'ipv4', 'conf', 'default', conf.setting].join('\0')) ?? setting.value);
  }

  /** The first number of the value; 0 for what is not known or not a number. */
  number(key: string): number {
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    const value = Number.parseInt(this.get(key) ?? '0', 10);
    const number = Number.isNaN(value) ? 0 : value;
    this.cache.set(key, number);
    return number;
  }

  /** net.ipv4.conf.<device>.<setting> as the kernel joins it with `all`. */
  conf(device: string, setting: string): number {
    const cached = this.confs.get(device)?.get(setting);
    if (cached !== undefined) return cached;
    const value = this.joined(device.replaceAll('.', '/'), setting);
    const known = this.confs.get(device) ?? new Map<string, number>();
    this.confs.set(device, known.set(setting, value));
    return value;
  }

  private joined(device: string, setting: string): number {
    const own = this.number(`net.ipv4.conf.${device}.${setting}`);
    const all = this.number(`net.ipv4.conf.all.${setting}`);
    switch (DEVICE_SETTINGS[setting]?.join ?? 'own') {
      case 'own':
        return own;
      case 'or':
        return own || all;
      case 'and':
        return own && all;
      case 'max':
        return Math.max(own, all);
    }
  }

  /** Message as sysctl(8) prints it for a key that does not exist. */
  set(key: string, value: string): Result<null, string> {
    if (this.get(key) === null) {
      return err(`sysctl: cannot stat /proc/sys/${namesOf(key).join('/')}: No such file or directory`);
    }
    const names = namesOf(key);
    const isForwarding = FORWARDING.includes(names.join('.'));
    const before = isForwarding ? this.get('net.ipv4.ip_forward') : null;
    this.cache.clear();
    this.confs.clear();
    this.values.set(names.join('\0'), value.trim());
    if (isForwarding && value.trim() !== before) this.setForwarding(value.trim());
    return ok(null);
  }

  /** inet_forward_change: writes through to every device; redirects are no longer accepted by a router. */
  private setForwarding(value: string): void {
    this.values.set('net\0ipv4\0conf\0all\0accept_redirects', value === '0' ? '1' : '0');
    this.values.set('net\0ipv4\0ip_forward', value);
    for (const device of ['all', 'default', ...this.devices()])
      this.values.set(['net', 'ipv4', 'conf', device, 'forwarding'].join('\0'), value);
  }

  /** Every key with its value, for listing: those of devices included. */
  all(): readonly { readonly key: string; readonly value: string; readonly isDefault: boolean }[] {
    const confs = ['all', 'default', ...this.devices()].flatMap((device) =>
      Object.keys(DEVICE_SETTINGS).map((setting) => `net.ipv4.conf.${device.replaceAll('.', '/')}.${setting}`),
    );
    return [...Object.keys(DEFAULTS), ...OTHERS.keys(), ...confs].toSorted().map((key) => ({
      key,
      value: this.get(key) ?? '',
      isDefault: !this.values.has(namesOf(key).join('\0')),
    }));
  }
}
