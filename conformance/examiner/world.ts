/** Hosts: home routers, servers, two uplinks with policy routing, point-to-point links, odd routes. */
import type { Host, Interface, Socket } from '../document.ts';
import { rangeOf, toAddress, toNumber } from './addresses.ts';
import type { Chance } from './chance.ts';

/** One side of the host. */
export interface Leg {
  readonly name: string;
  /** Addresses of the host there, primary first. */
  readonly own: readonly string[];
  /** Networks whose hosts send from there. */
  readonly networks: readonly string[];
}

export interface World {
  readonly host: Host;
  readonly legs: readonly Leg[];
}

export const ownAddresses = (world: World): readonly string[] => world.legs.flatMap((leg) => leg.own);

/** Networks that routes treat specially, for packets to be sent there. */
export const ODD_DESTINATIONS = ['10.66.1.0/24', '10.66.2.0/24', '10.66.3.0/24', '10.66.4.0/24', '10.77.0.0/16'];

type Layout = (chance: Chance) => {
  readonly interfaces: readonly Interface[];
  readonly routes: readonly string[];
  readonly rules?: readonly string[];
};

const homeRouter: Layout = (chance) => ({
  interfaces: [
    { name: 'eth0', addresses: ['203.0.113.1/24', ...(chance.oneIn(3) ? ['203.0.113.2/24', '203.0.113.3/32'] : [])] },
    {
      name: 'eth1',
      addresses: ['192.168.1.1/24', ...(chance.oneIn(4) ? ['192.168.2.1/24'] : [])],
      ...(chance.oneIn(5) && { mtu: chance.pick([576, 1280, 1400]) }),
    },
  ],
  routes: ['default via 203.0.113.254 dev eth0', ...(chance.oneIn(3) ? ['10.20.0.0/16 via 192.168.1.250'] : [])],
});

const threeLegs: Layout = (chance) => ({
  interfaces: [
    { name: 'wan', addresses: ['198.51.100.2/30'], ...(chance.oneIn(6) && { mac: '52:54:00:12:34:56' }) },
    { name: 'lan', addresses: ['10.1.0.1/16', '10.1.0.2/16'] },
    { name: 'dmz.7', addresses: ['172.16.7.1/24'], ...(chance.oneIn(4) && { mtu: 1492 }) },
  ],
  routes: ['default via 198.51.100.1', '10.9.0.0/24 via 172.16.7.9 dev dmz.7'],
});

const server: Layout = (chance) => ({
  interfaces: [
    { name: 'ens3', addresses: ['198.51.100.10/24', ...(chance.oneIn(2) ? ['198.51.100.11/24'] : [])] },
    { name: 'docker0', addresses: ['172.17.0.1/16'] },
  ],
  routes: ['default via 198.51.100.1 dev ens3'],
});

const twoUplinks: Layout = (chance) => ({
  interfaces: [
    { name: 'isp1', addresses: ['203.0.113.2/29'] },
    { name: 'isp2', addresses: ['198.51.100.2/29'] },
    { name: 'lan0', addresses: ['192.168.10.1/24'] },
  ],
  routes: [
    'default via 203.0.113.1 dev isp1',
    'default via 198.51.100.1 dev isp2 table 20',
    'default via 203.0.113.1 dev isp1 table 10',
    'default via 198.51.100.3 dev isp2 metric 50',
    '10.88.0.0/16 dev isp2 scope link table 30',
  ],
  rules: chance
    .some(
      [
        'fwmark 0x1 table 10',
        'fwmark 0x2/0xf table 20',
        'from 198.51.100.2 table 20',
        'iif lan0 tos 0x10 table 20',
        'to 10.88.0.0/16 table 30',
        'uidrange 1000-2000 table 20',
        'iif lo table 20',
        'not from 192.168.10.0/25 fwmark 3 table 20',
        'from all table main suppress_prefixlength 0',
        'ipproto udp dport 53 table 20',
        'from 192.168.10.66 prohibit',
        'from 192.168.10.67 unreachable',
        'from 192.168.10.68 blackhole',
        'oif isp2 table 20',
        'sport 4000-5000 ipproto tcp table 20',
      ],
      chance.between(1, 5),
    )
    .map((rule, at) => (chance.oneIn(2) ? `${rule} priority ${100 + at}` : rule)),
});

const pointToPoint: Layout = () => ({
  interfaces: [
    { name: 'eth0', addresses: ['10.0.0.0/31'] },
    { name: 'ppp0', addresses: ['100.64.0.7/32'] },
    { name: 'eth1', addresses: ['192.168.5.1/25', '192.168.5.2/25', '192.168.5.130/26'] },
  ],
  routes: [
    'default dev ppp0',
    '10.30.0.0/16 via 10.0.0.1',
    '10.31.0.0/16 via 100.64.0.1 dev ppp0 onlink src 192.168.5.1',
  ],
});

const ODD_ROUTES = [
  'unreachable 10.66.1.0/24',
  'prohibit 10.66.2.0/24',
  'blackhole 10.66.3.0/24',
  'throw 10.66.4.0/24',
  'local 10.66.5.0/24 dev lo',
  'broadcast 10.66.6.255 dev lo',
];

