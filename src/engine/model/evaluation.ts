import type { HostServices, TargetServices } from './host.ts';
import type { Hook, TableName } from './hook.ts';
import type { Packet } from './packet.ts';

/** Text or number to show, or a thunk for one that costs to format. */
export type Fact = string | number | (() => string | number);

/** Why a condition failed: which option, what it wanted and what the packet has. */
export interface Miss {
  readonly kind: 'miss';
  /** Option as typed: '--dport', '-s', '--ctstate'. */
  readonly option: string;
  readonly wants: Fact;
  readonly has: Fact;
}

/** `hotdrop`: the packet is dropped at once, no further rules, no counters (xt_action_param.hotdrop). */
export type MatchResult =
  | { readonly kind: 'match' }
  | Miss
  | { readonly kind: 'hotdrop'; readonly reason: string }
  /** The outcome cannot be known (an extension that is not modelled): the walk stops here and says so. */
  | { readonly kind: 'unknown'; readonly what: string };

export const MATCH: MatchResult = { kind: 'match' };
export const miss = (option: string, wants: Fact, has: Fact): Miss => ({ kind: 'miss', option, wants, has });
/** Matches when `condition` differs from `inverted`. */
export const matchIf = (condition: boolean, inverted: boolean, option: string, wants: Fact, has: Fact): MatchResult =>
  condition !== inverted ? MATCH : miss(option, wants, has);

/** What a match or target sees (struct xt_action_param). */
export interface EvaluationContext<S = unknown> {
  readonly packet: Packet;
  readonly hook: Hook;
  readonly table: TableName;
  /** Devices as the hook was entered with: '' where there is none. `outDevice` can be stale after OUTPUT re-routing. */
  readonly inDevice: string;
  readonly outDevice: string;
  /** Offset of the fragment in 8-byte units, 0 for the first or an unfragmented one (par->fragoff). */
  readonly fragmentOffset: number;
  /** Bytes from the start of the IP header to the transport header (par->thoff). */
  readonly transportOffset: number;
  /** This rule's own private state, as `initialState` made it at the last commit of the table. */
  readonly state: S;
}

export interface MatchContext<S = unknown> extends EvaluationContext<S> {
  readonly host: HostServices;
}

export interface TargetContext<S = unknown> extends EvaluationContext<S> {
  readonly host: TargetServices;
}

/** `continue` goes on with the next rule; the others end the table's traversal. */
export type TargetVerdict =
  | { readonly kind: 'continue' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop'; readonly reason: string }
  | { readonly kind: 'stolen'; readonly reason: string }
  | { readonly kind: 'return' }
  | { readonly kind: 'unknown'; readonly what: string };

export const CONTINUE: TargetVerdict = { kind: 'continue' };
export const ACCEPT: TargetVerdict = { kind: 'accept' };

/** What a memory counts: credit for packets, bytes left, packets since the last match, stamps of an address, connections. */
export type StateUnit = 'tokens' | 'bytes' | 'packets' | 'hits' | 'connections';

/** How full a memory is. `capacity` is where it is full or where the rule changes its mind. */
export interface StateLevel {
  readonly level: number;
  readonly capacity: number;
}

/** The private state of an extension as people see it; a table of several has one of `entries` each, '' being the only one. */
export interface StateDescription {
  readonly unit: StateUnit;
  /** Milliseconds in which one unit comes back by itself, where one does. */
  readonly refill?: number;
  readonly entries: readonly ({ readonly name: string } & StateLevel)[];
}

/** Machinery that must be running for a rule to mean something: turned on while such a rule is in force. */
export type Need = 'conntrack' | 'defrag' | 'acct' | 'labels';

/** The executable part of a match extension; the whole description extends it (extensions/extension.ts). */
export interface MatchBehaviour<P = unknown, S = unknown> {
  readonly name: string;
  readonly needs?: readonly Need[] | ((params: P) => readonly Need[]);
  /** Private state of one rule, made at every commit of its table. */
  readonly initialState?: (params: P, host: HostServices) => S;
  /** The state at the instant of `host`, left as it is. */
  readonly describeState?: (state: S, params: P, host: HostServices) => StateDescription;
  match(params: P, context: MatchContext<S>): MatchResult;
}

export interface TargetBehaviour<P = unknown, S = unknown> {
  readonly name: string;
  readonly needs?: readonly Need[] | ((params: P) => readonly Need[]);
  readonly initialState?: (params: P, host: HostServices) => S;
  apply(params: P, context: TargetContext<S>): TargetVerdict;
}
