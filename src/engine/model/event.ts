import type { ConntrackView } from './conntrack.ts';
import type { Hook, StationName, TableName } from './hook.ts';

/** Position of a rule: 1-based number in its chain. */
export interface RulePlace {
  readonly table: TableName;
  readonly chain: string;
  readonly rule: number;
}

/** A reason in plain data, as it crosses to the page. */
export interface MissReason {
  readonly option: string;
  readonly wants: string;
  readonly has: string;
}

/** A header field that a target, NAT or the forwarding path changed. Names as in the scenario's packet fields. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export type ConntrackState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED';

export type OriginCause = 'process' | 'reject' | 'icmp-error' | 'local-stack' | 'tee' | 'synproxy' | 'fragment-timeout';

/** Machine-readable reason of a drop; `text` of the event adds the particulars. */
export type DropReason =
  | 'rule'
  | 'policy'
  | 'target'
  | 'hotdrop'
  | 'no-route'
  | 'route-unreachable'
  | 'route-prohibit'
  | 'route-blackhole'
  | 'not-forwarding'
  | 'martian-source'
  | 'martian-destination'
  | 'reverse-path'
  | 'ttl-exceeded'
  | 'fragmentation-needed'
  | 'not-for-us'
  | 'header-error'
  | 'nat-clash'
  | 'table-full'
  | 'conntrack'
  | 'no-listener'
  | 'bad-checksum'
  | 'fragment-queued'
  | 'swallowed'
  | 'neighbour'
  | 'source-route'
  | 'queue'
  | 'other';

interface Base {
  /** Id of the packet concerned. */
  readonly packet: number;
  /**
   * Not the engine's walk but a real kernel's, read from its log: the 1-based line that says so, or null where it follows from
   * the lines around it (rules passed over on the way to the next). The engine itself never sets it.
   */
  readonly recorded?: { readonly line: number | null };
}

/**
 * Everything that happens to packets in a step, in the kernel's order. The walk of a packet that the host makes itself is nested
 * at the place where the kernel makes it. TRACE and LOG text, badges, the animation and explanations are read off these.
 */
export type WalkEvent = Base &
  (
    | { readonly kind: 'received'; readonly device: string; readonly bytes: Uint8Array }
    | {
        readonly kind: 'originated';
        readonly by: OriginCause;
        readonly causedBy: number | null;
        readonly bytes: Uint8Array;
        readonly process?: string;
        readonly place?: RulePlace;
      }
    | { readonly kind: 'hook'; readonly hook: Hook; readonly inDevice: string; readonly outDevice: string }
    | { readonly kind: 'table'; readonly hook: Hook; readonly table: TableName; readonly chain: string }
    | {
        readonly kind: 'skipped';
        readonly hook: Hook;
        readonly station: StationName;
        readonly reason: SkipReason;
        readonly by?: RulePlace;
      }
    /** Rules `from`–`to` (inclusive) did not match. `reasons` has one per rule for short stretches, else is asked for. */
    | {
        readonly kind: 'missed';
        readonly table: TableName;
        readonly chain: string;
        readonly from: number;
        readonly to: number;
        readonly reasons?: readonly MissReason[];
      }
    | ({ readonly kind: 'matched'; readonly target: string } & RulePlace)
    | ({ readonly kind: 'jumped'; readonly to: string; readonly goto: boolean } & RulePlace)
    | {
        readonly kind: 'returned';
        readonly table: TableName;
        readonly chain: string;
        readonly to: string;
        readonly toRule: number;
        readonly explicit: boolean;
      }
    | { readonly kind: 'policy'; readonly table: TableName; readonly chain: string; readonly policy: 'ACCEPT' | 'DROP' }
    | ({ readonly kind: 'verdict'; readonly verdict: string; readonly final: boolean } & RulePlace)
    | {
        readonly kind: 'rewritten';
        readonly hook: Hook | null;
        readonly by: RewriteCause;
        readonly changes: readonly FieldChange[];
        readonly bytes: Uint8Array;
        readonly place?: RulePlace;
      }
    /** Not a header field: mark, conntrack mark, priority. */
    | {
        readonly kind: 'marked';
        readonly field: 'mark' | 'ctmark' | 'priority' | 'trace' | 'untracked' | 'template';
        readonly before: string;
        readonly after: string;
        readonly place?: RulePlace;
      }
    /** `hook` null and packet 0: not a packet's doing, but time's or a command's. */
    | {
        readonly kind: 'conntrack';
        readonly hook: Hook | null;
        readonly action: ConntrackAction;
        readonly state: ConntrackState;
        readonly entry: ConntrackView | null;
        readonly reason?: string;
      }
    | {
        readonly kind: 'nat';
        readonly hook: Hook;
        readonly manip: 'source' | 'destination';
        readonly action: 'bound' | 'null-bound' | 'clash';
        readonly entry: ConntrackView;
        readonly place?: RulePlace;
      }
    | {
        readonly kind: 'routed';
        readonly phase: 'input' | 'output' | 'reroute';
        readonly outcome: 'local' | 'forward' | 'output' | 'broadcast' | 'multicast' | 'error';
        readonly device: string;
        readonly nextHop: number;
        readonly route: string;
        readonly rule: string;
      }
    | {
        readonly kind: 'logged';
        readonly level: number;
        readonly line: string;
        readonly trace: boolean;
        readonly place?: RulePlace;
      }
    | {
        readonly kind: 'reassembled';
        readonly hook: Hook | null;
        readonly fragments: number;
        readonly bytes: Uint8Array;
      }
    | { readonly kind: 'fragmented'; readonly device: string; readonly sizes: readonly number[] }
    | { readonly kind: 'sent'; readonly device: string; readonly bytes: Uint8Array }
    | { readonly kind: 'looped'; readonly device: string }
    | { readonly kind: 'delivered'; readonly to: string; readonly process: string | null }
    | {
        readonly kind: 'dropped';
        readonly reason: DropReason;
        readonly text: string;
        readonly hook: Hook | null;
        readonly place?: RulePlace | { readonly table: TableName; readonly chain: string };
      }
    /** The walk cannot go on truthfully: something named here is not modelled. */
    | { readonly kind: 'unknown'; readonly what: string; readonly place?: RulePlace }
  );

export type SkipReason =
  | 'nat-bound'
  | 'nat-not-new'
  | 'nat-icmp-related'
  | 'nat-no-conntrack'
  | 'untracked'
  | 'invalid'
  | 'already-tracked'
  | 'conntrack-off'
  | 'defrag-off'
  | 'not-a-fragment'
  | 'not-loaded'
  | 'no-helper'
  | 'confirmed';

export type RewriteCause = 'target' | 'nat' | 'forwarding' | 'helper' | 'sequence-adjust' | 'host';

export type ConntrackAction =
  | 'created'
  | 'found'
  | 'updated'
  | 'confirmed'
  | 'destroyed'
  | 'invalid'
  | 'untracked'
  | 'related'
  | 'expected'
  | 'ignored';
