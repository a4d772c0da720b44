/** Lines of ipset, ip, conntrack, sysctl and of the shell around them. */

import type { Random } from '../generate/random.ts';
import { mutate } from './rules.ts';

/** Those that the kernel at hand has modules for. */
const SET_TYPES = [
  'hash:ip',
  'hash:net',
  'hash:ip,port',
  'hash:net,port',
  'hash:ip,port,ip',
  'hash:ip,port,net',
  'hash:net,iface',
  'bitmap:ip',
  'bitmap:ip,mac',
  'bitmap:port',
  'list:set',
] as const;
const SET_NAMES = [
  'hosts',
  'nets',
  'services',
  'pairs',
  's1',
  's2',
  's3',
  'nosuch',
  'x'.repeat(31),
  'x'.repeat(32),
] as const;
const setName = (r: Random): string => (r.chance(0.85) ? r.pick(SET_NAMES.slice(0, 7)) : r.pick(SET_NAMES));
const ADDRESSES = [
  '10.0.0.1',
  '10.0.0.2',
  '192.168.1.0/24',
  '10.0.0.0-10.0.0.5',
  '10.0.0.5-10.0.0.1',
  '0.0.0.0/0',
  '1.2.3.4/33',
  '300.1.1.1',
  '10.0.0.0/30',
  'nosuch.invalid',
  '::1',
  '1.2.3',
  '255.255.255.255',
  '10.0.0.1/32',
  '192.168.1.2',
  '',
] as const;
const entry = (r: Random): string =>
  r
    .times(1, r.pick([1, 1, 1, 2, 2, 3]), () =>
      r.pick([
        r.pick(ADDRESSES),
        r.pick(ADDRESSES),
        r.pick([
          '80',
          'tcp:80',
          'udp:53',
          '1-10',
          'http',
          'icmp:8/0',
          'icmp:echo-request',
          'tcp:99999',
          'sctp:1',
          '70000',
          'vrrp:0',
          '0',
          'foo:1',
        ]),
        r.pick(['eth0', 'physdev:eth0', '00:11:22:33:44:55', '0x10', 's1', 'hosts']),
      ]),
    )
    .join(',') || "''";
const SET_OPTIONS = [
  'timeout 100',
  'timeout 0',
  'timeout x',
  'timeout -1',
  'counters',
  'comment',
  'skbinfo',
  'forceadd',
  'hashsize 64',
  'hashsize 0',
  'maxelem 2',
  'maxelem x',
  'netmask 24',
  'netmask 33',
  'netmask 0',
  'family inet',
  'family x',
  'range 10.0.0.0/24',
  'range 0-1000',
  'range 10.0.0.0-10.0.0.255',
  'range 1000-0',
  'markmask 0xff',
  'size 4',
  'nosuch',
  'timeout',
  'bucketsize 4',
  'initval 0x1',
] as const;
const ENTRY_OPTIONS = [
  'timeout 50',
  'timeout x',
  'timeout 4294968',
  'timeout 2147483',
  'comment hi',
  'comment "two words"',
  'packets 5 bytes 6',
  'packets x',
  'nomatch',
  'skbmark 0x1',
  'before hosts',
  'after hosts',
  'nosuch',
  'comment',
  'bytes 3',
  'skbprio 1:2',
  'skbqueue 3',
] as const;

