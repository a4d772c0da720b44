/**
 * How an extension describes itself. Order of events for one use, as in libxtables: each option is read (`kind`, then `read` or
 * `verify`), at the end of the rule `finalCheck`, then mandatory/also/excludes of the option table, then `build` makes the
 * parameters — the kernel's structure, canonical: two uses are the same rule iff their params are deeply equal. The kernel then
 * checks `legality` and `check`, for rules that a hook reaches.
 */
import type { Hook, MatchBehaviour, Result, Rule, RuleHead, TableName, TargetBehaviour } from '../model/index.ts';
import type { GivenOptions, OptionSpec, SetLookup, UsageError } from './options.ts';

/** What the kernel checks generically of a rule that uses the extension (xt_check_match): each left out is free. */
export interface Legality {
  readonly tables?: readonly TableName[];
  readonly hooks?: readonly Hook[];
  /** Protocol numbers, un-negated in the rule head. */
  readonly protocols?: readonly number[];
  /** Name in the kernel log where it differs ('CT' for NOTRACK, 'conntrack' for state). */
  readonly kernelName?: string;
}

/** What the kernel answers to a rule it refuses. iptables prints the errno's text (iptables/messages.ts). */
export interface KernelRefusal {
  readonly errno:
    | 'EINVAL'
    | 'ENOENT'
    | 'ERANGE'
    | 'EOPNOTSUPP'
    | 'EPERM'
    | 'ENOMEM'
    | 'EEXIST'
    | 'EBUSY'
    | 'ENOPROTOOPT';
  /** The line in the kernel log, where it writes one: 'xt_CT: …' without level. */
  readonly log?: string;
}

export interface BuildContext {
  readonly head: RuleHead;
  readonly table: TableName;
  readonly findSet?: SetLookup | undefined;
  /** Writes a line to stderr; the command goes on. */
  warn(line: string): void;
}

/** What the kernel's checkentry sees beyond the generic legality. */
export interface CheckContext {
  readonly head: RuleHead;
  readonly rule: Rule;
  readonly table: TableName;
  /** Built-in hooks from which the rule can be reached. */
  readonly hooks: readonly Hook[];
  /** Terms of what a rule in force, or one before this, offers under this name (TargetExtension.offers); null where none does. */
  offered(name: string): string | null;
}

export interface ListStyle {
  /** -n */
  readonly numeric: boolean;
  /** Protocol number of the rule head, for service names. */
  readonly protocol: number;
}

/** Where iptables-translate writes what stands elsewhere than in the rule's own line. */
export interface TranslateContext {
  readonly head: RuleHead;
  /** Declares a set that the rule fills; `definition` in braces. Returns its name: the prefix and a number. */
  addSet(prefix: string, definition: string): string;
  /** Text behind `comment` at the end of the rule; the last one counts. */
  setComment(text: string): void;
  /** Writes a line to stderr. */
  warn(line: string): void;
}

interface Description<P> {
  /** As iptables spells it: 'conntrack', 'MASQUERADE'. An alias ('state', 'NOTRACK') is an extension of its own. */
  readonly name: string;
  /** Bytes of its part of an entry in the kernel's table, header and structure: -vv counts by them. */
  readonly size?: number;
  readonly options: readonly OptionSpec[];
  readonly legality?: Legality;
  /** x6_fcheck / final_check: runs before the option table's own mandatory/also/excludes. */
  finalCheck?(given: GivenOptions, context: BuildContext): UsageError | null;
  /** Makes the parameters, defaults filled in. Runs after every check of options. */
  build(given: GivenOptions, context: BuildContext): Result<P, UsageError>;
  /** checkentry: what the kernel refuses although iptables built it. */
  check?(params: P, context: CheckContext): KernelRefusal | null;
  /**
   * Words after `-m name` / `-j NAME` in iptables-save, in its order, exactly as printed: joined by blanks, `!` a word of its own,
   * free text through `savedString` or `quotedString` (format.ts).
   */
  save(params: P): readonly string[];
  /** What `-L` prints after the blank that separates extensions, byte for byte; '' where it prints nothing at all. */
  list(params: P, style: ListStyle): string;
  /** What printing it, in whichever form, writes to stderr each time. */
  readonly complaint?: string;
  /** `-L` prints no blank before it. */
  readonly adjoining?: true;
  /** Names of the ipsets that the rule refers to: they can be neither destroyed nor renamed while it is in force. */
  setNames?(params: P): readonly string[];
  /**
   * The use in nft's language as iptables-translate prints it, words joined by blanks, a blank too many at either end where the
   * tool has one; null for a form that it cannot translate.
   * Without it the tool has no translation at all.
   */
  translate?(params: P, context: TranslateContext): string | null;
  /** What `-h` prints of it. */
  readonly help?: string;
  /** Shortest honest form for a row of the graph: 'dpt:443', 'REL,EST', '→ 192.168.1.10:80'. '' where there is nothing to say. */
  brief(params: P): string;
}

export interface MatchExtension<P = unknown, S = unknown> extends Description<P>, MatchBehaviour<P, S> {
  readonly kind: 'match';
  readonly name: string;
  /** It says something and never fails: a graph shows it beside the rule, not as a condition. */
  readonly remark?: true;
}

/** What becomes of the packet, for chips. */
export type Chip = 'accept' | 'drop' | 'reject' | 'log' | 'nat' | 'mark' | 'other';

export interface TargetExtension<P = unknown, S = unknown> extends Description<P>, TargetBehaviour<P, S> {
  readonly kind: 'target';
  readonly name: string;
  readonly chip: Chip;
  /** What other rules may refer to while this one is in force: a name, and terms that all who offer it share. */
  offers?(params: P): { readonly name: string; readonly terms: string };
}

export type Extension = MatchExtension | TargetExtension;

/** Keeps the parameter types of a description together while the registry holds it as unknown. */
export const defineMatch = <P, S = undefined>(extension: MatchExtension<P, S>): MatchExtension =>
  extension as unknown as MatchExtension;
export const defineTarget = <P, S = undefined>(extension: TargetExtension<P, S>): TargetExtension =>
  extension as unknown as TargetExtension;
