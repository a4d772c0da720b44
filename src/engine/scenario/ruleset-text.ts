/** Changes to a ruleset put into the text that people wrote: what did not change stays as it stands, comments and blank lines with it. */

interface SavedTable {
  /** `:NAME policy counters` by name. */
  readonly chains: Map<string, string>;
  /** Rule lines by chain. */
  readonly rules: Map<string, string[]>;
}

type Saved = Map<string, SavedTable>;

const CHAIN_LINE = /^:(\S+)/;
const RULE_LINE = /^(?:\[\d+:\d+\]\s*)?(?:-A|--append)\s+(\S+)/;
const TABLE_LINE = /^\*(\S+)/;

function readSaved(text: string): Saved {
  const tables: Saved = new Map();
  let table: SavedTable = { chains: new Map(), rules: new Map() };
  for (const line of text.split('\n')) {
    const name = TABLE_LINE.exec(line)?.[1];
    const chain = CHAIN_LINE.exec(line)?.[1];
    const appended = RULE_LINE.exec(line)?.[1];
    if (name !== undefined) tables.set(name, (table = { chains: new Map(), rules: new Map() }));
    else if (chain !== undefined) table.chains.set(chain, line);
    else if (appended !== undefined) table.rules.set(appended, [...(table.rules.get(appended) ?? []), line]);
  }
  return tables;
}

/** Lines of `before` that `after` keeps, as pairs of indexes in order: those at both ends, and the longest common ones between. */
function keptLines(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  const kept = new Map<number, number>();
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    kept.set(start, start);
    start += 1;
  }
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    kept.set(before.length - 1 - tail, after.length - 1 - tail);
    tail += 1;
  }
  const [rows, columns] = [before.length - start - tail, after.length - start - tail];
  if (rows * columns > MOST_COMPARED) return kept;
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const isSame = before[start + row] === after[start + column];
      lengths[row * width + column] = isSame
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (before[start + row] === after[start + column]) kept.set(start + row++, start + column++);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return kept;
}

/** Pairs of lines that are compared at most: a whole chain of thousands replaced is taken as replaced. */
const MOST_COMPARED = 4_000_000;

const bare = (chainLine: string): string => chainLine.replace(/\s*\[\d+:\d+\]\s*$/, '');

/** Nothing that anyone wrote: built-in chains that accept. */
const isPristine = ({ chains, rules }: SavedTable): boolean =>
  rules.size === 0 && [...chains.values()].every((line) => /\sACCEPT\b/.test(line));

function tableText(name: string, { chains, rules }: SavedTable): readonly string[] {
  const lines = [...chains.keys()].flatMap((chain) => rules.get(chain) ?? []);
  return [`*${name}`, ...chains.values(), ...lines, 'COMMIT'];
}

