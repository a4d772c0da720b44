import type { OutcomeView, RulesetView, StepView, WalkEvent } from '../engine/index.ts';
import type { AppState } from './app-state.ts';
import { positionsOf, type Position } from './positions.ts';

export const selectStep = (state: AppState): StepView | null => state.run.view?.steps[state.playhead.step] ?? null;

const NO_POSITIONS: readonly Position[] = [];

export function selectPositions(state: AppState): readonly Position[] {
  const step = selectStep(state);
  return step === null ? NO_POSITIONS : positionsOf(step);
}

export const selectPosition = (state: AppState): Position | null =>
  selectPositions(state)[state.playhead.position] ?? null;

export function selectEvent(state: AppState): WalkEvent | null {
  const index = selectPosition(state)?.event ?? null;
  return index === null ? null : (selectStep(state)?.events[index] ?? null);
}

/** The ruleset in force while the step at the playhead runs; the loaded one before any. */
export function selectRuleset(state: AppState): RulesetView | null {
  const { view } = state.run;
  return view?.rulesets[selectStep(state)?.rulesetBefore ?? 0] ?? null;
}

/** Outcomes that a step had before the last change, if they differ from what they are now. */
export function selectFormerOutcomes(state: AppState, step: number): readonly OutcomeView[] | null {
  const document = state.ranScenario?.timeline[step];
  const now = state.run.view?.steps[step]?.outcome;
  if (document === undefined || now === undefined) return null;
  const before = state.previousOutcomes.get(document);
  return before === undefined || sameOutcomes(before, now) ? null : before;
}

const sameOutcomes = (left: readonly OutcomeView[], right: readonly OutcomeView[]): boolean =>
  left.length === right.length &&
  left.every((outcome, index) => outcome.kind === right[index]?.kind && outcome.text === right[index].text);

export const selectUndoLabel = (state: AppState): string | null => state.past.at(-1)?.label ?? null;
export const selectRedoLabel = (state: AppState): string | null => state.future[0]?.label ?? null;
