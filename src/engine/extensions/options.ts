import type { Result } from '../model/result.ts';

/** Inclusive range of unsigned integers. */
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
 * What the argument of an option reads as (libxtables' XTTYPE_*). Each kind has one parser with iptables' own messages, one
 * printer, and one form widget; a kind that lacks one of them does not compile.
 */
export interface OptionValues {
  flag: true;
  uint8: number;
  uint16: number;
  uint32: number;
  uint64: bigint;
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
  /** One of `choices`. */
  choice: string;
  /** Read by the extension itself through `read`; the value is whatever it returns. */
  custom: unknown;
}
export type OptionKind = keyof OptionValues;

/** What stands around an option while it is read. */
export interface OptionContext {
  readonly extension: string;
  readonly option: string;
  /** Protocol of the rule head so far (0 = any) and whether it is inverted. */
  readonly protocol: { readonly number: number; readonly inverted: boolean };
  readonly inverted: boolean;
}

/** iptables' words for a misuse, without the "iptables v1.8.9 (legacy): " in front; exit code 2 unless given. */
export interface UsageError {
  readonly message: string;
  readonly exit?: number;
}

export interface OptionSpec {
  /** Long name without dashes. */
  readonly name: string;
  /** Other spellings: 'destination-port' for 'dport'. */
  readonly aliases?: readonly string[];
  readonly kind: OptionKind;
  readonly invert?: boolean;
  readonly mandatory?: boolean;
  /** May be given more than once; otherwise 'option "--x" can only be used once.' */
  readonly multi?: boolean;
  /** Options that cannot stand beside it. */
  readonly excludes?: readonly string[];
  /** Options that must stand beside it. */
  readonly also?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  /** kind 'custom': reads the argument. */
  readonly read?: (argument: string, context: OptionContext) => Result<unknown, UsageError>;
  /** Shown in the form when nothing is typed. */
  readonly placeholder?: string;
  /** Shown in forms and completion; key of the message `ext.<extension>.<option>` gives the translated explanation. */
  readonly widget?: 'text' | 'number' | 'select' | 'flags' | 'checkbox' | 'ports' | 'address';
}

/** One option as given, in order of the command line. */
export interface GivenOption {
  readonly name: string;
  readonly value: unknown;
  readonly inverted: boolean;
  /** The argument as typed, '' for a flag. */
  readonly text: string;
}

/** The options of one use of an extension. */
export class GivenOptions {
  readonly all: readonly GivenOption[];
  constructor(all: readonly GivenOption[]) {
    this.all = all;
  }
  has(name: string): boolean {
    return this.all.some((given) => given.name === name);
  }
  find(name: string): GivenOption | undefined {
    return this.all.find((given) => given.name === name);
  }
  value<T>(name: string): T | undefined {
    return this.find(name)?.value as T | undefined;
  }
  inverted(name: string): boolean {
    return this.find(name)?.inverted ?? false;
  }
}