export function ipsetLines(r: Random): string[] {
  const lines = r.times(6, 12, () => {
    const line = r
      .pick<() => string>([
        () => `create ${setName(r)} ${r.pick(SET_TYPES)} ${r.times(0, 2, () => r.pick(SET_OPTIONS)).join(' ')}`,
        () => `create ${r.pick(['s1', 's2', 's3'])} ${r.pick(SET_TYPES)} ${r.chance(0.3) ? r.pick(SET_OPTIONS) : ''}`,
        () =>
          `create ${r.pick(['s1', 's2', 's3'])} bitmap:${r.pick(['ip range 10.0.0.0/24', 'port range 0-1000', 'ip,mac range 10.0.0.0/24', 'ip range 10.0.0.0/8', 'port range 0-70000', 'ip range 10.0.0.0/16 netmask 24'])} ${r.chance(0.3) ? r.pick(SET_OPTIONS) : ''}`,
        () => `add ${setName(r)} ${entry(r)} ${r.chance(0.3) ? r.pick(ENTRY_OPTIONS) : ''}`,
        () => `add ${setName(r)} ${entry(r)}`,
        () => `del ${setName(r)} ${entry(r)}`,
        () => `test ${setName(r)} ${entry(r)}`,
        () =>
          `test ${r.pick(['hosts 192.168.1.2', 'nets 192.168.1.3', 'nets 192.168.1.9', 'services 53', 'pairs 192.168.1.2,udp:53', 'services 1024'])}`,
        () => `list ${setName(r)}`,
        () =>
          r.pick([
            'list',
            'list -n',
            'list -t',
            'save',
            'list -o save',
            'list -o xml',
            'list -o plain hosts',
            'list -s',
            'list -r',
            '-L',
            '-S',
            'list hosts nets',
            'save hosts',
            'list -n hosts',
            'list -t nets',
            'list -name',
            'list -terse',
            'list -o x',
            '-q list nosuch',
            '-! add hosts 192.168.1.2',
            '-exist create hosts hash:ip',
            '-! del hosts 9.9.9.9',
            'version',
            '-v',
            'help',
            '-h',
            'help hash:ip',
            'help list:set',
            'help nosuch',
            '',
            'nosuch',
            'add',
            'create',
            'create x',
            'add hosts',
            'del',
            'test',
            'rename',
            'swap',
            'destroy nosuch',
            'flush nosuch',
            'create -x hash:ip',
            'x -list',
            '-output save list',
            'restore',
            '-A hosts 1.1.1.1',
            '-N s1 iphash',
            '-N s1 hash:ip',
            '-X s1',
            '-F hosts',
            '-D hosts 192.168.1.2',
            '-T hosts 192.168.1.2',
            '-W hosts nets',
            '-E s1 s2',
            '-file x list',
            'header hosts',
            'add hosts 1.1.1.1 extra',
            'list hosts extra',
            'create s1 iphash',
            'create s1 nethash',
            'create s1 portmap range 1-10',
            'create s1 setlist',
            'add hosts 1.1.1.1 --timeout 5',
            'create s1 hash:ip --timeout 5',
            'add hosts 10.0.0.0/28 -exist',
            'list -output json',
          ]),
        () => `rename ${setName(r)} ${setName(r)}`,
        () => `swap ${setName(r)} ${setName(r)}`,
        () => `${r.pick(['destroy', 'flush'])} ${r.chance(0.8) ? setName(r) : ''}`,
      ])()
      .trimEnd();
    return `ipset ${r.chance(0.15) ? mutate(r, line) : line}`.trimEnd();
  });
  if (r.chance(0.2))
    lines.push(
      `ipset restore <<'EOF'\n${r.times(1, 4, () => r.pick(['create r1 hash:ip', 'add r1 1.1.1.1', 'add r1 x', 'create r1 hash:ip', 'add nosuch 1.1.1.1', '# comment', '', 'flush r1', 'list', 'destroy r1', '-exist', 'COMMIT', 'add hosts 192.168.1.2'])).join('\n')}\nEOF`,
    );
  return [...lines, 'ipset save'];
}

const DEVICES = ['eth0', 'eth1', 'lo', 'eth9', 'eth+', ''] as const;
const NEAR = [
  '203.0.113.9',
  '192.168.1.9',
  '203.0.113.254',
  '8.8.8.8',
  '203.0.113.1',
  '127.0.0.1',
  '300.1.1.1',
  'x',
  '',
] as const;
const PREFIXES = [
  '10.5.0.0/16',
  '10.6.0.0/24',
  '8.8.8.8',
  'default',
  '203.0.113.0/24',
  '0.0.0.0/0',
  '10.1.1.1/24',
  '10.5.0.0/33',
  'x',
  '10.5/16',
  '1.2.3',
  '192.168.1.0/24',
  '',
] as const;
const routeTail = (r: Random): string =>
  r
    .times(1, 3, () =>
      r.pick([
        `via ${r.pick(NEAR)}`,
        `via ${r.pick(NEAR.slice(0, 3))}`,
        `dev ${r.pick(DEVICES)}`,
        `dev ${r.pick(['eth0', 'eth1'])}`,
        `src ${r.pick(NEAR)}`,
        `metric ${r.pick(['5', '100', 'x', '-1', ''])}`,
        `table ${r.pick(['10', 'main', 'local', 'all', 'x', '0', '300'])}`,
        `proto ${r.pick(['static', 'kernel', '99', 'x', 'boot'])}`,
        `scope ${r.pick(['link', 'global', 'host', 'x', 'universe'])}`,
        `mtu ${r.pick(['1400', 'x', 'lock 1400'])}`,
        'onlink',
        `tos ${r.pick(['0x10', '4', 'x'])}`,
        'type blackhole',
        'realm 5',
        'nexthop via 203.0.113.9 weight 2',
        'junk',
      ]),
    )
    .join(' ');

