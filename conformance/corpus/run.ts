/**
 * Compares the engine's iptables with the corpus: `tsx conformance/corpus/run.ts [DIRECTORY] [FILE…]`. Prints N of N for each file,
 * what is not modelled counted apart. Exit 1 on a difference that expected.json does not name, or that it names in vain.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { corpusDirectory, type Check } from './corpus.ts';
import { hookMatrix, limitProbes, ruleCases, wildRules } from './rules.ts';
import { rulesets } from './rulesets.ts';
import { translations } from './translations.ts';

const FILES: Readonly<Record<string, (directory: string) => readonly Check[]>> = {
  'iptables-t-cases.jsonl': ruleCases,
  'limit-probes.jsonl': limitProbes,
  'hook-matrix.tsv': hookMatrix,
  'txlate-cases.jsonl': translations,
  'wild-rules.jsonl.gz': wildRules,
  'rulesets.jsonl.gz': rulesets,
};

/** Differences that are known: file → name of the check → reason. */
type Expected = Readonly<Record<string, Readonly<Record<string, string>>>>;

const SHOWN = Number(process.env['SHOWN'] ?? 20);

/** Returns the number of unexpected outcomes. */
function compareFile(file: string, checks: readonly Check[], expected: Readonly<Record<string, string>>): number {
  let right = 0;
  let known = 0;
  /** Not modelled, but kept as typed and right so. */
  let agreeing = 0;
  const wrong: string[] = [];
  const skipped = new Map<string, number>();
  for (const check of checks) {
    if (check.notModelled.length > 0) {
      for (const name of check.notModelled) skipped.set(name, (skipped.get(name) ?? 0) + 1);
      if (check.run() === null) agreeing++;
      continue;
    }
    const differs = check.run();
    const reason = expected[check.name];
    if (differs === null && reason === undefined) right++;
    else if (differs !== null && reason !== undefined) known++;
    else
      wrong.push(
        differs === null ? `${check.name}: agrees, but a difference is expected` : `${check.name}: ${differs}`,
      );
  }
  const compared = right + known + wrong.length;
  const apart = checks.length - compared;
  console.log(
    `${file}: ${right} of ${compared}${known > 0 ? `, ${known} known differences` : ''}${apart > 0 ? `, ${apart} not modelled (${agreeing} agree all the same)` : ''}`,
  );
  if (skipped.size > 0)
    console.log(
      `    not modelled: ${[...skipped]
        .sort((a, b) => b[1] - a[1])
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}`,
    );
  for (const line of wrong.slice(0, SHOWN)) console.log(`    ${line}`);
  return wrong.length;
}

const directory = corpusDirectory();
if (directory === null) {
  console.log('The corpus is not here: nothing compared.');
} else {
  const expected = JSON.parse(readFileSync(join(import.meta.dirname, 'expected.json'), 'utf8')) as Expected;
  const wanted = process.argv.slice(3);
  let wrong = 0;
  for (const [file, read] of Object.entries(FILES)) {
    if (wanted.length === 0 || wanted.some((part) => file.startsWith(part)))
      wrong += compareFile(file, read(directory), expected[file] ?? {});
  }
  process.exitCode = wrong > 0 ? 1 : 0;
}
