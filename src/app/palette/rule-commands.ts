import type { RulePlace, RulesetView } from '../../engine/index.ts';
import type { Command } from './command.ts';

interface RuleWords {
  readonly chain: string;
  readonly rule: string;
}

/** One command for every chain and every rule: it is selected and shown. */
export function ruleCommands(
  ruleset: RulesetView | null,
  words: RuleWords,
  show: (place: RulePlace) => void,
): readonly Command[] {
  const chains = (ruleset?.tables ?? []).flatMap((table) =>
    table.chains.map((chain) => ({ table: table.name, chain: chain.name, rules: chain.rules })),
  );
  return [
    ...chains.map(({ table, chain }) => ({
      id: `chain-${table}-${chain}`,
      group: words.chain,
      title: `${table} ${chain}`,
      run: () => show({ table, chain, rule: 0 }),
    })),
    ...chains.flatMap(({ table, chain, rules }) =>
      rules.map((rule, index) => ({
        id: `rule-${table}-${chain}-${index + 1}`,
        group: words.rule,
        title: `${table} ${chain} ${index + 1}: ${rule.text}`,
        keywords: rule.comment ?? '',
        run: () => show({ table, chain, rule: index + 1 }),
      })),
    ),
  ];
}