const ipLine = (r: Random): string =>
  r.pick<() => string>([
    () =>
      `route ${r.pick(['add', 'add', 'add', 'replace', 'append', 'change', 'del', 'del', 'prepend'])} ${r.chance(0.1) ? `${r.pick(['blackhole', 'unreachable', 'prohibit', 'throw', 'local', 'unicast', 'nat'])} ` : ''}${r.pick(PREFIXES)} ${r.chance(0.85) ? routeTail(r) : ''}`,
    () => `route add ${r.pick(PREFIXES.slice(0, 4))} via ${r.pick(NEAR.slice(0, 3))}`,
    () =>
      `route ${r.pick(['', 'show', 'list', 's', 'show default', 'show table all', 'show table main', 'show table local', 'show table 10', 'show dev eth0', 'show dev nope', 'show via 203.0.113.254', 'show proto kernel', 'show proto static', 'show scope link', 'show 10.5.0.0/16', 'show to 8.8.8.8', 'show match 8.8.8.8', 'show root 10.0.0.0/8', 'show exact default', 'show type unicast', 'show src 203.0.113.1', 'show junk', 'show table', 'ls', 'lst', 'show cache', 'show match', 'save'])}`,
    () =>
      `route get ${r.pick(NEAR)} ${r.chance(0.4) ? r.pick(['from 192.168.1.9 iif eth1', 'from 203.0.113.1', 'oif eth1', 'mark 1', 'mark x', 'iif nope', 'from', 'ipproto tcp dport 80', 'uid 1000', 'tos 0x10', 'from 9.9.9.9', 'fibmatch', 'iif eth1', 'to 8.8.8.8', 'dport x', 'junk', 'from x', 'connected', 'notify', 'vrf x']) : ''}`,
    () =>
      `route flush ${r.pick(['', 'cache', 'table main', 'table 10', 'dev eth1', '10.5.0.0/16', 'proto static', 'nosuch', 'root 10.0.0.0/8', 'table all', 'scope link', 'table x'])}`,
    () =>
      `rule ${r.pick(['', 'show', 'list', 'ls'])} ${r.chance(0.2) ? r.pick(['table main', 'from 1.1.1.1', 'prio 100', 'junk', 'fwmark 1']) : ''}`,
    () =>
      `rule ${r.pick(['add', 'add', 'add', 'del', 'delete'])} ${r.times(0, 3, () => r.pick(['from 10.0.0.0/8', 'to 8.8.8.8', 'fwmark 1', 'fwmark 0x10/0xf0', 'table 10', 'table main', 'lookup 10', 'prio 100', 'priority 200', 'pref 50', 'iif eth0', 'oif eth1', 'not', 'tos 0x10', 'ipproto tcp', 'sport 80', 'dport 1-10', 'uidrange 0-10', 'blackhole', 'prohibit', 'unreachable', 'goto 32766', 'nop', 'from x', 'table x', 'fwmark x', 'prio x', 'junk', 'suppress_prefixlength 0', 'goto 5', 'type blackhole', 'from all', 'realms 5', 'protocol static', 'iif nope'])).join(' ')}`,
    () => `rule ${r.pick(['flush', 'nope', 'help', 'flush table 10'])}`,
    () =>
      `${r.pick(['', '-4 ', '-br ', '-o ', '-o -4 ', '-4 -br '])}${r.pick(['addr', 'a', 'address', 'ad'])} ${r.pick(['', 'show', 'show eth0', 'show dev eth1', 'show up', 'list', 'ls', 'show nope', 'show to 10.0.0.0/8', 'show scope global', 'show to 203.0.113.0/24', 'show label eth0', 'show primary', 'show secondary', 'sh dev lo', 'show dev', 'show type veth', 'show permanent', 'help'])}`,
    () =>
      `addr ${r.pick(['add', 'add', 'del', 'replace', 'change'])} ${r.pick(['10.9.0.1/24', '10.9.0.2/24', '192.168.1.2/24', '10.9.0.1', '203.0.113.1/24', '192.168.1.1/24', 'x', '10.9.0.1/33', '', '10.8.0.1/255.255.0.0'])} ${r.chance(0.85) ? `dev ${r.pick(['eth0', 'eth1', 'lo', 'eth9', ''])}` : ''} ${r.chance(0.3) ? r.pick(['brd +', 'broadcast 10.9.0.255', 'scope link', 'scope host', 'label eth0:1', 'label foo', 'peer 10.9.0.3', 'brd -', 'scope x', 'junk', 'valid_lft 100', 'noprefixroute', 'metric 5', 'secondary', 'valid_lft 100 preferred_lft 50']) : ''}`,
    () =>
      `addr flush ${r.pick(['dev eth1', 'eth0', '', 'dev nope', 'dev eth0 scope link', 'to 10.9.0.0/16', 'dev eth1 to 10.0.0.0/8', 'label foo'])}`,
    () =>
      `${r.pick(['', '-br ', '-o '])}link ${r.pick(['', 'show', 'show eth0', 'show dev eth1', 'show up', 'list', 'ls eth9', 'show type bridge', 'show master br0', 'show group default', 'show nope', 'help'])}`,
    () =>
      `link set ${r.pick(['eth0', 'eth1', 'dev eth0', 'lo', 'nope', '', 'dev'])} ${r.times(1, 2, () => r.pick(['up', 'down', 'mtu 1400', 'mtu x', 'mtu 0', 'mtu 70000', 'name eth7', 'name lo', 'address 02:00:00:00:00:99', 'address x', 'txqueuelen 500', 'alias foo', 'arp off', 'arp on', 'multicast off', 'promisc on', 'junk', 'group 5', 'arp x', 'master br9', 'nomaster', 'allmulticast on', 'type x', 'dynamic on'])).join(' ')}`,
    () =>
      `neigh ${r.pick(['', 'show', 'show dev eth1', 'show nud all', 'show 192.168.1.9', 'show dev nope', 'list', 'show nud x', 'flush', 'flush dev eth1', 'flush all', 'show nud permanent', 'show nud', 'get 192.168.1.9 dev eth1', 'help', 'show proxy'])}`,
    () =>
      `neigh ${r.pick(['add', 'add', 'replace', 'change', 'del'])} ${r.pick(['192.168.1.9', '192.168.1.8', '203.0.113.7', 'x', ''])} ${r.times(0, 3, () => r.pick(['lladdr 02:00:00:00:00:55', 'lladdr x', 'dev eth1', 'dev eth1', 'dev eth0', 'dev nope', 'nud permanent', 'nud reachable', 'nud stale', 'nud x', 'nud noarp', 'router', 'junk', 'proxy'])).join(' ')}`,
    () =>
      r.pick([
        '',
        'help',
        '-V',
        'nosuch',
        '-x',
        'a b',
        'route foo',
        'addr foo',
        'link foo',
        'neigh foo',
        'rule foo',
        '-h',
        '--help',
        'r',
        'n',
        'l',
        'ro sh',
        '-4',
        '-br route',
        'route help',
        '-p route',
        '-color=never route',
      ]),
  ])();

