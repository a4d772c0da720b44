import { useMemo } from 'react';
import { useApp } from '../../store/index.ts';
import { goalStates, type GoalState } from './goals.ts';

const NONE: readonly GoalState[] = [];

/** The goals of the open lesson, as the last run leaves them. */
export function useGoals(): readonly GoalState[] {
  const lesson = useApp((state) => state.lesson?.document ?? null);
  const ran = useApp((state) => state.ranScenario);
  const view = useApp((state) => state.run.view);
  return useMemo(() => (lesson === null ? NONE : goalStates(lesson, ran, view)), [lesson, ran, view]);
}
