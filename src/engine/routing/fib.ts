import { maskOf } from '../net/index.ts';
import type { Prefix } from '../net/index.ts';
import type { NextHop, PolicyRule, Route } from './route.ts';
import { DEFAULT_TABLE, LOCAL_TABLE, MAIN_TABLE, SCOPES } from './route.ts';

/** What a lookup asks for (struct flowi4). Devices by name; '' is none. `inDevice` is 'lo' for what the host sends. */
export interface Flow {
  readonly destination: number;
  readonly source: number;
  readonly tos: number;
  readonly mark: number;
  readonly inDevice: string;
  readonly outDevice: string;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly uid: number;
  /** Only routes at least this near count (flowi4_scope). */
  readonly scope: number;
}

export type FibError = 'ENETUNREACH' | 'EHOSTUNREACH' | 'EACCES' | 'EINVAL';

export type FibResult =
  | { readonly kind: 'route'; readonly route: Route; readonly hop: NextHop | null; readonly rule: PolicyRule }
  | {
      readonly kind: 'error';
      readonly error: FibError;
      readonly route: Route | null;
      readonly rule: PolicyRule | null;
    };

/** One routing table: longest prefix first, then tos (larger first), then metric (smaller first), then insertion. */
export class FibTable {
  private readonly byLength = new Map<number, Map<number, Route[]>>();
  private lengths: number[] = [];

  /** Routes of exactly this prefix, best first. */
  at({ address, length }: Prefix): readonly Route[] {
    return this.byLength.get(length)?.get(address >>> 0) ?? [];
  }

  insert(route: Route, where: 'first' | 'last' = 'first'): void {
    const { address, length } = route.prefix;
    const leaves = this.byLength.get(length) ?? new Map<number, Route[]>();
    this.byLength.set(length, leaves);
    if (!this.lengths.includes(length)) this.lengths = [...this.lengths, length].toSorted((a, b) => b - a);
    const routes = leaves.get(address) ?? [];
    leaves.set(address, routes);
    const isBefore = (other: Route): boolean =>
      other.tos > route.tos ||
      (other.tos === route.tos && (other.metric < route.metric || (other.metric === route.metric && where === 'last')));
    const index = routes.findIndex((other) => !isBefore(other));
    routes.splice(index < 0 ? routes.length : index, 0, route);
  }

  remove(route: Route): boolean {
    const routes = this.byLength.get(route.prefix.length)?.get(route.prefix.address);
    const index = routes?.indexOf(route) ?? -1;
    if (index >= 0) routes?.splice(index, 1);
    return index >= 0;
  }

  replace(before: Route, after: Route): void {
    const routes = this.byLength.get(before.prefix.length)?.get(before.prefix.address);
    routes?.splice(routes.indexOf(before), 1, after);
  }

  /** In the order of a dump: by address, longer prefixes of the same address first. */
  all(): readonly Route[] {
    const routes = [...this.byLength.values()].flatMap((leaves) => [...leaves.values()].flat());
    return routes.toSorted((a, b) => a.prefix.address - b.prefix.address || b.prefix.length - a.prefix.length);
  }

  /** fib_table_lookup: the first usable route; `isUp` tells of a device whether it is. */
  lookup(
    flow: Flow,
    isUp: (device: string) => boolean,
  ): { readonly route: Route; readonly hop: NextHop | null } | null {
    for (const length of this.lengths) {
      const routes = this.byLength.get(length)?.get((flow.destination & maskOf(length)) >>> 0);
      if (routes === undefined) continue;
      for (const route of routes) {
        if ((route.tos !== 0 && route.tos !== (flow.tos & 0x1c)) || route.scope < flow.scope) continue;
        if (route.nextHops.length === 0) return { route, hop: null };
        const hop = chooseHop(route, flow, isUp);
        if (hop !== null) return { route, hop };
      }
    }
    return null;
  }
}

/** One's own addresses are there even where their device is down. */
const isUsable = (route: Route, hop: NextHop, flow: Flow, isUp: (device: string) => boolean): boolean =>
  (route.scope >= SCOPES.host || isUp(hop.device)) && (flow.outDevice === '' || flow.outDevice === hop.device);

function chooseHop(route: Route, flow: Flow, isUp: (device: string) => boolean): NextHop | null {
  const [only, second] = route.nextHops;
  if (second === undefined) return only !== undefined && isUsable(route, only, flow, isUp) ? only : null;
  const hops = route.nextHops.filter((hop) => hop.dead !== true && isUsable(route, hop, flow, isUp));
  const first = hops[0];
  if (first === undefined || hops.length === 1) return first ?? null;
  return hopByHash(hops, first, flow);
}

