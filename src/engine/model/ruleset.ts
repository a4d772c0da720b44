import type { MatchBehaviour, TargetBehaviour } from './evaluation.ts';
import type { Hook, TableName } from './hook.ts';

/** Counters wrap at 64 bits, so they are bigint. */
export interface Counters {
  readonly packets: bigint;
  readonly bytes: bigint;
}

/** Address with any 32-bit mask (not necessarily contiguous), both host-order uint32. Mask 0 is no condition. */
export interface AddressCondition {
  readonly address: number;
  readonly mask: number;
  readonly inverted: boolean;
}

/** `name` as typed, with its trailing `+` for a prefix; '' is no condition. A bare '+' matches any but counts as a condition. */
export interface DeviceCondition {
  readonly name: string;
  readonly inverted: boolean;
}

/** struct ipt_ip: the part of a rule before its matches. */
export interface RuleHead {
  readonly source: AddressCondition;
  readonly destination: AddressCondition;
  readonly inDevice: DeviceCondition;
  readonly outDevice: DeviceCondition;
  /** IP protocol number, 0 for any. */
  readonly protocol: { readonly number: number; readonly inverted: boolean };
  readonly fragment: 'any' | 'fragments' | 'not-fragments';
}

/** A match in use. `behaviour` null: iptables knows the extension, the engine does not model it; `raw` keeps its words. */
export interface MatchUse {
  readonly name: string;
  readonly params: unknown;
  readonly behaviour: MatchBehaviour | null;
  readonly raw?: readonly string[];
}

export type StandardVerdict = 'ACCEPT' | 'DROP' | 'RETURN' | 'QUEUE';

export type TargetUse =
  | { readonly kind: 'none' }
  | { readonly kind: 'verdict'; readonly verdict: StandardVerdict }
  | { readonly kind: 'jump'; readonly chain: string }
  | { readonly kind: 'goto'; readonly chain: string }
  | {
      readonly kind: 'extension';
      readonly name: string;
      readonly params: unknown;
      readonly behaviour: TargetBehaviour | null;
      readonly raw?: readonly string[];
    };

/** A rule without its counters: immutable, compared structurally by -D and -C. */
export interface Rule {
  readonly head: RuleHead;
  readonly matches: readonly MatchUse[];
  readonly target: TargetUse;
}

/** A rule in force: its counters and the private state of its extensions, re-created at every commit of the table. */
export interface RuleEntry {
  readonly rule: Rule;
  packets: bigint;
  bytes: bigint;
  /** One per match, made by `initialState` (undefined where it has none). Null until the table is put in force. */
  matchStates: unknown[] | null;
  targetState: unknown;
}

export interface Chain {
  readonly name: string;
  /** The hook it hangs on, null for a user chain. */
  readonly hook: Hook | null;
  /** Built-in chains only: null for a user chain. */
  policy: 'ACCEPT' | 'DROP' | null;
  packets: bigint;
  bytes: bigint;
  entries: RuleEntry[];
}

/** Built-in chains first in hook order, then user chains in strcmp order: the order of every listing. */
export interface Table {
  readonly name: TableName;
  readonly chains: Map<string, Chain>;
}

/** Tables in the order iptables-save prints them (last opened first). */
export type Ruleset = Map<TableName, Table>;
