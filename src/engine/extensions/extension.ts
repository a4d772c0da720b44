import type { Hook, TableName } from '../model/hook.ts';
import type { MatchBehaviour, TargetBehaviour } from '../model/evaluation.ts';
import type { Result } from '../model/result.ts';
import type { RuleHead } from '../model/ruleset.ts';
import type { GivenOptions, OptionSpec, UsageError } from './options.ts';

/** What the kernel checks generically of a rule that uses the extension (xt_check_match): each left out is free. */
export interface Legality {
  readonly tables?: readonly TableName[];
  readonly hooks?: readonly Hook[];
  /** Protocol numbers, un-negated in the rule head. */
  readonly protocols?: readonly number[];
}

/** What the kernel answers to a rule it refuses: errno text as iptables prints it ("Invalid argument"). */
export interface KernelRefusal {
  readonly errno: 'EINVAL' | 'ENOENT' | 'ERANGE' | 'EOPNOTSUPP' | 'EPERM' | 'ENOMEM' | 'EEXIST' | 'EBUSY' | 'ENOPROTOOPT';
  /** The line in the kernel log, where it writes one: 'x_tables: ip_tables: …' without level. */
  readonly log?: string;
}

export interface BuildContext {
  readonly head: RuleHead;
  readonly table: TableName;
}

/** What the kernel's checkentry sees beyond the generic legality. */
export interface CheckContext {
  readonly head: RuleHead;
  readonly table: TableName;
  /** Built-in hooks from which the rule can be reached. */
  readonly hooks: readonly Hook[];
}

/** `numeric` is -n. */
export interface ListStyle {
  readonly numeric: boolean;
}

interface Description<P> {
  /** As iptables spells it: 'conntrack', 'MASQUERADE'. */
  readonly name: string;
  /** Other names that load the same thing under its own saved form: 'NOTRACK' is saved as typed. */
  readonly options: readonly OptionSpec[];
  readonly legality?: Legality;
  /** Defaults and checks across options (x6_fcheck). Runs after every option was read. */
  build(given: GivenOptions, context: BuildContext): Result<P, UsageError>;
  /** checkentry: what the kernel refuses although iptables built it. */
  check?(params: P, context: CheckContext): KernelRefusal | null;
  /** Words after `-m name` / `-j NAME` in iptables-save, in its order, unquoted; `!` as a word of its own. */
  save(params: P): readonly string[];
  /** Words of `-L` after the columns, as one string without leading or trailing blank; '' for none. */
  list(params: P, style: ListStyle): string;
  /** Shortest honest form for a row of the graph: 'dpt:443', 'REL,EST', '→ 192.168.1.10:80'. '' where there is nothing to say. */
  brief(params: P): string;
}

export interface MatchExtension<P = unknown, S = unknown> extends Description<P>, MatchBehaviour<P, S> {
  readonly kind: 'match';
  readonly name: string;
  /** Loaded by itself when the rule's protocol is this and an option of it is used: tcp, udp, icmp… */
  readonly implicitFor?: number;
}

export interface TargetExtension<P = unknown, S = unknown> extends Description<P>, TargetBehaviour<P, S> {
  readonly kind: 'target';
  readonly name: string;
  /** What became of the packet, for chips: 'accept' | 'drop' | 'reject' | 'log' | 'nat' | 'other'. */
  readonly chip: 'accept' | 'drop' | 'reject' | 'log' | 'nat' | 'mark' | 'other';
}

export type Extension = MatchExtension | TargetExtension;

/** Keeps the parameter types of a description together while the registry holds it as unknown. */
export const defineMatch = <P, S = undefined>(extension: MatchExtension<P, S>): MatchExtension =>
  extension as unknown as MatchExtension;
export const defineTarget = <P, S = undefined>(extension: TargetExtension<P, S>): TargetExtension =>
  extension as unknown as TargetExtension;