const SWITCHES: readonly (readonly [string, readonly (string | number)[]])[] = [
  ['net.ipv4.ip_forward', [0]],
  ['net.ipv4.ip_default_ttl', [128, 200]],
  ['net.ipv4.conf.all.rp_filter', [1, 2]],
  ['net.ipv4.conf.all.log_martians', [1]],
  ['net.ipv4.conf.all.send_redirects', [1]],
  ['net.ipv4.conf.all.accept_local', [1]],
  ['net.ipv4.conf.all.route_localnet', [1]],
  ['net.ipv4.conf.all.bc_forwarding', [1]],
  ['net.ipv4.icmp_echo_ignore_all', [1]],
  ['net.ipv4.icmp_echo_ignore_broadcasts', [0]],
  ['net.ipv4.icmp_errors_use_inbound_ifaddr', [1]],
  ['net.ipv4.fwmark_reflect', [1]],
  ['net.ipv4.tcp_timestamps', [0]],
  ['net.ipv4.tcp_sack', [0]],
  ['net.ipv4.tcp_window_scaling', [0]],
  ['net.ipv4.tcp_ecn', [0, 1]],
  ['net.ipv4.ip_nonlocal_bind', [1]],
  ['net.netfilter.nf_conntrack_acct', [0]],
  ['net.netfilter.nf_conntrack_checksum', [0]],
  ['net.netfilter.nf_conntrack_log_invalid', [255, 6, 1, 17]],
  ['net.netfilter.nf_conntrack_tcp_loose', [0]],
  ['net.netfilter.nf_conntrack_tcp_be_liberal', [1]],
  ['net.netfilter.nf_conntrack_tcp_ignore_invalid_rst', [1]],
  ['net.netfilter.nf_conntrack_tcp_max_retrans', [1, 2]],
  ['net.netfilter.nf_conntrack_tcp_timeout_syn_sent', [1, 40]],
  ['net.netfilter.nf_conntrack_tcp_timeout_established', [200, 1000]],
  ['net.netfilter.nf_conntrack_tcp_timeout_max_retrans', [50]],
  ['net.netfilter.nf_conntrack_tcp_timeout_unacknowledged', [40]],
  ['net.netfilter.nf_conntrack_tcp_timeout_close', [1]],
  ['net.netfilter.nf_conntrack_udp_timeout', [1, 10]],
  ['net.netfilter.nf_conntrack_udp_timeout_stream', [60]],
  ['net.netfilter.nf_conntrack_icmp_timeout', [1, 12]],
  ['net.netfilter.nf_conntrack_generic_timeout', [1, 77]],
];

const SOCKETS: readonly Socket[] = [
  { proto: 'tcp', port: 22, process: 'sshd', uid: 0 },
  { proto: 'tcp', port: 80, process: 'nginx', uid: 33 },
  { proto: 'tcp', port: 8080, process: 'app', uid: 1000 },
  { proto: 'udp', port: 53, process: 'named', uid: 53 },
  { proto: 'udp', port: 123 },
  { proto: 'tcp', port: 21, process: 'ftpd' },
  { proto: 'tcp', port: 443 },
];

export function drawWorld(chance: Chance): World {
  const layout = chance.pick([homeRouter, homeRouter, threeLegs, server, twoUplinks, pointToPoint])(chance);
  const routes = [...layout.routes, ...(chance.oneIn(3) ? chance.some(ODD_ROUTES, chance.between(1, 4)) : [])];
  return withHost(chance, layout.interfaces, routes, layout.rules ?? []);
}

/** A host with these interfaces, and sysctls and sockets by chance. */
export function withHost(
  chance: Chance,
  interfaces: readonly Interface[],
  routes: readonly string[],
  rules: readonly string[],
): World {
  const legs = interfaces.map((each) => legOf(each, routes));
  const host: Host = {
    interfaces,
    routes,
    ...(rules.length > 0 && { rules }),
    ...(chance.oneIn(3) && { sysctl: drawSysctls(chance, interfaces) }),
    ...(chance.oneIn(2) && { sockets: drawSockets(chance, legs) }),
    ...(chance.oneIn(6) && { localStack: 'silent' as const }),
    ...(chance.oneIn(4) && { conntrack: 'auto' as const }),
  };
  return { host, legs };
}

function drawSysctls(chance: Chance, interfaces: readonly Interface[]): Record<string, string | number> {
  const chosen = chance.some(SWITCHES, chance.between(1, 4)).map(([key, values]): [string, string | number] => {
    const device = chance.oneIn(3) ? chance.pick(interfaces).name.replaceAll('.', '/') : 'all';
    return [key.replace('conf.all', `conf.${device}`), chance.pick(values)];
  });
  return Object.fromEntries(chosen);
}

function drawSockets(chance: Chance, legs: readonly Leg[]): readonly Socket[] {
  const bindable = [...legs.flatMap((leg) => leg.own), '127.0.0.1'];
  return chance
    .some(SOCKETS, chance.between(1, 4))
    .map((socket) => (chance.oneIn(3) ? { ...socket, address: chance.pick(bindable) } : socket));
}

/** What lives behind an interface: its own networks, and what routes send there. */
function legOf({ name, addresses = [] }: Interface, routes: readonly string[]): Leg {
  const own = addresses.map((address) => address.split('/')[0] ?? '');
  const connected = addresses.filter((address) => !address.endsWith('/32'));
  const routed = routes.filter(
    (route) =>
      route.includes(`dev ${name}`) || connected.some((network) => isInside(/via (\S+)/.exec(route)?.[1], network)),
  );
  const beyond = routed.flatMap((route) =>
    route.startsWith('default') ? ['8.8.8.0/24', '93.184.216.0/24'] : (/^\d\S+/.exec(route) ?? []),
  );
  return { name, own, networks: [...connected, ...beyond] };
}

function isInside(address: string | undefined, network: string): boolean {
  if (address === undefined) return false;
  const { first, last } = rangeOf(network);
  return toNumber(address) >= first && toNumber(address) <= last;
}

/** The broadcast address of one of the leg's own networks. */
export function broadcastOf(leg: Leg): string {
  return toAddress(rangeOf(leg.networks[0] ?? '255.255.255.255').last);
}
