import type { Prefix } from '../net/index.ts';

/** Types of routes (rtm_type) as iproute2 spells them. */
export type RouteType =
  | 'unicast'
  | 'local'
  | 'broadcast'
  | 'anycast'
  | 'multicast'
  | 'unreachable'
  | 'prohibit'
  | 'blackhole'
  | 'throw';

/** rtm_scope: the larger, the nearer. */
export const SCOPES = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 } as const;

/** One next hop of a route (struct fib_nh). `gateway` null: the destination is on the link. */
export interface NextHop {
  readonly device: string;
  readonly gateway: number | null;
  readonly weight: number;
  readonly onlink: boolean;
  /** Of a multipath route: its device is down or has lost its addresses (RTNH_F_DEAD). */
  readonly dead?: boolean;
}

/** A route (struct fib_info with its alias). No next hops for unreachable, prohibit, blackhole and throw. */
export interface Route {
  readonly type: RouteType;
  readonly prefix: Prefix;
  readonly table: number;
  readonly tos: number;
  readonly metric: number;
  readonly protocol: number;
  readonly scope: number;
  readonly preferredSource: number | null;
  readonly nextHops: readonly NextHop[];
  readonly mtu: number | null;
  readonly realm: number;
  /** Further metrics in iproute2's words, kept for printing: 'advmss 1000 initcwnd 10'. */
  readonly metrics: readonly string[];
  readonly mtuLocked: boolean;
}

/** Value of one of the further metrics; 0 where the route does not set it. */
export function metricOf(route: Route | null, name: string): number {
  const at = route?.metrics.indexOf(name) ?? -1;
  return at < 0 ? 0 : Number.parseInt(route?.metrics[at + 1] ?? '0', 10) || 0;
}

export type PolicyAction =
  | { readonly kind: 'lookup'; readonly table: number }
  | { readonly kind: 'blackhole' | 'unreachable' | 'prohibit' | 'nop' }
  | { readonly kind: 'goto'; readonly priority: number };

export interface PortRange {
  readonly min: number;
  readonly max: number;
}

/** A policy rule (struct fib4_rule). Null is no condition. */
export interface PolicyRule {
  readonly priority: number;
  readonly not: boolean;
  readonly from: Prefix | null;
  readonly to: Prefix | null;
  readonly mark: number;
  readonly markMask: number;
  readonly inDevice: string | null;
  readonly outDevice: string | null;
  readonly tos: number;
  readonly protocol: number | null;
  readonly sourcePorts: PortRange | null;
  readonly destinationPorts: PortRange | null;
  readonly uids: PortRange | null;
  readonly suppressPrefixLength: number | null;
  readonly suppressGroup?: number;
  /** Kept and shown; no packet here has them. */
  readonly realms?: string;
  readonly tunnelId?: string;
  readonly origin?: number;
  readonly l3mdev?: boolean;
  /** The table named beside an action that looks none up. */
  readonly unusedTable?: number;
  readonly action: PolicyAction;
}

export const TABLE_NAMES: { readonly [name: string]: number } = { unspec: 0, default: 253, main: 254, local: 255 };
export const LOCAL_TABLE = 255;
export const MAIN_TABLE = 254;
export const DEFAULT_TABLE = 253;

/** /etc/iproute2/rt_protos of Debian 12, as far as people type them. */
export const PROTOCOL_NAMES: { readonly [name: string]: number } = {
  unspec: 0,
  redirect: 1,
  kernel: 2,
  boot: 3,
  static: 4,
  gated: 8,
  ra: 9,
  mrt: 10,
  zebra: 11,
  bird: 12,
  dnrouted: 13,
  xorp: 14,
  ntk: 15,
  dhcp: 16,
  keepalived: 18,
  babel: 42,
  openr: 99,
  bgp: 186,
  isis: 187,
  ospf: 188,
  rip: 189,
  eigrp: 192,
};
export const BOOT_PROTOCOL = 3;

const nameIn = (names: { readonly [name: string]: number }, number: number): string =>
  Object.keys(names).find((name) => names[name] === number) ?? String(number);

export const tableName = (table: number): string => nameIn(TABLE_NAMES, table);
export const routeProtocolName = (protocol: number): string => nameIn(PROTOCOL_NAMES, protocol);
export const scopeName = (scope: number): string => nameIn(SCOPES, scope);

/** Routes that have no device. */
export const isErrorType = (type: RouteType): boolean =>
  type === 'unreachable' || type === 'prohibit' || type === 'blackhole' || type === 'throw';

/** Why iproute2 or the kernel refused: the text on stderr and the exit status. */
export interface IpError {
  readonly message: string;
  readonly exit: 1 | 2 | 255;
}

export const netlinkError = (errno: string): IpError => ({ message: `RTNETLINK answers: ${errno}`, exit: 2 });
export const kernelError = (text: string): IpError => ({ message: `Error: ${text}`, exit: 2 });
export const invalidArgument = (word: string, text: string): IpError => ({
  message: `Error: argument "${word}" is wrong: ${text}\n`,
  exit: 255,
});
export const invalidPrefix = (word: string): IpError => ({
  message: `Error: any valid prefix is expected rather than "${word}".`,
  exit: 1,
});
export const incomplete: IpError = { message: 'Command line is not complete. Try option "help"', exit: 255 };
export const noDevice = (name: string): IpError => ({ message: `Cannot find device "${name}"`, exit: 1 });