export function ipLines(r: Random): string[] {
  const lines = r.times(6, 12, () => {
    const words = ipLine(r).replace(/ +/g, ' ').trim();
    return `ip ${r.chance(0.1) ? mutate(r, words) : words}`.trimEnd();
  });
  return [...lines, r.pick(['ip route', 'ip rule', 'ip addr', 'ip neigh', 'ip route show table all'])];
}

const tuple = (r: Random): string => {
  const protocol = r.pick(['tcp', 'udp', 'icmp', 'sctp', 'dccp', 'gre', 'udplite', '6', '99', 'nope', 'TCP']);
  const base = [
    `-s ${r.pick(['10.0.0.1', '10.0.0.2', '192.168.1.9', 'x'])}`,
    `-d ${r.pick(['8.8.8.8', '203.0.113.9', '10.0.0.9', '300.1.1.1'])}`,
    `-p ${protocol}`,
  ];
  const more = [
    '--sport 1000',
    '--dport 80',
    '-t 100',
    '-u SEEN_REPLY',
    '-u ASSURED',
    '--state ESTABLISHED',
    '--state SYN_SENT',
    '--timeout 50',
    '-m 5',
    '--mark 0x10',
    '--sport x',
    '-t x',
    '-u FOO',
    '--state FOO',
    '-r 8.8.8.8',
    '-q 10.0.0.1',
    '--icmp-type 8',
    '--icmp-code 0',
    '--icmp-id 5',
    '-w 3',
    '--zone 3',
    '-n 1.2.3.4',
    '-g 10.0.0.5',
    '--helper ftp',
    '-l foo',
    '--orig-port-src 5',
    '--reply-port-src 80',
    '--mask-src 255.255.255.0',
    '-z',
    '-f ipv4',
    '-f ipv6',
    '-f x',
    '-j',
    '-g',
    '--id 5',
    '-c 1',
    '-a 10.0.0.1',
    '--dport 70000',
    '-b 1000',
    '--tuple-src 1.1.1.1',
  ];
  return [...base.filter(() => r.chance(0.85)), ...r.times(0, 3, () => r.pick(more))].join(' ');
};
const create = (r: Random): string =>
  r.pick([
    `-I -s 10.0.0.${r.int(1, 3)} -d 8.8.8.8 -p tcp --sport ${r.int(1000, 1002)} --dport 80 --state ${r.pick(['ESTABLISHED', 'SYN_SENT', 'TIME_WAIT', 'NONE', 'CLOSE_WAIT'])} -t ${r.pick(['100', '5000', '1'])}${r.pick(['', ' -u ASSURED', ' -u SEEN_REPLY', ' -u ASSURED,SEEN_REPLY', ' -m 5'])}`,
    `-I -s 10.0.0.${r.int(1, 3)} -d 8.8.8.8 -p udp --sport ${r.int(1000, 1002)} --dport 53 -t 60${r.pick(['', ' -u ASSURED', ' -u SEEN_REPLY', ' -m 7', ' -n 203.0.113.1', ' -g 192.168.1.5'])}`,
    `-I -s 10.0.0.1 -d 10.0.0.9 -p icmp --icmp-type 8 --icmp-code 0 --icmp-id ${r.int(1, 3)} -t 20`,
  ]);

