import type { ChainView, RulesetView, TableName } from '../../engine/index.ts';

/** A line of a chain as one or both versions have it. Numbers are 1-based in their version, null where it is missing. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly before: number | null;
  readonly after: number | null;
  readonly text: string;
}

export interface ChainDiff {
  readonly table: TableName;
  readonly chain: string;
  /** 'ACCEPT → DROP' where the policy differs. */
  readonly policy: { readonly before: string; readonly after: string } | null;
  /** Only the changed lines, in order. */
  readonly lines: readonly DiffLine[];
}

/** Cells of the table of common subsequences; beyond, a chain is compared as a bag of lines. */
const MOST_CELLS = 4_000_000;

/** Chains that differ, in the order of the newer listing, then those that are gone. */
export function rulesetDiff(before: RulesetView, after: RulesetView): readonly ChainDiff[] {
  const older = chainsOf(before);
  const newer = chainsOf(after);
  const keys = [...newer.keys(), ...[...older.keys()].filter((key) => !newer.has(key))];
  return keys.flatMap((key) => {
    const [table, chain] = key.split(' ') as [TableName, string];
    const was = older.get(key);
    const is = newer.get(key);
    const policies = { before: was?.policy ?? '–', after: is?.policy ?? '–' };
    const policy = policies.before === policies.after ? null : policies;
    const lines = lineDiff(textsOf(was), textsOf(is));
    const isNews = policy !== null || lines.length > 0 || (was === undefined) !== (is === undefined);
    return isNews ? [{ table, chain, policy, lines }] : [];
  });
}

const chainsOf = (ruleset: RulesetView): ReadonlyMap<string, ChainView> =>
  new Map(
    ruleset.tables.flatMap(({ name, chains }) => chains.map((chain) => [`${name} ${chain.name}`, chain] as const)),
  );

const textsOf = (chain: ChainView | undefined): readonly string[] => chain?.rules.map(({ text }) => text) ?? [];

/** What was removed and what was added, in the order of the chain. */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const older = before.slice(start, before.length - end);
  const newer = after.slice(start, after.length - end);
  const kept = older.length * newer.length <= MOST_CELLS ? common(older, newer) : bag(older, newer);
  const gone = older.flatMap((text, index): DiffLine[] =>
    kept.older.has(index) ? [] : [{ kind: 'removed', before: start + index + 1, after: null, text }],
  );
  const come = newer.flatMap((text, index): DiffLine[] =>
    kept.newer.has(index) ? [] : [{ kind: 'added', before: null, after: start + index + 1, text }],
  );
  return [...gone, ...come].toSorted((a, b) => (a.before ?? a.after ?? 0) - (b.before ?? b.after ?? 0));
}

interface Kept {
  readonly older: ReadonlySet<number>;
  readonly newer: ReadonlySet<number>;
}

/** Indexes of a longest common subsequence in both. */
function common(older: readonly string[], newer: readonly string[]): Kept {
  const width = newer.length + 1;
  const lengths = new Uint16Array((older.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = older.length - 1; row >= 0; row -= 1)
    for (let column = newer.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        older[row] === newer[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const kept = { older: new Set<number>(), newer: new Set<number>() };
  for (let row = 0, column = 0; row < older.length && column < newer.length;) {
    if (older[row] === newer[column]) {
      kept.older.add(row);
      kept.newer.add(column);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return kept;
}

/** Lines that both have, wherever they stand. */
function bag(older: readonly string[], newer: readonly string[]): Kept {
  const places = new Map<string, number[]>();
  for (const [index, text] of newer.entries()) places.set(text, [...(places.get(text) ?? []), index]);
  const kept = { older: new Set<number>(), newer: new Set<number>() };
  for (const [index, text] of older.entries()) {
    const place = places.get(text)?.shift();
    if (place === undefined) continue;
    kept.older.add(index);
    kept.newer.add(place);
  }
  return kept;
}