/** Does every rule of the text stand on an append line of its own, each table once? Else lines cannot be told by their number. */
function isPlain(text: string, base: Saved): boolean {
  const written = readSaved(text);
  const lines = text.split('\n');
  const isWritten = lines.every(
    (line) =>
      /^\s*(?:#.*)?$/.test(line) ||
      /^COMMIT\s*$/.test(line) ||
      TABLE_LINE.test(line) ||
      CHAIN_LINE.test(line) ||
      RULE_LINE.test(line),
  );
  const headings = lines.filter((line) => TABLE_LINE.test(line));
  const isCounted = [...written].every(([name, { rules }]) =>
    [...rules].every(([chain, own]) => base.get(name)?.rules.get(chain)?.length === own.length),
  );
  return isWritten && headings.length === written.size && isCounted;
}

/** The lines of one table of the text, from its heading to COMMIT, with what changed between `base` and `after`. */
function mergedTable(lines: readonly string[], base: SavedTable, after: SavedTable): readonly string[] {
  const merged: string[] = [];
  const passed = new Map<string, number>();
  const written = new Map<string, number>();
  const kept = new Map(
    [...base.rules].map(([chain, own]) => [chain, keptLines(own, after.rules.get(chain) ?? [])] as const),
  );
  const added = [...after.chains].filter(([name]) => !base.chains.has(name)).map(([, line]) => line);
  /** New rules of a chain up to an index of `after`, in their place. */
  const writeUpTo = (chain: string, end: number): void => {
    const own = after.rules.get(chain) ?? [];
    for (let index = written.get(chain) ?? 0; index < end; index += 1) merged.push(own[index] ?? '');
    written.set(chain, Math.max(end, written.get(chain) ?? 0));
  };
  const finish = (): void => {
    for (const chain of after.chains.keys()) writeUpTo(chain, after.rules.get(chain)?.length ?? 0);
  };
  const lastChain = lines.findLastIndex((line) => CHAIN_LINE.test(line));
  for (const [number, line] of lines.entries()) {
    const chain = CHAIN_LINE.exec(line)?.[1];
    const appended = RULE_LINE.exec(line)?.[1];
    if (chain !== undefined) {
      const now = after.chains.get(chain);
      const isSame = now !== undefined && bare(base.chains.get(chain) ?? '') === bare(now);
      if (now !== undefined) merged.push(isSame ? line : now);
    } else if (appended !== undefined) {
      const index = passed.get(appended) ?? 0;
      passed.set(appended, index + 1);
      const place = kept.get(appended)?.get(index);
      if (place !== undefined) {
        writeUpTo(appended, place);
        merged.push(line);
        written.set(appended, place + 1);
      }
      const isLast = index + 1 === base.rules.get(appended)?.length;
      if (isLast) writeUpTo(appended, after.rules.get(appended)?.length ?? 0);
    } else if (/^COMMIT\s*$/.test(line)) {
      finish();
      merged.push(line);
    } else merged.push(line);
    if (number === Math.max(0, lastChain)) merged.push(...added);
  }
  return merged;
}

/** Lines of the text by table; what stands before, between and behind them goes with the table that follows, or to the end. */
function sectionsOf(text: string): readonly { readonly name: string | null; readonly lines: readonly string[] }[] {
  const sections: { name: string | null; lines: string[] }[] = [{ name: null, lines: [] }];
  for (const line of text.split('\n')) {
    const last = sections.at(-1);
    if (last === undefined) continue;
    const name = TABLE_LINE.exec(line)?.[1];
    if (name !== undefined) last.name = name;
    last.lines.push(line);
    if (/^COMMIT\s*$/.test(line)) sections.push({ name: null, lines: [] });
  }
  return sections;
}

/**
 * The text of a ruleset after a change. `base` is the iptables-save form of `text` as it was loaded, `after` that of the ruleset now.
 * Lines of rules and chains that did not change stay as written; tables that the text has not are added only if there is something in them
 * or they were not open before.
 */
export function mergeRulesetText(text: string, base: string, after: string): string {
  const loaded = readSaved(base);
  const now = readSaved(after);
  const named = new Set([...text.matchAll(/^\*(\S+)/gm)].map(([, name]) => name ?? ''));
  const isWanted = (name: string, table: SavedTable): boolean =>
    named.has(name) || !loaded.has(name) || !isPristine(table);
  const wanted = [...now].filter(([name, table]) => isWanted(name, table));
  if (!isPlain(text, loaded)) return wanted.map(([name, table]) => `${tableText(name, table).join('\n')}\n`).join('');
  const lines = sectionsOf(text.replace(/\n$/, '')).flatMap(({ name, lines: own }): readonly string[] => {
    const before = name === null ? undefined : loaded.get(name);
    const table = name === null ? undefined : now.get(name);
    return before === undefined || table === undefined ? own : mergedTable(own, before, table);
  });
  const fresh = wanted.filter(([name]) => !named.has(name)).flatMap(([name, table]) => tableText(name, table));
  const all = [...(lines.length === 1 && lines[0] === '' ? [] : lines), ...fresh];
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}
