import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { wordsIn } from '../../lessons/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { OutcomeChip } from '../common/Chip.tsx';
import { Icon } from '../common/Icon.tsx';
import { metCount, type GoalState } from './goals.ts';

/** The goal as a checklist that follows every run: what holds, and what happened where it does not. */
export function GoalList({ goals }: { readonly goals: readonly GoalState[] }) {
  const { t } = useTranslation('lessons');
  const notLoaded = useApp((state) => (state.run.view?.restore.exit ?? 0) !== 0);
  return (
    <section aria-label={t('goal')}>
      <h3 className="flex items-baseline justify-between pb-1.5 text-label font-semibold text-ink2">
        {t('goal')}
        <span className="font-normal text-ink3">{t('goalsMet', { met: metCount(goals), count: goals.length })}</span>
      </h3>
      {notLoaded && <p className="pb-1.5 text-small text-drop">{t('notLoaded')}</p>}
      <ul className="flex flex-col gap-1.5">
        {goals.map((goal) => (
          <Goal key={goal.step} goal={goal} />
        ))}
      </ul>
    </section>
  );
}

function Goal({ goal }: { readonly goal: GoalState }) {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const isMet = goal.status === 'met';
  const says = wordsIn(goal.says, currentLanguage());
  const look = () => {
    if (goal.at !== null) store.getState().goTo(goal.at, Number.MAX_SAFE_INTEGER);
  };
  return (
    <li
      className={clsx(
        'relative grid grid-cols-[18px_1fr] gap-x-2 rounded-card border px-2.5 py-1.5',
        isMet ? 'border-ok/40 bg-ok-soft/50' : 'border-line2',
      )}
    >
      <span
        className={clsx(
          'mt-0.5 grid size-4 place-items-center rounded-full border',
          isMet ? 'border-ok bg-ok text-panel' : 'border-line2 text-transparent',
        )}
      >
        <Icon name="check" size={11} />
      </span>
      <div className="min-w-0">
        <button
          type="button"
          disabled={goal.at === null}
          className="text-left after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
          onClick={look}
        >
          {says}
          <span className="sr-only"> ({isMet ? t('met') : t('unmet')})</span>
        </button>
        {goal.status === 'changed' && (
          <p className="text-small text-drop">
            {t('changed', { step: goal.step + 1 })} {t('restore')}
          </p>
        )}
        {goal.status === 'unmet' && <Happened goal={goal} />}
      </div>
    </li>
  );
}

function Happened({ goal }: { readonly goal: GoalState }) {
  const { t } = useTranslation('lessons');
  const [miss] = goal.misses;
  if (goal.outcome.length > 0)
    return (
      <div className="flex flex-wrap items-center gap-1 pt-0.5 text-small text-ink3">
        {t('happened')}
        {goal.outcome.map((outcome) => (
          <OutcomeChip key={`${outcome.kind} ${outcome.text}`} outcome={outcome} />
        ))}
        {miss !== undefined && !miss.what.startsWith('outcome') && (
          <span className="w-full font-mono text-mono break-words">
            {t('expectedWas', { what: miss.what, was: miss.was || t('nothing') })}
          </span>
        )}
      </div>
    );
  if (miss === undefined) return null;
  return (
    <p className="pt-0.5 font-mono text-mono break-words text-ink3">
      {t('expectedWas', { what: miss.what, was: miss.was.trim().split('\n').at(-1) || t('nothing') })}
    </p>
  );
}
