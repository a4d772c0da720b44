import type { Diagnostic, RulesetView, TableName } from '../../engine/index.ts';

/** A ruleset with nothing in it but one rule and the chains that it names: what iptables makes of the rule can be asked with that. */
export interface RuleCheck {
  readonly text: string;
  /** Characters before the rule's own words. */
  readonly offset: number;
}

export function ruleCheck(ruleset: RulesetView, table: TableName, chain: string, words: string): RuleCheck {
  const named = new Set([chain, ...words.split(/\s+/)]);
  const chains = ruleset.tables.find(({ name }) => name === table)?.chains ?? [];
  const declared = chains
    .filter(({ name, hook }) => hook === null && named.has(name))
    .map(({ name }) => `:${name} - [0:0]\n`);
  const head = `*${table}\n${declared.join('')}-A ${chain} `;
  return { text: `${head}${words}\nCOMMIT\n`, offset: head.length };
}

/** The errors among diagnostics of that ruleset, as positions in the rule's words. */
export const errorsIn = (diagnostics: readonly Diagnostic[], offset: number, words: string): readonly Diagnostic[] =>
  diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((one) => ({
      ...one,
      line: 1,
      from: Math.min(words.length, Math.max(0, one.from - offset)),
      to: Math.min(words.length, Math.max(0, one.to - offset)),
    }));
