import { useMemo } from 'react';
import type { RulePlace, RuleStateView } from '../../engine/index.ts';
import { selectPosition, useApp } from '../../store/index.ts';
import { statesAsOf } from './states-as-of.ts';

const NONE: readonly RuleStateView[] = [];

/** What a rule remembers as of the playhead. */
export function useStates({ table, chain, rule }: RulePlace): readonly RuleStateView[] {
  const view = useApp((state) => state.run.view);
  const step = useApp((state) => state.playhead.step);
  const event = useApp((state) => selectPosition(state)?.event ?? null);
  return useMemo(
    () => (view === null ? NONE : statesAsOf(view, { table, chain, rule }, step, event)),
    [view, table, chain, rule, step, event],
  );
}
