import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { wordsIn } from '../../lessons/index.ts';
import { useApp, useAppStore, type OpenLesson } from '../../store/index.ts';
import { metCount } from './goals.ts';
import { useGoals } from './use-goals.ts';

/** Follows the open lesson, whether its page is seen or not: keeps how far it got, and says so to screen readers. */
export function LessonWatch() {
  const lesson = useApp((state) => state.lesson);
  return lesson === null ? null : <Watch key={lesson.key} lesson={lesson} />;
}

function Watch({ lesson }: { readonly lesson: OpenLesson }) {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const goals = useGoals();
  const ran = useApp((state) => state.ranScenario);
  const scenario = useApp((state) => state.scenario);
  const verdict = useApp((state) => state.hiddenVerdict);

  const { document, answers, done } = lesson;
  const met = metCount(goals);
  const count = goals.length;
  const hasRun = goals.some(({ status }) => status !== 'waiting');
  const questions = document.timeline.filter(({ predict }) => predict !== undefined).length;
  const isMet = document.kind === 'predict' ? Object.keys(answers).length === questions : count > 0 && met === count;
  const isChecked =
    document.kind !== 'write-the-rule' ||
    (verdict !== null && verdict.failed === null && verdict.scenario.ruleset === scenario.ruleset);

  useEffect(() => {
    if (hasRun && ran !== null) store.getState().reachGoals(met, ran);
  }, [store, hasRun, met, ran]);

  useEffect(() => {
    if (isMet && isChecked && !done && (hasRun || document.kind === 'predict')) store.getState().completeLesson();
  }, [store, isMet, isChecked, done, hasRun, document]);

  const title = wordsIn(document.title, currentLanguage());
  const failed = verdict?.failed ?? null;
  const hidden = failed === null ? undefined : document.hidden?.[failed.index];
  const news = done
    ? t('announce.done', { title })
    : hidden !== undefined
      ? t('announce.hiddenFailed', { says: wordsIn(hidden.says, currentLanguage()) })
      : hasRun && count > 0
        ? t('announce.met', { met, count })
        : '';
  return (
    <p role="status" aria-live="polite" className="sr-only" data-testid="lesson-status">
      {news}
    </p>
  );
}
