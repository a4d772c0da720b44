import type { OutcomeView, RunView, Scenario, Step } from '../engine/index.ts';
import type { Recordings, RecordProblem } from '../formats/index.ts';

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
  /** Packets that a real kernel's log tells of, by the steps that stand for them. */
  readonly recordings: Recordings;
  /** Where the log does not fit the ruleset, by index of the step. */
  readonly recordProblems: ReadonlyMap<number, readonly RecordProblem[]>;
  /** Whose walk such a step shows: the kernel's own, or the engine's of the same packet. */
  readonly shownWalk: 'recorded' | 'simulated';
  setRecordings(recordings: Recordings): void;
  showWalk(which: 'recorded' | 'simulated'): void;
  /** Runs the document; the newest request wins. `compare` keeps the outcomes so far, so that changed badges can say so. */
  runScenario(mode: 'fresh' | 'compare'): void;
}