export function conntrackLines(r: Random): string[] {
  const lines = r.times(6, 12, () => {
    const line = r
      .pick<() => string>([
        () => create(r),
        () => create(r),
        () => `${r.pick(['-L', '-D', '-I', '-U', '-G', '-L', '-D'])} ${tuple(r)}`,
        () =>
          `-L ${r.pick(['', 'conntrack', 'expect', 'dying', 'unconfirmed', 'nope', '-o extended', '-o id', '-o xml', '-o save', '-o timestamp', '-o x', '-o ktimestamp', '-o labels', '-o extended,id', '-p tcp', '-p udp --dport 53', '-p tcp --state ESTABLISHED', '-s 10.0.0.0/8', '-d 8.8.8.8', '-u ASSURED', '-u UNSET', '-m 5', '-m 0/1', '-z', '-o', '-g', '-p', '--src 10.0.0.1', '--orig-src 10.0.0.2', '--reply-src 8.8.8.8', '-p tcp --sport 1001', '--any-nat', '-f ipv4', 'extra', '-w 0', '-p icmp', '-o save -p udp', '-o userspace', '-e ALL', '-C', '-F'])}`,
        () =>
          `${r.pick(['-D', '-U', '-G'])} ${r.pick(['-p tcp', '-s 10.0.0.1', '-p udp -s 10.0.0.1', '', '-p udp --dport 53', '-p tcp -m 9', '-p tcp -t 50', '-s 10.0.0.1 -d 8.8.8.8 -p tcp --sport 1000 --dport 80', '-s 10.0.0.1 -d 8.8.8.8 -p udp --sport 1000 --dport 53', '-s 10.0.0.1 -d 8.8.8.8 -p tcp --sport 1000 --dport 80 -m 9', '-s 10.0.0.1 -d 8.8.8.8 -p tcp --sport 1000 --dport 80 -t 900', '-m 5', '-u ASSURED', '-r 8.8.8.8 -q 10.0.0.1 -p udp --reply-port-src 53 --reply-port-dst 1000', '-p tcp --mark 3/7', 'expect', '-z -p tcp'])}`,
        () =>
          r.pick([
            '-C',
            '-F',
            '-C expect',
            '-F expect',
            '-V',
            '--version',
            '',
            '-L -D',
            '-Z',
            '--nosuch',
            '-C nope',
            '-F nope',
            '--dump',
            '--count',
            '--flush',
            '-L -Z',
            '-L expect -o id',
            '-E -e NOPE',
            '-D expect',
            '-I',
            '-U',
            '-G',
            '-I expect',
            '-L -p tcp --state X',
            '-LC',
            'junk',
            '-L -o',
            '-s',
            '-C -p tcp',
            '-F -p tcp',
            '-C extra',
          ]),
      ])()
      .trimEnd();
    return `conntrack ${r.chance(0.12) ? mutate(r, line) : line}`.trimEnd();
  });
  return [...lines, 'conntrack -L', 'conntrack -C'];
}

