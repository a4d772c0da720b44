import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonDocument, LessonStep } from '../../engine/index.ts';
import { ownSteps } from '../../lessons/index.ts';
import { useApp } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { OutcomeChip } from '../common/Chip.tsx';
import { controlClass } from '../common/Field.tsx';
import { selectStepView } from '../timeline/use-timeline.ts';
import { expectationsOf, expectationText, withWords, type PartProps } from './authoring.ts';

/** The steps as they run now; each may be taken as the goal with one click. */
export function AuthorGoals({ draft, language, onChange }: PartProps) {
  const { t } = useTranslation('lessons');
  const timeline = useApp((state) => state.scenario.timeline);
  const own = useMemo(() => {
    // Goals are what is being set here: the steps are found by what they do.
    const bare: LessonDocument = { ...draft, timeline: draft.timeline.map(({ goal: _goal, ...step }) => step) };
    return ownSteps(
      bare,
      timeline.map(({ expect: _expect, ...step }) => step),
    );
  }, [draft, timeline]);
  const set = (index: number, step: LessonStep) =>
    onChange({ timeline: draft.timeline.map((old, at) => (at === index ? step : old)) });
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-label font-semibold text-ink2">2 · {t('author.goal')}</h3>
      <p className="text-small text-ink3">{t('author.goalHint')}</p>
      <ol className="flex flex-col gap-1.5">
        {numbered(draft.timeline).map(({ step, index }) => (
          <StepGoal
            key={index}
            step={step}
            number={index + 1}
            at={own[index] ?? null}
            language={language}
            onChange={(next) => set(index, next)}
          />
        ))}
      </ol>
    </section>
  );
}

/** Steps have no name but their place. */
const numbered = (steps: readonly LessonStep[]) => steps.map((step, index) => ({ step, index }));

interface StepGoalProps {
  readonly step: LessonStep;
  readonly number: number;
  readonly at: number | null;
  readonly language: PartProps['language'];
  readonly onChange: (step: LessonStep) => void;
}

function StepGoal({ step, number, at, language, onChange }: StepGoalProps) {
  const { t } = useTranslation('lessons');
  const view = useApp((state) => (at === null ? null : selectStepView(state, at)));
  const { goal, ...rest } = step;
  const expect = expectationsOf('packet' in rest && rest.packet.from === 'local', view);
  const outcome = (view?.outcome ?? []).filter(({ text }) => text !== '');
  return (
    <li className="rounded-card border border-line px-2.5 py-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="text-label text-ink3 tabular-nums">{number}</span>
        {outcome.map((one) => (
          <OutcomeChip key={`${one.kind} ${one.text} ${one.answer ?? ''}`} outcome={one} />
        ))}
        {expect === null && goal === undefined && <span className="text-small text-ink3">{t('author.noOutcome')}</span>}
        <span className="flex-1" />
        {expect !== null && goal === undefined && (
          <Button small look="line" onClick={() => onChange({ ...rest, goal: { says: {}, expect } })}>
            {t('author.takeGoal')}
          </Button>
        )}
        {goal !== undefined && (
          <Button small onClick={() => onChange(rest)}>
            {t('author.dropGoal')}
          </Button>
        )}
      </div>
      {goal !== undefined && (
        <div className="flex flex-col gap-1 pt-1.5">
          <p className="font-mono text-mono text-ok">{expectationText(goal.expect)}</p>
          <input
            aria-label={`${t('author.says')} ${number}`}
            placeholder={t('author.says')}
            className={controlClass()}
            value={goal.says[language] ?? ''}
            onChange={(event) =>
              onChange({ ...rest, goal: { ...goal, says: withWords(goal.says, language, event.target.value) } })
            }
          />
        </div>
      )}
    </li>
  );
}
