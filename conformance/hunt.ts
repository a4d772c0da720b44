/** Looks for scenarios that come out differently on the kernel and on the engine; shrinks the first few that do. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParseArgsConfig } from 'node:util';

import { inParallel, playBoth, showDifferences, type Outcome } from './batch.ts';
import type { Difference } from './compare.ts';
import type { Scenario } from './document.ts';
import { engine as chainwalk } from './engine.ts';
import { openOracle, oracleUnavailable } from './oracle.ts';
import { shrink } from './shrink.ts';

/** How often a scenario that came out differently is played again. */
const REPETITIONS = 5;

/** Options of the command line that every generator's command takes. */
export const HUNT_OPTIONS = {
  count: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  out: { type: 'string', default: '.reports/fuzz' },
  shrink: { type: 'string', default: '5' },
  workers: { type: 'string', default: '2' },
  self: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

export interface HuntOptions {
  readonly count: string;
  readonly seed: string;
  readonly out: string;
  readonly shrink: string;
  readonly workers: string;
  /** Holds the kernel against itself. */
  readonly self: boolean;
}

/** Plays `count` scenarios from seed `seed` on; sets the exit code, and ends the process where no kernel can be asked. */
export async function hunt(generate: (seed: number) => Scenario, values: HuntOptions): Promise<void> {
  const unavailable = oracleUnavailable();
  if (unavailable !== undefined) {
    console.error(unavailable);
    process.exit(2);
  }
  const engine = values.self ? undefined : chainwalk;
  const workers = Number(values.workers);
  const oracle = openOracle(workers);
  const tally = { agree: 0, differ: 0, unplayed: 0 };
  let [shrunk, byChance] = [0, 0];
  const started = performance.now();
  const seeds = Array.from({ length: Number(values.count) }, (_, index) => Number(values.seed) + index);
  const stillDiffers = async (smaller: Scenario): Promise<boolean> =>
    (await playBoth(oracle, engine, smaller)).kind === 'differ';
  // What comes out the same when it is played again, and the engine draws other numbers, turned on a number that was drawn, or on the machine's time.
  const playAgain = async (scenario: Scenario, first: Outcome): Promise<Outcome> => {
    let outcome = first;
    for (let left = REPETITIONS; left > 0 && outcome.kind === 'differ'; left--)
      outcome = await playBoth(oracle, engine, { ...scenario, seed: 1 + left });
    return outcome.kind === 'agree' ? outcome : first;
  };
  await inParallel(seeds, workers, async (seed) => {
    const scenario = generate(seed);
    const first = await playBoth(oracle, engine, scenario);
    const outcome = first.kind === 'differ' ? await playAgain(scenario, first) : first;
    if (first.kind !== outcome.kind) byChance++;
    tally[outcome.kind]++;
    if (outcome.kind === 'unplayed') console.error(`seed ${seed}: ${outcome.reason}`);
    if (outcome.kind !== 'differ') return;
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
    `${tally.agree} agree (${byChance} of them when played again), ${tally.differ} differ, ${tally.unplayed} not played; ${(seeds.length / seconds).toFixed(1)} scenarios/s`,
  );
  process.exitCode = tally.differ === 0 ? 0 : 1;
}

/** Without what comes after the first step that came out differently. */
function upToFirst(scenario: Scenario, differences: readonly Difference[]): Scenario {
  const steps = differences.flatMap(({ path }) => /^steps\[(\d+)\]/.exec(path)?.[1] ?? []).map(Number);
  return steps.length === 0 ? scenario : { ...scenario, timeline: scenario.timeline.slice(0, Math.min(...steps) + 1) };
}
