import type { Scenario, Step } from '../engine/scenario/document.ts';
import type { OutcomeView, RunView } from '../engine/scenario/views.ts';
import type { Slice } from './app-state.ts';
import type { Engine } from './engine.ts';

export interface Run {
  readonly status: 'idle' | 'running' | 'ready' | 'failed';
  /** The last good answer; kept while a newer one is computed or when one failed. */
  readonly view: RunView | null;
  /** Why the last run failed. */
  readonly issue?: string;
}

/** Outcomes before the last change, by the step of the document: a step that was itself edited has none. */
export type PreviousOutcomes = ReadonlyMap<Step, readonly OutcomeView[]>;

export interface SimulationSlice {
  readonly run: Run;
  /** The document that `run.view` is of: while a run is under way it is not `scenario`. */
  readonly ranScenario: Scenario | null;
  readonly previousOutcomes: PreviousOutcomes;
  /** Runs the document; the newest request wins. `compare` keeps the outcomes so far, so that changed badges can say so. */
  runScenario(mode: 'fresh' | 'compare'): void;
}

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
