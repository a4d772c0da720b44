import { benchScenario, runScenario, runView } from '../src/engine/index.ts';
import { runShell } from '../src/shell/index.ts';
import type { Benchmark } from './harness.ts';
import { routerWith } from './scenarios.ts';

const PACKETS_AT_ONCE = 2000;

/** What every edit on the page costs: the whole timeline again, with all events. */
function wholeRun(): Benchmark {
  const scenario = routerWith(100, 20);
  return {
    name: 'run and view: 100 rules, 20 packets',
    unit: 'runs',
    run: () => {
      const record = runScenario(scenario, { shell: runShell, events: true });
      if (!record.ok || runView(record.value).steps.length !== 20) throw new Error('the scenario does not run');
      return 1;
    },
  };
}

/** As `chainwalk bench` does: packets without events. */
function packets(rules: number): Benchmark {
  const scenario = routerWith(rules, 20);
  return {
    name: `packets past ${rules} rules`,
    unit: 'packets',
    run: () => {
      const result = benchScenario(scenario, PACKETS_AT_ONCE, () => performance.now() / 1000);
      if (!result.ok) throw new Error(result.error);
      return PACKETS_AT_ONCE;
    },
  };
}

export const benchmarks: readonly Benchmark[] = [wholeRun(), packets(10), packets(100), packets(1000)];
