/**
 * Random scenarios on the kernel and on the engine: `npx tsx conformance/fuzz.ts --count N --seed S [--self]
 * [--matches tcp,udp] [--targets LOG,DROP] [--shrink N] [--workers N] [--out DIR]`. The first N differences (5) are shrunk to the smallest scenario that still
 * shows it; all are written to DIR (default .reports/fuzz). `--self` holds the kernel against itself.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { inParallel, playBoth, showDifferences } from './batch.ts';
import type { Difference } from './compare.ts';
import type { Scenario } from './document.ts';
import { engine as chainwalk } from './engine.ts';
import { generateScenario } from './generate/scenario.ts';
import { openOracle, oracleUnavailable } from './oracle.ts';
import { shrink } from './shrink.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: '.reports/fuzz' },
    matches: { type: 'string' },
    targets: { type: 'string' },
    shrink: { type: 'string', default: '5' },
    workers: { type: 'string', default: '8' },
    self: { type: 'boolean', default: false },
  },
});

const unavailable = oracleUnavailable();
if (unavailable !== undefined) {
  console.error(unavailable);
  process.exit(2);
}
const engine = values.self ? undefined : chainwalk;

const vocabulary = {
  ...(values.matches !== undefined && { matches: values.matches.split(',') }),
  ...(values.targets !== undefined && { targets: values.targets.split(',') }),
};
const workers = Number(values.workers);
const oracle = openOracle(workers);
const tally = { agree: 0, differ: 0, unplayed: 0 };
let shrunk = 0;
const started = performance.now();
const seeds = Array.from({ length: Number(values.count) }, (_, index) => Number(values.seed) + index);
await inParallel(seeds, workers, async (seed) => {
  const outcome = await playBoth(oracle, engine, generateScenario(seed, vocabulary));
  tally[outcome.kind]++;
  if (outcome.kind === 'unplayed') console.error(`seed ${seed}: ${outcome.reason}`);
  if (outcome.kind !== 'differ') return;
  const stillDiffers = async (smaller: typeof outcome.scenario): Promise<boolean> =>
    (await playBoth(oracle, engine, smaller)).kind === 'differ';
  // What does not differ a second time was noise of the machine, not of either side.
  const cut = upToFirst(outcome.scenario, outcome.differences);
  const start = (await stillDiffers(cut)) ? cut : outcome.scenario;
  const smallest = shrunk++ < Number(values.shrink) ? await shrink(start, stillDiffers) : outcome.scenario;
  const last = await playBoth(oracle, engine, smallest);
  mkdirSync(values.out, { recursive: true });
  const file = join(values.out, `seed-${seed}.json`);
  writeFileSync(file, `${JSON.stringify(smallest, null, 2)}\n`);
  console.log(
    `seed ${seed} differs: ${file}\n${showDifferences(last.kind === 'differ' ? last.differences : outcome.differences)}`,
  );
});
const seconds = (performance.now() - started) / 1000;
oracle.close();
console.log(
  `${tally.agree} agree, ${tally.differ} differ, ${tally.unplayed} not played; ${(seeds.length / seconds).toFixed(1)} scenarios/s`,
);
process.exitCode = tally.differ === 0 ? 0 : 1;

/** Without what comes after the first step that came out differently. */
function upToFirst(scenario: Scenario, differences: readonly Difference[]): Scenario {
  const steps = differences.flatMap(({ path }) => /^steps\[(\d+)\]/.exec(path)?.[1] ?? []).map(Number);
  return steps.length === 0 ? scenario : { ...scenario, timeline: scenario.timeline.slice(0, Math.min(...steps) + 1) };
}
