import type { OutcomeView, RunView, Scenario, Step } from '../engine/index.ts';
import type { Slice } from './app-state.ts';
import type { Engine } from './engine.ts';
import type { PreviousOutcomes, SimulationSlice } from './simulation-state.ts';

const NO_OUTCOMES: PreviousOutcomes = new Map();

export const createSimulationSlice =
  (engine: Engine): Slice<SimulationSlice> =>
  (set, get) => {
    let newest = 0;
    return {
      run: { status: 'idle', view: null },
      ranScenario: null,
      previousOutcomes: NO_OUTCOMES,

      runScenario: (mode) => {
        const request = ++newest;
        const { scenario, run } = get();
        set({ run: { status: 'running', view: run.view } });
        engine.run(scenario).then(
          (view) => {
            if (request !== newest) return;
            set((state) => ({
              run: { status: 'ready', view },
              ranScenario: scenario,
              previousOutcomes: mode === 'fresh' ? NO_OUTCOMES : outcomesByStep(state.ranScenario, state.run.view),
            }));
            get().clampPlayhead();
          },
          (reason: unknown) => {
            if (request !== newest) return;
            const issue = reason instanceof Error ? reason.message : String(reason);
            set((state) => ({ run: { status: 'failed', view: state.run.view, issue } }));
          },
        );
      },
    };
  };

function outcomesByStep(scenario: Scenario | null, view: RunView | null): PreviousOutcomes {
  if (scenario === null || view === null) return NO_OUTCOMES;
  const outcomes = new Map<Step, readonly OutcomeView[]>();
  scenario.timeline.forEach((step, index) => {
    const outcome = view.steps[index]?.outcome;
    if (outcome !== undefined) outcomes.set(step, outcome);
  });
  return outcomes;
}
