import type { StepView } from '../../engine/index.ts';
import { selectStep, type AppState } from '../../store/index.ts';
import { walkAt, type Walk } from './walk.ts';

let known: { readonly step: StepView | null; readonly position: number; readonly walk: Walk } | null = null;

const NO_STEP: StepView = {
  begins: 0,
  ends: 0,
  rulesetBefore: 0,
  rulesetAfter: 0,
  events: [],
  outcome: [],
  conntrack: [],
  counters: [],
};

/** The walk at the playhead, worked out once however many nodes and rows ask. */
export function selectWalk(state: AppState): Walk {
  const step = selectStep(state);
  const { position } = state.playhead;
  if (known === null || known.step !== step || known.position !== position)
    known = { step, position, walk: walkAt(step ?? NO_STEP, position) };
  return known.walk;
}
