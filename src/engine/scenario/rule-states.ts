import type { HostServices, RuleEntry, Ruleset, StateDescription } from '../model/index.ts';
import type { RuleStateView } from './views.ts';

/** A match in force that remembers something worth showing. */
export interface RememberingUse {
  readonly place: Pick<RuleStateView, 'table' | 'chain' | 'rule'>;
  readonly entry: RuleEntry;
  /** Index of the match in its rule. */
  readonly match: number;
}

/** Rules beyond are not shown: nobody reads a thousand meters. */
const MOST_USES = 500;
/** Addresses of one table that are shown, the newest. */
const MOST_ENTRIES = 50;

/** All of a ruleset, in the order of its listing. */
export function rememberingUses(ruleset: Ruleset): readonly RememberingUse[] {
  const uses: RememberingUse[] = [];
  for (const { name: table, chains } of ruleset.values()) {
    for (const { name: chain, entries } of chains.values()) {
      for (const [index, entry] of entries.entries()) {
        for (const [match, { behaviour }] of entry.rule.matches.entries()) {
          if (behaviour?.describeState === undefined) continue;
          uses.push({ place: { table, chain, rule: index + 1 }, entry, match });
          if (uses.length === MOST_USES) return uses;
        }
      }
    }
  }
  return uses;
}

/** What they remember now. What is as it was in `before` is the same object, so that snapshots share it. */
export function readStates(
  uses: readonly RememberingUse[],
  host: HostServices,
  before: readonly RuleStateView[],
): readonly RuleStateView[] {
  const states = uses.flatMap((use) => readState(use, host));
  const shared = states.map((state, index) =>
    isSame(state, before[index]) ? (before[index] as RuleStateView) : state,
  );
  return shared.length === before.length && shared.every((state, index) => state === before[index]) ? before : shared;
}

function readState({ place, entry, match }: RememberingUse, host: HostServices): readonly RuleStateView[] {
  const use = entry.rule.matches[match];
  const state = entry.matchStates?.[match];
  const description = use?.behaviour?.describeState?.(state, use.params, host);
  if (use === undefined || description === undefined || state === undefined) return [];
  return [{ ...place, extension: use.name, ...description, entries: description.entries.slice(-MOST_ENTRIES) }];
}

function isSame(state: RuleStateView, before: RuleStateView | undefined): boolean {
  if (
    before === undefined ||
    before.rule !== state.rule ||
    before.chain !== state.chain ||
    before.table !== state.table
  )
    return false;
  return before.extension === state.extension && sameEntries(state, before);
}

const sameEntries = ({ entries }: StateDescription, { entries: others }: StateDescription): boolean =>
  entries.length === others.length &&
  entries.every(({ name, level, capacity }, index) => {
    const other = others[index];
    return other?.name === name && other.level === level && other.capacity === capacity;
  });
