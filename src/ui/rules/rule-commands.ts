import type { RulePlace } from '../../engine/index.ts';

/** What iptables is told to change a rule, and where the rule then stands. */
export interface RuleCommand {
  readonly command: string;
  readonly lands: RulePlace;
}

const iptables = (table: string, words: string): string => `iptables -t ${table} ${words}`.trimEnd();

/**
 * Takes a rule out and puts it in before the row `to.rule` (one beyond the last is the end), both numbered as they stand now. As with any
 * -I its counters begin anew; those of the other rules stay. Null where it would stay in its place.
 */
export function moveRule(from: RulePlace, to: RulePlace, text: string): RuleCommand | null {
  const sameChain = from.chain === to.chain;
  if (from.table !== to.table || (sameChain && (to.rule === from.rule || to.rule === from.rule + 1))) return null;
  const rule = sameChain && to.rule > from.rule ? to.rule - 1 : to.rule;
  const remove = iptables(from.table, `-D ${from.chain} ${from.rule}`);
  const insert = iptables(to.table, `-I ${to.chain} ${rule} ${text}`);
  return { command: `${remove} && ${insert}`, lands: { ...to, rule } };
}

/** Puts a new rule in before the row at `place`. */
export const insertRule = (place: RulePlace, text: string): RuleCommand => ({
  command: iptables(place.table, `-I ${place.chain} ${place.rule} ${text}`),
  lands: place,
});

export const replaceRule = (place: RulePlace, text: string): RuleCommand => ({
  command: iptables(place.table, `-R ${place.chain} ${place.rule} ${text}`),
  lands: place,
});

export const duplicateRule = (place: RulePlace, text: string): RuleCommand =>
  insertRule({ ...place, rule: place.rule + 1 }, text);

/** @param total rules of the chain before it. The chain itself is left when its last rule goes. */
export const deleteRule = (place: RulePlace, total: number): RuleCommand => ({
  command: iptables(place.table, `-D ${place.chain} ${place.rule}`),
  lands: { ...place, rule: Math.min(place.rule, total - 1) },
});
