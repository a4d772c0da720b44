import type { Need, Rule, Ruleset } from '../model/index.ts';

type Needs = readonly Need[] | ((params: unknown) => readonly Need[]) | undefined;

const read = (needs: Needs, params: unknown): readonly Need[] =>
  typeof needs === 'function' ? needs(params) : (needs ?? []);

function* needsOfRule({ matches, target }: Rule): Iterable<Need> {
  for (const { behaviour, params } of matches) yield* read(behaviour?.needs, params);
  if (target.kind === 'extension') yield* read(target.behaviour?.needs, target.params);
}

/** Machinery that the rules in force need. */
export function needsOf(ruleset: Ruleset): ReadonlySet<Need> {
  const needs = new Set<Need>();
  for (const table of ruleset.values()) {
    for (const chain of table.chains.values()) {
      for (const { rule } of chain.entries) for (const need of needsOfRule(rule)) needs.add(need);
    }
  }
  return needs;
}
