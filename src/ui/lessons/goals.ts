import type { LessonDocument, LessonText, OutcomeView, RunView, Scenario } from '../../engine/index.ts';
import { ownSteps } from '../../lessons/index.ts';

export interface GoalState {
  /** 0-based step of the lesson. */
  readonly step: number;
  /** Where that step stands in the timeline now; null if it was changed or removed. */
  readonly at: number | null;
  readonly says: LessonText;
  /** `waiting`: nothing has run. */
  readonly status: 'met' | 'unmet' | 'changed' | 'waiting';
  /** What was expected and what was instead. */
  readonly misses: readonly { readonly what: string; readonly was: string }[];
  readonly outcome: readonly OutcomeView[];
}

/** How far a run meets the goals of a lesson. `scenario` is the document that was run. */
export function goalStates(
  lesson: LessonDocument,
  scenario: Scenario | null,
  view: RunView | null,
): readonly GoalState[] {
  const own = scenario === null ? [] : ownSteps(lesson, scenario.timeline);
  return lesson.timeline.flatMap(({ goal }, step): readonly GoalState[] => {
    if (goal === undefined) return [];
    const at = own[step] ?? null;
    const ran = at === null ? undefined : view?.steps[at];
    const base = { step, at, says: goal.says, misses: [], outcome: [] };
    if (scenario === null || view === null) return [{ ...base, status: 'waiting' }];
    if (at === null) return [{ ...base, status: 'changed' }];
    if (ran === undefined || scenario.timeline[at]?.disabled === true) return [{ ...base, status: 'unmet' }];
    const failed = (ran.expectations ?? []).filter(({ pass }) => !pass);
    return [
      {
        ...base,
        status: failed.length === 0 && (ran.expectations ?? []).length > 0 ? 'met' : 'unmet',
        misses: failed.map(({ text, was }) => ({ what: text, was })),
        outcome: ran.outcome.filter(({ answer, text }) => answer !== true && text !== ''),
      },
    ];
  });
}

export const metCount = (states: readonly GoalState[]): number =>
  states.filter(({ status }) => status === 'met').length;
