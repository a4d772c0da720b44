/** The corpus: rules that others wrote, and what the real tools make of them. Read-only, and often absent. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import type { CommandResult, Ruleset, SetLookup } from '../../src/engine/index.ts';
import {
  TABLES,
  createRuleset,
  findMatch,
  findTarget,
  isKnownMatch,
  isKnownTarget,
  lacksModule,
  runIptables,
} from '../../src/engine/index.ts';

/** Directory of the corpus: first argument, then the environment, then beside the project. */
export const corpusDirectory = (): string | null => {
  const directory =
    process.argv[2] ?? process.env['CHAINWALK_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
  return existsSync(directory) ? directory : null;
};

export function readLines(directory: string, name: string): readonly string[] {
  const bytes = readFileSync(join(directory, name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

export const readRecords = (directory: string, name: string): readonly unknown[] =>
  readLines(directory, name).map((line): unknown => JSON.parse(line));

/** One check of one file: null if it agrees, else what differs. */
export interface Check {
  /** Stable name, for the list of expected differences. */
  readonly name: string;
  /** Extensions in it that the engine does not model. */
  readonly notModelled: readonly string[];
  run(): string | null;
}

/** Words as a shell would split them: quotes and backslashes. */
export function shellWords(text: string): readonly string[] {
  const words: string[] = [];
  const pattern = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g;
  for (const [word] of text.matchAll(pattern)) {
    words.push(
      word.replaceAll(
        /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
        (_whole, escaped?: string, double?: string, single?: string) =>
          escaped ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? single ?? '',
      ),
    );
  }
  return words;
}

/**
 * Extensions named in these words that iptables knows and the registry does not. A protocol's own match counts only if there is an
 * option that no named extension has.
 */
export function notModelledIn(words: readonly string[]): readonly string[] {
  const names = new Set<string>();
  const options = new Set<string>();
  for (const [index, word] of words.entries()) {
    const name = words[index + 1] ?? '';
    const isMatch = word === '-m' || word === '--match';
    if (!isMatch && word !== '-j' && word !== '--jump') continue;
    const extension = isMatch ? findMatch(name) : findTarget(name);
    for (const spec of extension?.options ?? [])
      for (const option of [spec.name, ...(spec.aliases ?? [])]) options.add(option);
    if (extension === undefined && !lacksModule(name) && (isMatch ? isKnownMatch(name) : isKnownTarget(name)))
      names.add(name);
  }
  const protocol = words[words.findIndex((word) => word === '-p' || word === '--protocol') + 1] ?? '';
  const hasOther = words.some((word) => word.startsWith('--') && !options.has(word.slice(2)));
  if (hasOther && isKnownMatch(protocol) && findMatch(protocol) === undefined) names.add(protocol);
  return [...names];
}

/** Every table opened, as a fresh machine has them. */
export const emptyRuleset = (): Ruleset => createRuleset([...TABLES].reverse());

/** Sets that the commands may name. */
export const findSet: SetLookup = (name) => SETS.get(name) ?? null;

export const run = (words: readonly string[], ruleset: Ruleset): CommandResult =>
  runIptables(words, ruleset, { findSet });

/** Sets that existed when the corpus was made. */
const SETS: ReadonlyMap<string, { readonly dimensions: number }> = new Map([
  ['s1', { dimensions: 1 }],
  ['test', { dimensions: 1 }],
  ['s2', { dimensions: 2 }],
  ['s'.repeat(31), { dimensions: 1 }],
  ['ANTREA-NODEPORT-IP', { dimensions: 2 }],
  ['ANTREA-POD-IP', { dimensions: 1 }],
]);

/** First difference of two texts, in short. */
export function difference(what: string, ours: string, theirs: string): string | null {
  if (ours === theirs) return null;
  const a = ours.split('\n');
  const b = theirs.split('\n');
  const at = a.findIndex((line, index) => line !== b[index]);
  const line = at < 0 ? a.length : at;
  return `${what}\n      ours   ${JSON.stringify(a[line] ?? null)}\n      theirs ${JSON.stringify(b[line] ?? null)}`;
}
