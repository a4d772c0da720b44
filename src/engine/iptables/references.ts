import type { Rule, Table } from '../model/index.ts';

/** The user chain that a rule jumps or goes to, else null. */
export const chainReferredTo = ({ target }: Rule): string | null =>
  target.kind === 'jump' || target.kind === 'goto' ? target.chain : null;

/** How many rules jump or go to each chain. */
export function countReferences(table: Table): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const chain of table.chains.values()) {
    for (const { rule } of chain.entries) {
      const to = chainReferredTo(rule);
      if (to !== null) counts.set(to, (counts.get(to) ?? 0) + 1);
    }
  }
  return counts;
}
