import type { StepView, WalkEvent } from '../engine/index.ts';

/** A stretch of missed rules up to this length is walked rule by rule; a longer one is one stop. */
export const EXPANDED_MISSES = 48;

/** A stop of the playhead inside a step. */
export interface Position {
  /** Index into the step's events; null in a step where nothing happened. */
  readonly event: number | null;
  /** 1-based rule of a `missed` event that was expanded, else null. */
  readonly rule: number | null;
}

const NOTHING: readonly Position[] = [{ event: null, rule: null }];
const known = new WeakMap<StepView, readonly Position[]>();

/** All stops of a step, at least one. The same array for the same step, so it can be compared by identity. */
export function positionsOf(step: StepView): readonly Position[] {
  const found = known.get(step);
  if (found !== undefined) return found;
  const positions = step.events.flatMap(stopsOf);
  const result = positions.length === 0 ? NOTHING : positions;
  known.set(step, result);
  return result;
}

function stopsOf(event: WalkEvent, index: number): readonly Position[] {
  if (event.kind !== 'missed') return [{ event: index, rule: null }];
  const count = event.to - event.from + 1;
  if (count > EXPANDED_MISSES) return [{ event: index, rule: null }];
  return Array.from({ length: count }, (_, offset) => ({ event: index, rule: event.from + offset }));
}

/** The first stop at an event, or at one rule of a stretch, for links that lead to it; 0 if there is none. */
export function positionOfEvent(step: StepView, event: number, rule: number | null = null): number {
  const positions = positionsOf(step);
  const exact = positions.findIndex((position) => position.event === event && position.rule === rule);
  return Math.max(0, exact >= 0 ? exact : positions.findIndex((position) => position.event === event));
}
