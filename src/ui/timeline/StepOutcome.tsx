import { useTranslation } from 'react-i18next';
import type { OutcomeView, Step, StepView } from '../../engine/index.ts';
import { useApp } from '../../store/index.ts';
import { Chip } from '../common/Chip.tsx';
import { WhyButton } from '../explain/index.ts';
import { ExpectationMarks } from './ExpectationMarks.tsx';

interface StepOutcomeProps {
  readonly step: Step;
  /** 0-based step of the run that `view` is. */
  readonly runStep: number;
  readonly view: StepView | null;
  readonly former: readonly OutcomeView[] | null;
  readonly onExpect: () => void;
}

/** Badges of what happened; what an edit changed keeps the old one struck through. */
export function StepOutcome({ step, runStep, view, former, onExpect }: StepOutcomeProps) {
  const { t } = useTranslation('timeline');
  // A lesson says in its own words what is expected.
  const isLesson = useApp((state) => state.lesson !== null);
  const isRunning = useApp((state) => state.run.status === 'running');
  if (step.disabled === true) return <p className="text-label text-ink3">{t('disabled')}</p>;
  if (view === null) return isRunning ? <p className="text-label text-ink3">{t('pending')}</p> : null;
  const failed = (view.command?.exit ?? 0) !== 0;
  const outcomes = view.outcome.filter((outcome) => outcome.text !== '');
  return (
    <>
      {(outcomes.length > 0 || former !== null || failed) && (
        <div className="mt-1 flex flex-wrap items-center gap-1.5">
          {numbered(outcomes).map(({ outcome, index }) => (
            <WhyButton key={index} step={runStep} outcome={outcome} />
          ))}
          {failed && <Chip kind="drop">{t('exit', { code: view.command?.exit ?? 0 })}</Chip>}
          {former !== null && <Former before={former} now={outcomes} />}
        </div>
      )}
      {view.problem !== undefined && <p className="mt-1 text-small text-log">{view.problem}</p>}
      {!isLesson && <ExpectationMarks views={view.expectations ?? []} onEdit={onExpect} />}
    </>
  );
}

interface FormerProps {
  readonly before: readonly OutcomeView[];
  readonly now: readonly OutcomeView[];
}

/** What the last change took away; where it only added something, that something changed. */
function Former({ before, now }: FormerProps) {
  const { t } = useTranslation('timeline');
  const gone = before.filter(({ kind, text }) => !now.some((one) => one.kind === kind && one.text === text));
  if (gone.length === 0) return <span className="text-label text-ink3">{t('changed')}</span>;
  return numbered(gone).map(({ outcome: { kind, text }, index }) => (
    <del key={index} className="text-label text-ink3">
      <span className="sr-only">{t('was')} </span>
      {t(`former.${kind}`, { text })}
    </del>
  ));
}

const numbered = (outcomes: readonly OutcomeView[]) => outcomes.map((outcome, index) => ({ outcome, index }));
