import type { Result } from '../model/index.ts';

/** Inclusive range of unsigned integers. A single number as argument reads as min = max; an open end is the kind's limit. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** value under a mask, as `--mark v/m` reads. Both uint32. */
export interface Masked {
  readonly value: number;
  readonly mask: number;
}

/**
 * What the argument of an option reads as (libxtables' XTTYPE_*). Each kind has one reader with iptables' own messages and one
 * form widget (option-kinds.ts); a kind that lacks one of them does not compile.
 */
export interface OptionValues {
  flag: true;
  uint8: number;
  uint16: number;
  uint32: number;
  uint64: bigint;
  double: number;
  uint8range: Range;
  uint16range: Range;
  uint32range: Range;
  uint64range: { readonly min: bigint; readonly max: bigint };
  /** Port or service name. */
  port: number;
  portrange: Range;
  string: string;
  markmask32: Masked;
  tosmask: Masked;
  syslogLevel: number;
  protocol: number;
  /** Address or name without mask, host-order uint32. */
  host: number;
  hostmask: { readonly address: number; readonly mask: number };
  prefixLength: number;
  /** Prefix length or dotted mask; the value is the mask, host-order uint32. */
  prefixMask: number;
  /** Six bytes. */
  mac: Uint8Array;
  /** One of `choices`. */
  choice: string;
  /** Read by the extension itself through `read`; the value is whatever it returns. */
  custom: unknown;
}
export type OptionKind = keyof OptionValues;

/** Protocol of a rule head: number, 0 = any. */
export interface ProtocolSoFar {
  readonly number: number;
  readonly inverted: boolean;
}

/** What stands around an option while it is read. */
export interface OptionContext {
  readonly extension: string;
  /** Long name: the first spelling of the option, or, for `unchecked` ones, the one that was typed. */
  readonly option: string;
  /** Protocol of the rule head so far (0 = any) and whether it is inverted: `-p` after the option is not seen. */
  readonly protocol: ProtocolSoFar;
  readonly inverted: boolean;
  /** The second word of an option with `secondWord`, else ''. */
  readonly second: string;
  /** Options of this use already read. */
  readonly given: GivenOptions;
  /** Sets that exist, for extensions that name one; null where the name is free. Absent: no sets. */
  readonly findSet?: SetLookup | undefined;
  /** Writes a line to stderr; the command goes on. */
  warn(line: string): void;
}

/** What a rule may know of an ipset: how many dimensions its type has. */
export type SetLookup = (name: string) => { readonly dimensions: number } | null;

/**
 * iptables' words for a misuse, without the "iptables v1.8.9 (legacy): " in front; exit code 2 unless given. A trailing newline
 * is kept: libxtables' own messages end in one, which shows as a blank line before "Try `iptables -h' …".
 */
export interface UsageError {
  readonly message: string;
  readonly exit?: number;
}

export interface OptionSpec {
  /** Long name without dashes. The first of libxtables' table where there are several spellings: messages name it. */
  readonly name: string;
  /** Other spellings: 'dport' beside 'destination-port'. Given options always carry `name`. */
  readonly aliases?: readonly string[];
  readonly kind: OptionKind;
  readonly invert?: boolean;
  readonly mandatory?: boolean;
  /** May be given more than once; otherwise '<ext>: option "--x" can only be used once.' */
  readonly multi?: boolean;
  /** Options that cannot stand beside it. */
  readonly excludes?: readonly string[];
  /** Options that must stand beside it. */
  readonly also?: readonly string[];
  /** Numbers: the limits. Strings: the lengths. */
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  /** kind 'custom': reads the argument. Required there. */
  readonly read?: (argument: string, context: OptionContext) => Result<unknown, UsageError>;
  /** Any other kind: looks at the value read (the switch in an extension's x6_parse). */
  readonly verify?: (value: never, context: OptionContext) => UsageError | null;
  /**
   * The option takes a second word (`--tcp-flags mask compare`): the message where it is missing or begins with '-' or '!'.
   * It arrives as `context.second`.
   */
  readonly secondWord?: string;
  /** getopt reads no argument: the next word is one unless it begins with '-' or '!'. '' where there is none. */
  readonly optionalWord?: boolean;
  /** Old-style extensions (no x6_options): neither "can only be used once" nor "cannot be inverted" is said for them. */
  readonly unchecked?: boolean;
  /** Shown in the form when nothing is typed. */
  readonly placeholder?: string;
  /** Form widget where the kind's own does not suit. */
  readonly widget?: Widget;
}

export type Widget = 'text' | 'number' | 'select' | 'flags' | 'checkbox' | 'ports' | 'address';

/** One option as given, in order of the command line. */
export interface GivenOption {
  /** The spec's `name`, whatever spelling was typed. */
  readonly name: string;
  readonly value: unknown;
  readonly inverted: boolean;
  /** The argument as typed, '' for a flag; two words joined by a blank. */
  readonly text: string;
}

const NONE_GIVEN: readonly GivenOption[] = [];

/** The options of one use of an extension. `value` gives the last one where an option stands several times. */
export class GivenOptions {
  #all: readonly GivenOption[] = NONE_GIVEN;

  get all(): readonly GivenOption[] {
    return this.#all;
  }
  add(option: GivenOption): void {
    this.#all = this.#all.length === 0 ? [option] : [...this.#all, option];
  }
  get anyInverted(): boolean {
    return this.#all.some((given) => given.inverted);
  }
  has(name: string): boolean {
    return this.find(name) !== undefined;
  }
  find(name: string): GivenOption | undefined {
    const all = this.#all;
    for (let at = all.length - 1; at >= 0; at--) if (all[at]?.name === name) return all[at];
    return undefined;
  }
  value<T>(name: string): T | undefined {
    return this.find(name)?.value as T | undefined;
  }
  inverted(name: string): boolean {
    return this.find(name)?.inverted ?? false;
  }
}

export const usage = (message: string, exit?: number): { readonly ok: false; readonly error: UsageError } => ({
  ok: false,
  error: exit === undefined ? { message } : { message, exit },
});
