import type { Rule, Ruleset } from '../model/index.ts';
import { findMatch, findTarget } from './registry.ts';

/** Names of the ipsets that a rule refers to, one for each reference. */
export function setNamesOf({ matches, target }: Rule): readonly string[] {
  const named = matches.flatMap(({ name, behaviour, params }) =>
    behaviour === null ? [] : (findMatch(name)?.setNames?.(params) ?? []),
  );
  if (target.kind !== 'extension' || target.behaviour === null) return named;
  return [...named, ...(findTarget(target.name)?.setNames?.(target.params) ?? [])];
}

/** How often the rules of all tables refer to a set. */
export function countSetReferences(ruleset: Ruleset, name: string): number {
  let count = 0;
  for (const table of ruleset.values())
    for (const chain of table.chains.values())
      for (const { rule } of chain.entries) count += setNamesOf(rule).filter((each) => each === name).length;
  return count;
}
