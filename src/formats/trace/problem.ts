import type { TableName } from '../../engine/index.ts';

/** Where a log and a ruleset do not fit together. `line` is of the log's text, 1-based. */
export type RecordProblem = {
  readonly line: number;
  readonly table: TableName;
  readonly chain: string;
} & (
  | { readonly kind: 'no-table' }
  | { readonly kind: 'no-chain' }
  /** `rules` is how many the chain has. */
  | { readonly kind: 'no-rule'; readonly rule: number; readonly rules: number }
  /** The log names a rule by its text, and no rule of the chain reads so. */
  | { readonly kind: 'no-such-text'; readonly text: string }
  /** The log ends the chain at this number, but the rule there does not end it for every packet. */
  | { readonly kind: 'rule-goes-on'; readonly rule: number; readonly rules: number }
  /** The rule before should have led elsewhere. */
  | { readonly kind: 'elsewhere'; readonly expected: string }
  /** A rule that was passed before, or by a jump that the ruleset does not have. */
  | { readonly kind: 'backwards'; readonly rule: number }
);