const KEYS = [
  'net.ipv4.ip_forward',
  'net/ipv4/ip_forward',
  'net.ipv4.conf.eth0.rp_filter',
  'net.ipv4.conf.all.rp_filter',
  'net.ipv4.nope',
  'net.netfilter.nf_conntrack_tcp_loose',
  'net.ipv4.ip_local_port_range',
  'net.netfilter.nf_conntrack_tcp_timeout_established',
  'net.ipv4.conf.eth9.rp_filter',
  'net.ipv4.ip_default_ttl',
  'net.netfilter.nf_conntrack_acct',
  'net.ipv4.conf.default.forwarding',
  'net.ipv4.conf.all.forwarding',
  'net.ipv4.tcp_syncookies',
  'nope',
  'net.netfilter.nf_conntrack_count',
  'net.netfilter.nf_conntrack_udp_timeout',
  'net.ipv4.icmp_echo_ignore_all',
  'net.ipv4.conf.lo.log_martians',
  'net.ipv4.conf.eth1.send_redirects',
] as const;

export function sysctlLines(r: Random): string[] {
  return r.times(5, 10, () => {
    const key = r.pick(KEYS);
    const value = r.pick([
      '0',
      '1',
      '2',
      '5',
      '100',
      'x',
      '',
      '-1',
      '"1 2"',
      '1024 2000',
      '99999999999',
      '0x1',
      '1x',
      ' 1',
      '300',
    ]);
    const line = r.pick([
      key,
      `-n ${key}`,
      `-w ${key}=${value}`,
      `${key}=${value}`,
      `-w ${key}`,
      `-N ${key}`,
      `-b ${key}`,
      `-e ${key}`,
      `-q -w ${key}=${value}`,
      `-n -w ${key}=${value}`,
      `${key} = ${value}`,
      `${key} ${r.pick(KEYS)}`,
      `-qw ${key}=${value}`,
      `-ew ${key}=${value}`,
      `"${key} = 1"`,
      `--write ${key}=${value}`,
      `-r ${key}`,
      `--values ${key}`,
      r.pick([
        '-x',
        '--nosuch',
        '',
        '-w',
        '-p nosuch.conf',
        '-V',
        'net.ipv4.conf.eth0',
        '=1',
        '-w =',
        '-p',
        '-a -N --pattern "nf_conntrack_udp"',
        '-a --pattern nf_conntrack_tcp_t',
        '-ar ip_forward$',
        '-a -r "("',
        'net.ipv4.conf.all.',
        'net..ipv4',
        '/net/ipv4/ip_forward',
        'net.ipv4',
        '-h',
        '--help',
        '-n -e nope',
        '-e nope',
        'net.ipv4.ip_forward.x',
        '-A --pattern ip_forward$',
        '--all --pattern udp_timeout',
      ]),
    ]);
    if (r.chance(0.08))
      return `printf '%s\\n' '${key} = ${r.pick(['0', '1'])}' '# c' '' 'junk' '-nope = 1' > s.conf; sysctl -p s.conf`;
    if (r.chance(0.1)) return `cat /proc/sys/${key.replaceAll('.', '/')}`;
    if (r.chance(0.05)) return `echo ${value} > /proc/sys/${key.replaceAll('.', '/')}`;
    return `sysctl ${line}`.trimEnd();
  });
}

