/**
 * Keeps a scenario that once came out differently as a recording: `npx tsx conformance/keep.ts FILE TITLE [FILE TITLE…]`.
 * It is played twice on the kernel and written to `recordings/found/` under the title, if it comes out the same.
 */

import { readFileSync } from 'node:fs';

import { compareRuns } from './compare.ts';
import type { Scenario } from './document.ts';
import { openOracle } from './oracle.ts';
import { writeRecording } from './recordings.ts';

const words = process.argv.slice(2);
const oracle = openOracle(1);
for (let at = 0; at + 1 < words.length; at += 2) {
  const [file = '', title = ''] = words.slice(at, at + 2);
  const scenario = { ...(JSON.parse(readFileSync(file, 'utf8')) as Scenario), title };
  const [once, twice] = [await oracle.run(scenario), await oracle.run(scenario)];
  if (once.kind !== 'recorded' || twice.kind !== 'recorded') {
    console.error(`${title}: not played`);
    process.exitCode = 1;
    continue;
  }
  const [first, second] = [once, twice].map((run) => ({ scenario: run.scenario, result: run.kernel }));
  const differences = first && second ? compareRuns(first, second) : [];
  if (differences.length > 0) {
    console.error(`${title}: not the same twice`);
    process.exitCode = 1;
  } else writeRecording('found', once);
}
oracle.close();
