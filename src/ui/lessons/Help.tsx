import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SolutionStep } from '../../engine/index.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { wordsIn } from '../../lessons/index.ts';
import { useAppStore, type OpenLesson } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Markdown } from '../common/Markdown.tsx';
import { renderTerm } from './TermLink.tsx';
import { useLessonActions } from './use-lesson-actions.ts';

/** The hints asked for so far, and the solution once it was asked for. */
export function Hints({ lesson }: { readonly lesson: OpenLesson }) {
  const { t } = useTranslation('lessons');
  const end = useRef<HTMLDivElement>(null);
  const hints = lesson.document.hints ?? [];
  const asked = lesson.hints + (lesson.solutionShown ? 1 : 0);
  useEffect(() => {
    if (asked > 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [asked]);
  return (
    <section aria-label={t('hint')} className="flex flex-col gap-2 empty:hidden">
      <ol aria-live="polite" className="flex flex-col gap-2 empty:hidden">
        {hints.slice(0, lesson.hints).map((hint, index) => (
          <li key={wordsIn(hint, 'en')} className="rounded-card bg-seen px-2.5 py-1.5 text-small">
            <span className="text-label text-ink3">{t('hintNumber', { number: index + 1, count: hints.length })}</span>
            <Markdown text={wordsIn(hint, currentLanguage())} renderTerm={renderTerm} />
          </li>
        ))}
      </ol>
      {lesson.solutionShown && <Solution steps={lesson.document.solution ?? []} />}
      <div ref={end} />
    </section>
  );
}

/** Always in sight: a hint at a time, or the solution at once. */
export function HelpBar({ lesson }: { readonly lesson: OpenLesson }) {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const hasMore = lesson.hints < (lesson.document.hints?.length ?? 0);
  const offersSolution = (lesson.document.solution?.length ?? 0) > 0 && !lesson.solutionShown;
  if (!hasMore && !offersSolution) return null;
  return (
    <div className="flex shrink-0 flex-wrap gap-1.5 border-t border-line px-3 py-1.5">
      {hasMore && (
        <Button look="line" icon="hint" onClick={() => store.getState().showHint()}>
          {lesson.hints === 0 ? t('hint') : t('nextHint')}
        </Button>
      )}
      {offersSolution && <Button onClick={() => store.getState().showSolution()}>{t('solution')}</Button>}
    </div>
  );
}

function Solution({ steps }: { readonly steps: readonly SolutionStep[] }) {
  const { t } = useTranslation('lessons');
  const { runSolution } = useLessonActions();
  return (
    <div className="rounded-card border border-line px-2.5 py-2">
      <h3 className="pb-1 text-label font-semibold text-ink2">{t('solutionTitle')}</h3>
      <ol className="flex flex-col gap-1 pb-2">
        {steps.map((step) => (
          <li key={JSON.stringify(step)}>
            <code className="block font-mono text-mono break-words whitespace-pre-wrap">
              {typeof step === 'string' ? step : step.command}
            </code>
            {typeof step !== 'string' && (
              <span className="text-label text-ink3">{t('solutionStep', { after: step.after })}</span>
            )}
          </li>
        ))}
      </ol>
      <Button small look="line" icon="play" onClick={() => void runSolution()}>
        {t('runSolution')}
      </Button>
    </div>
  );
}