const FILTERS = [
  'grep',
  'grep -v',
  'grep -c',
  'grep -i',
  'grep -n',
  'grep -E',
  'grep -o',
  'grep -w',
  'grep -q',
  'grep -F',
  'grep -A1',
  'grep -B1',
  'grep -C 1',
  'grep -m1',
  'egrep',
  'fgrep',
  'grep -nv',
  'grep -e',
  'grep -l',
  'grep -z',
  'grep --color=never',
  'grep -h',
  'grep -s',
  'grep -P',
] as const;
const PATTERNS = [
  'a',
  'b',
  '"^a"',
  'two',
  "'o$'",
  'nosuch',
  "'[0-9]+'",
  "'a|b'",
  '.',
  "''",
  "'a.c'",
  '"three four"',
  "'\\bfo'",
  "'[[:digit:]]'",
  "'('",
  '-x',
  "'a\\|b'",
  "'o\\{2\\}'",
  "'x*'",
  'FOO',
] as const;
const STAGE: readonly ((r: Random) => string)[] = [
  (r) => `${r.pick(FILTERS)} ${r.pick(PATTERNS)}`,
  (r) =>
    `head ${r.pick(['', '-1', '-n 2', '-n1', '-n -1', '-c 5', '-x', '-n x', '--lines=2', '-0', '-q', '-5', '--bytes=4', '-v'])}`,
  (r) =>
    `tail ${r.pick(['', '-1', '-n 2', '-n1', '-n +2', '-c 5', '-x', '-n x', '--lines=2', '+2', '-q', '-5', '-c +3', '-v'])}`,
  (r) => `wc ${r.pick(['', '-l', '-w', '-c', '-lw', '-m', '-x', '-L', '--lines', '-lc'])}`,
  (r) =>
    `sort ${r.pick(['', '-r', '-u', '-nr', '-k2', '-k 2 -n', '-t: -k2', '-x', '-f', '-k', '-k 0', '-k2,2', '-k2n', '-b', '-rk1', '-V', '-s', '-t, -k1,1', '-h', '-c', '-k2,2nr'])}`,
  (r) => `uniq ${r.pick(['', '-c', '-d', '-u', '-i', '-x', '-f1', '-w1', '-s1', '-D', '-cd'])}`,
  (r) =>
    `cut ${r.pick(['-d" " -f1', '-d: -f2', '-c1-3', '-c2', '-f1', '-d" " -f2-', '-d" " -f-2', '', '-x', '-f', '-d" " -f1,3', '-b1', '-d ab -f1', '-f0', '-s -d: -f1', '-c 3-1', '-f x', '-d" " -f2 --output-delimiter=_', '-c1 -f1', '-c-', '-d "" -f1'])}`,
  () => 'cat',
  (r) => `cat ${r.pick(['-A', '-b', '-s', '-E', '-', '-x', '-T', '-v'])}`,
  (r) => `tee ${r.pick(['t.txt', '-a t.txt', '', '-x'])}`,
];

const TEXT = 'one a:1\ntwo b:2\nthree four\n\nfoo 10\nfoo 9\na c e\nFoo abc';

