import type { ConntrackEntry, Tuple } from './conntrack.ts';
import type { Hook } from './hook.ts';
import type { Packet } from './packet.ts';
import type { PacketSets } from './sets.ts';
import type { HostSocket } from './socket.ts';

/** Address range of a NAT target (struct nf_nat_range2). Addresses host-order uint32, parts as in a tuple. */
export interface NatRange {
  readonly addresses: { readonly min: number; readonly max: number } | null;
  readonly ports: { readonly min: number; readonly max: number; readonly base: number | null } | null;
  readonly persistent: boolean;
  readonly random: boolean;
  readonly randomFully: boolean;
  /** NETMAP: keep the host bits of the old address. */
  readonly netmap: boolean;
}

export interface InterfaceAddress {
  readonly address: number;
  readonly prefixLength: number;
  readonly broadcast: number;
  readonly scope: 'global' | 'link' | 'host';
  readonly secondary: boolean;
  /** Where it was given: `brd`, shown and with a route of its own. */
  readonly givenBroadcast?: number;
  /** The other end, in whose subnet the address then lies. */
  readonly peer?: number;
  readonly label?: string;
  readonly metric?: number;
  readonly noPrefixRoute?: boolean;
  /** Seconds as they were given; for ever if absent. */
  readonly lifetime?: { readonly valid: number; readonly preferred: number };
}

/** What `ip link set` changes of a device and no packet notices here. */
export interface LinkSettings {
  readonly noArp?: boolean;
  readonly promiscuous?: boolean;
  readonly allMulticast?: boolean;
  readonly noMulticast?: boolean;
  readonly dynamic?: boolean;
  readonly queueLength?: number;
  readonly group?: number;
  readonly alias?: string;
}

export interface Interface {
  readonly index: number;
  readonly name: string;
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly up: boolean;
  readonly loopback: boolean;
  readonly settings?: LinkSettings;
  readonly addresses: readonly InterfaceAddress[];
}

export type AddressType =
  | 'UNSPEC'
  | 'UNICAST'
  | 'LOCAL'
  | 'BROADCAST'
  | 'ANYCAST'
  | 'MULTICAST'
  | 'BLACKHOLE'
  | 'UNREACHABLE'
  | 'PROHIBIT'
  | 'THROW';

/** What the routing decision says of a destination (struct fib_result + rtable). */
export interface RouteDecision {
  readonly type: AddressType;
  /** Output device, '' where there is none (unreachable, blackhole). */
  readonly device: string;
  /** Next hop on the link: the gateway, or the destination itself. */
  readonly nextHop: number;
  readonly gateway: number | null;
  readonly preferredSource: number;
  readonly mtu: number;
  readonly table: number;
  readonly realm: number;
  /** iproute2's text of the route that decided, for showing. */
  readonly text: string;
  /** The policy rule that led there, as `ip rule` prints it. */
  readonly ruleText: string;
}

export interface RouteQuery {
  readonly destination: number;
  readonly source: number;
  readonly tos: number;
  readonly mark: number;
  readonly inDevice: string;
  readonly outDevice?: string;
  readonly protocol?: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly uid?: number;
}

/** What extensions may ask of the machine. Implemented by the host room. */
export interface HostServices {
  /** Virtual instant in ms since the epoch. */
  now(): number;
  /** Kernel ticks at HZ=250. */
  jiffies(): number;
  /** Seeded uint32: get_random_u32(). */
  random(): number;
  interface(name: string): Interface | null;
  interfaces(): readonly Interface[];
  /** Full route lookup by policy rules, as ip_route_output/input does; null when no route (ENETUNREACH). */
  route(query: RouteQuery): RouteDecision | null;
  /** inet_addr_type / inet_dev_addr_type. */
  addressType(address: number, device?: string): AddressType;
  /** inet_select_addr(dev, nextHop, scope link): 0 if the device has none. */
  selectAddress(device: string, nextHop: number): number;
  sysctl(key: string): number;
  sockets(): readonly HostSocket[];
  /** Has a listener a connection, complete or not, to which segments with this tuple belong? */
  isConnected?(tuple: Tuple): boolean;
  /** The tracked connection that a packet with this tuple would belong to (nf_conntrack_find_get); null without tracking. */
  entryOf?(tuple: Tuple): ConntrackEntry | null;
  /** The ipsets of the machine; null or absent on a machine without. */
  sets?(): PacketSets | null;
  /** State of a named kind kept by the host for extensions that share it (recent, hashlimit, RATEEST): created once. */
  shared<T>(kind: string, name: string, create: () => T): T;
}

/** What targets may do besides reading. */
export interface TargetServices extends HostServices {
  /**
   * nf_nat_setup_info for the manip of this hook (DST at PREROUTING/OUTPUT, SRC at INPUT/POSTROUTING).
   * Returns the verdict: 'accept', or 'drop' if there is no entry to bind.
   */
  bindNat(packet: Packet, hook: Hook, range: NatRange): 'accept' | 'drop';
  /** Sends a packet made by the host through OUTPUT (ip_local_out); its whole walk happens before this returns. */
  originate(bytes: Uint8Array, cause: Packet, options: OriginateOptions): void;
  /** printk at a level, as LOG writes it: `text` without the trailing newline. */
  log(level: number, text: string, packet: Packet): void;
  /** icmp_send(): builds, rate-limits, routes and sends an ICMP error about `cause`, unless RFC 1122 forbids one. */
  sendIcmpError(cause: Packet, hook: Hook, type: number, code: number, info: number): void;
  /** nf_ct_set_closing: the tracker believes in a reset although it never sees it. */
  closeConnection(entry: ConntrackEntry): void;
  /** Attaches a template of the CT target: zone, helper, events, timeout. */
  attachTemplate(packet: Packet, template: ConntrackTemplate): void;
}

export interface ConntrackTemplate {
  readonly zone: number;
  readonly zoneDirection: 'both' | 'original' | 'reply';
  readonly zoneFromMark: boolean;
  readonly helper: string | null;
  readonly timeoutPolicy: string | null;
}

export interface OriginateOptions {
  /** The packet inherits the cause's entry as nf_ct_attach does (REJECT, ICMP errors). */
  readonly attachConntrack: boolean;
  readonly mark?: number;
  readonly socket?: 'kernel' | null;
  readonly by: 'reject' | 'icmp-error' | 'local-stack' | 'tee' | 'synproxy';
  /** The copy is not tracked (TEE), or traced as its cause is. */
  readonly untracked?: boolean;
  readonly traced?: boolean;
  /** Where it is sent whatever its destination says (TEE --gateway), and by which device (--oif). */
  readonly nextHop?: number;
  readonly device?: string;
}
