import type { ChainView, RulePlace, RulesetView, RuleView, RunView } from '../../engine/index.ts';

export const findChain = (ruleset: RulesetView | null, table: string, chain: string): ChainView | null =>
  ruleset?.tables.find((one) => one.name === table)?.chains.find((one) => one.name === chain) ?? null;

export const findRule = (ruleset: RulesetView | null, place: RulePlace): RuleView | null =>
  findChain(ruleset, place.table, place.chain)?.rules[place.rule - 1] ?? null;

/**
 * Where a rule of a later ruleset version stands in the document's own. Null when a command of the timeline put it there: then only that
 * command can change it.
 */
export function placeInDocument(view: RunView, version: number, place: RulePlace): RulePlace | null {
  if (version === 0) return place;
  const loaded = findChain(view.rulesets[0] ?? null, place.table, place.chain);
  if (loaded === null) return null;
  if (place.rule === 0) return place;
  const rule = findRule(view.rulesets[version] ?? null, place);
  if (rule === null) return null;
  if (loaded.rules[place.rule - 1]?.text === rule.text) return place;
  const at = loaded.rules.findIndex((one) => one.text === rule.text);
  return at < 0 ? null : { ...place, rule: at + 1 };
}

/** Chains that a rule of this one may jump to. */
export const userChainsOf = (ruleset: RulesetView | null, table: string, chain: string): readonly string[] =>
  ruleset?.tables
    .find((one) => one.name === table)
    ?.chains.filter((one) => one.policy === null && one.name !== chain)
    .map((one) => one.name) ?? [];