/** Weighted choice by addresses (fib_multipath_hash_policy 0); the kernel's hash is keyed at boot, so only its fairness is kept. */
function hopByHash(hops: readonly NextHop[], first: NextHop, flow: Flow): NextHop {
  const total = hops.reduce((sum, hop) => sum + hop.weight, 0);
  let at = (Math.imul(flow.source ^ Math.imul(flow.destination, 0x9e3779b1), 0x85ebca6b) >>> 8) % total;
  for (const hop of hops) {
    if (at < hop.weight) return hop;
    at -= hop.weight;
  }
  return first;
}

const ERROR_OF: { readonly [type: string]: FibError } = {
  unreachable: 'EHOSTUNREACH',
  prohibit: 'EACCES',
  blackhole: 'EINVAL',
};
const ERROR_OF_ACTION: { readonly [kind: string]: FibError } = {
  unreachable: 'ENETUNREACH',
  prohibit: 'EACCES',
  blackhole: 'EINVAL',
};

const isIn = (address: number, prefix: Prefix | null): boolean =>
  prefix === null || ((address ^ prefix.address) & maskOf(prefix.length)) === 0;
const isBetween = (value: number, range: PolicyRule['uids']): boolean =>
  range === null || (value >= range.min && value <= range.max);

/** fib4_rule_match with fib_rule_match. */
function isRuleMatch(rule: PolicyRule, flow: Flow): boolean {
  const matches =
    (rule.inDevice === null || rule.inDevice === flow.inDevice) &&
    (rule.outDevice === null || rule.outDevice === flow.outDevice) &&
    ((rule.mark ^ flow.mark) & rule.markMask) === 0 &&
    isBetween(flow.uid, rule.uids) &&
    isIn(flow.source, rule.from) &&
    isIn(flow.destination, rule.to) &&
    (rule.tos === 0 || rule.tos === (flow.tos & 0x1c)) &&
    (rule.protocol === null || rule.protocol === flow.protocol) &&
    isBetween(flow.sourcePort, rule.sourcePorts) &&
    isBetween(flow.destinationPort, rule.destinationPorts);
  return matches !== rule.not;
}

/** fib_lookup: the rules in order of priority, each into its table; a `throw` route or an empty table goes on to the next. */
export function fibLookup(
  rules: readonly PolicyRule[],
  tables: ReadonlyMap<number, FibTable>,
  flow: Flow,
  isUp: (device: string) => boolean,
): FibResult {
  for (let at = 0; at < rules.length; at += 1) {
    const rule = rules[at];
    if (rule === undefined || !isRuleMatch(rule, flow)) continue;
    const { action } = rule;
    if (action.kind === 'nop') continue;
    if (action.kind === 'goto') {
      const target = rules.findIndex((other) => other.priority >= action.priority);
      if (target > at && rules[target]?.priority === action.priority) at = target - 1;
      continue;
    }
    if (action.kind !== 'lookup')
      return { kind: 'error', error: ERROR_OF_ACTION[action.kind] ?? 'EINVAL', route: null, rule };
    const found = tables.get(action.table)?.lookup(flow, isUp) ?? null;
    if (found === null || found.route.type === 'throw' || isSuppressed(rule, found.route)) continue;
    const error = ERROR_OF[found.route.type];
    return error === undefined ? { kind: 'route', ...found, rule } : { kind: 'error', error, route: found.route, rule };
  }
  return { kind: 'error', error: 'ENETUNREACH', route: null, rule: null };
}

const isSuppressed = (rule: PolicyRule, route: Route): boolean =>
  rule.suppressPrefixLength !== null && route.prefix.length <= rule.suppressPrefixLength;

const plain = (priority: number, table: number): PolicyRule => ({
  priority,
  not: false,
  from: null,
  to: null,
  mark: 0,
  markMask: 0,
  inDevice: null,
  outDevice: null,
  tos: 0,
  protocol: null,
  sourcePorts: null,
  destinationPorts: null,
  uids: null,
  suppressPrefixLength: null,
  action: { kind: 'lookup', table },
});

/** The rules of a fresh network namespace. */
export const DEFAULT_RULES: readonly PolicyRule[] = [
  plain(0, LOCAL_TABLE),
  plain(32766, MAIN_TABLE),
  plain(32767, DEFAULT_TABLE),
];
