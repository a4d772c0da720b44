import type { OutcomeView, RunView, Scenario, Step } from '../engine/index.ts';
import type { Recordings } from '../formats/index.ts';
import type { Slice } from './app-state.ts';
import type { Engine } from './engine.ts';
import type { PreviousOutcomes, SimulationSlice } from './simulation-state.ts';

const NO_OUTCOMES: PreviousOutcomes = new Map();
const NO_RECORDINGS: Recordings = new Map();
const NO_PROBLEMS: SimulationSlice['recordProblems'] = new Map();

/** The reader of logs is loaded only where there is a log. */
const overlaid = async (view: RunView, scenario: Scenario, recordings: Recordings) =>
  (await import('../formats/index.ts')).withRecordings(view, scenario, recordings);

export const createSimulationSlice =
  (engine: Engine): Slice<SimulationSlice> =>
  (set, get) => {
    let newest = 0;
    return {
      run: { status: 'idle', view: null },
      ranScenario: null,
      previousOutcomes: NO_OUTCOMES,
      recordings: NO_RECORDINGS,
      recordProblems: NO_PROBLEMS,
      shownWalk: 'recorded',

      setRecordings: (recordings) => set({ recordings, shownWalk: 'recorded' }),
      showWalk: (shownWalk) => {
        set({ shownWalk });
        get().runScenario('fresh');
      },

      runScenario: (mode) => {
        const request = ++newest;
        const { scenario, run, recordings, shownWalk } = get();
        set({ run: { status: 'running', view: run.view } });
        const running = engine.run(scenario);
        const shown =
          recordings.size === 0 || shownWalk === 'simulated'
            ? running.then((view) => ({ view, problems: NO_PROBLEMS }))
            : running.then((view) => overlaid(view, scenario, recordings));
        shown.then(
          ({ view, problems }) => {
            if (request !== newest) return;
            set((state) => ({
              run: { status: 'ready', view },
              ranScenario: scenario,
              recordProblems: problems,
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
