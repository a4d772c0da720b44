/**
 * The case table of an extension stands beside it as `<name>.cases.ts` and exports `cases: ExtensionCases`.
 * One runner (cases.test.ts) proves every one of them.
 */
export interface ExtensionCases {
  readonly name: string;
  /** ipsets that exist while the rules are read. */
  readonly sets?: readonly string[];
  /** Rules as typed after `iptables -t table -A chain`; `saved` as iptables-save prints it ('=' for unchanged), or the error. */
  readonly rules: readonly RuleCase[];
  readonly packets?: readonly PacketCase[];
}

export interface RuleCase {
  readonly table?: string;
  readonly chain?: string;
  readonly rule: string;
  readonly saved?: string;
  /** Line of `-nvL` after the columns. */
  readonly listed?: string;
  readonly error?: string;
  /** iptables does not read back what it saves of this rule. */
  readonly unreadable?: true;
}

/** A scenario in small: the rule stands alone at the end of `chain`; does `packet` match it? */
export interface PacketCase {
  readonly rule: string;
  readonly table?: string;
  readonly chain?: string;
  /** Fields of scenario.md's packet. */
  readonly packet: Readonly<Record<string, unknown>>;
  /** The match result, and for a miss the option that failed. */
  readonly result: 'match' | 'hotdrop' | { readonly miss: string };
}