export function shellLines(r: Random): string[] {
  const file = (): string => r.pick(['f.txt', 'f.txt', 'g.txt', 'nosuch', '/etc/nosuch/x', '-', '.']);
  const stage = (): string => r.pick(STAGE)(r).trimEnd();
  const source = (): string =>
    r.pick([
      'cat f.txt',
      'iptables -S',
      'iptables-save | grep -v "^#"',
      'echo a b',
      'echo "x y"; echo z',
      'ip route',
      'sysctl net.ipv4.ip_forward',
      'printf "b\\na\\nb\\n"',
      'iptables -nvL',
      'ipset list -n',
      'echo',
      'ip rule',
      'cat f.txt g.txt',
      'iptables -X nosuch 2>&1',
      'seq 3',
    ]);
  return [
    `cat > f.txt <<'EOF'\n${TEXT}\nEOF`,
    ...r.times(6, 12, () =>
      r.pick<() => string>([
        () => `${source()} | ${stage()}`,
        () => `${source()} | ${stage()} | ${stage()}`,
        () => `${stage()} ${file()}`,
        () => `${stage()} f.txt g.txt`,
        () =>
          `${source()} ${r.pick(['>', '>>', '2>', '&>', '>|'])} ${r.pick(['g.txt', 'g.txt', '/etc/nosuch/x', '/dev/null'])}`,
        () => `cat ${file()} ${file()}`,
        () =>
          r.pick([
            'iptables -L nosuch && echo yes',
            'iptables -L nosuch || echo no',
            'iptables -N q && iptables -X q && echo done',
            'true && false || echo x',
            'echo a; echo b',
            'echo a &&',
            '| grep x',
            'echo "a',
            "echo 'a",
            'echo a > ',
            '; echo',
            'echo a ;; echo b',
            'nosuchcommand',
            'iptable -L',
            'ifconfig2',
            'echo $?',
            'iptables -L nosuch; echo $?',
            'false; echo $?',
            'echo "$?"',
            'echo $HOME',
            'echo ${x}y',
            'x=5; echo $x',
            'echo a\\ b',
            "echo 'a  b'",
            'echo a  b',
            'echo -n a',
            'echo -e "a\\tb"',
            'echo "a\\nb"',
            'echo -e',
            'echo -E x',
            'echo $(echo hi)',
            'echo `echo hi`',
            'for i in 1 2; do echo $i; done',
            'if true; then echo y; fi',
            'echo {1..3}',
            '! true; echo $?',
            '(echo a; echo b)',
            '{ echo a; echo b; }',
            'true',
            'false',
            'test 1 = 1 && echo ok',
            '[ 1 = 2 ] || echo no',
            'iptables -S | while read a; do echo "$a"; done',
            'echo a # comment',
            'echo a#b',
            'seq 3',
            'sleep x',
            'sleep 0',
            'sleep',
            'uname',
            'uname -s',
            ':',
            'echo "a$"',
            'echo a >&2',
            'cat < f.txt',
            'cat < nosuch',
            'wc -l < f.txt',
            'iptables-save -t nope > g.txt; cat g.txt',
            'echo a | cat - f.txt',
            'cat <<< hello',
            'grep a <<EOF\nabc\nxyz\nEOF',
            'echo a\necho b',
            'echo a \\\n b',
            'iptables -A INPUT \\\n -j ACCEPT',
            'grep',
            'head nosuch',
            'grep x',
            'printf "%s-%d\\n" a 5',
            'printf',
            'printf x',
            'dmesg -x -l foo',
            'dmesg --nosuch',
            'dmesg -q',
            'export A=1; echo $A',
            'A=1 echo hi',
            'exit 3',
            'echo a &',
            'echo "`"',
            'echo a | | b',
            'echo a && && b',
            '()',
            'a b | c',
            'EOF',
            '1',
            '-x',
            "''",
            '"nosuch cmd"',
            './x',
            '/nosuch/x',
            '/etc/passwd',
            'cat ""',
            'echo ""',
            'echo !',
            'cat /proc/net/ip_tables_names',
            'cat /proc/sys/net/ipv4/ip_forward',
            'cat /etc/nosuch',
            'tail -f',
            'tail nosuch',
            'wc nosuch',
            'sort nosuch',
            'cut -f1 nosuch',
            'uniq nosuch',
            'head -n 1 f.txt nosuch',
            'wc -l f.txt nosuch',
            'cat f.txt | wc -l; echo $?',
          ]),
      ])(),
    ),
  ].map((line) => (line === 'tail -f' || line === 'yes' ? 'true' : line));
}
