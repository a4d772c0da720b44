/** Plays scenarios on both sides and keeps count. */

import { compareRuns, type Difference, type Run } from './compare.ts';
import type { Scenario } from './document.ts';
import { runOnEngine, type EngineRunner } from './engine.ts';
import type { Oracle } from './oracle.ts';

export type Outcome =
  | { readonly kind: 'agree' }
  | { readonly kind: 'differ'; readonly scenario: Scenario; readonly differences: readonly Difference[] }
  | { readonly kind: 'unplayed'; readonly reason: string };

/** Without an engine the kernel is held against itself: what differs is noise that the comparison should know. */
export async function playBoth(oracle: Oracle, engine: EngineRunner | undefined, scenario: Scenario): Promise<Outcome> {
  const answer = await oracle.run(scenario);
  if (answer.kind !== 'recorded') return { kind: 'unplayed', reason: `${answer.kind}: ${answer.error}` };
  const kernel: Run = { scenario: answer.scenario, result: answer.kernel };
  const other = engine === undefined ? await playAgain(oracle, scenario) : runEngine(engine, kernel);
  if (typeof other === 'string') {
    if (engine === undefined) return { kind: 'unplayed', reason: other };
    return {
      kind: 'differ',
      scenario: kernel.scenario,
      differences: [{ path: 'engine', kernel: undefined, engine: other }],
    };
  }
  const differences = compareRuns(kernel, other);
  return differences.length === 0 ? { kind: 'agree' } : { kind: 'differ', scenario: kernel.scenario, differences };
}

async function playAgain(oracle: Oracle, scenario: Scenario): Promise<Run | string> {
  const answer = await oracle.run(scenario);
  return answer.kind === 'recorded' ? { scenario: answer.scenario, result: answer.kernel } : answer.error;
}

function runEngine(engine: EngineRunner, kernel: Run): Run | string {
  try {
    return runOnEngine(engine, kernel);
  } catch (error) {
    return `the engine threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

/** The first few differences, for a person. */
export function showDifferences(differences: readonly Difference[], limit = 6): string {
  const shown = differences
    .slice(0, limit)
    .map(({ path, kernel, engine }) => `  ${path}\n    kernel ${kernel}\n    engine ${engine}`);
  return [...shown, ...(differences.length > limit ? [`  … ${differences.length - limit} more`] : [])].join('\n');
}

/** Runs `work` on every item, `width` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
