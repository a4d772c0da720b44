import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { wordsIn } from '../../lessons/index.ts';
import { useApp, type OpenLesson } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Icon } from '../common/Icon.tsx';
import { MarkdownLine } from '../common/Markdown.tsx';
import { useLessonActions } from './use-lesson-actions.ts';

/** write-the-rule: further packets try the ruleset; the first that is treated wrongly can be looked at. */
export function HiddenCheck({ lesson, isReady }: { readonly lesson: OpenLesson; readonly isReady: boolean }) {
  const { t } = useTranslation('lessons');
  const { tryHidden, showHidden } = useLessonActions();
  const [isChecking, setChecking] = useState(false);
  const verdict = useApp((state) => state.hiddenVerdict);
  const cases = lesson.document.hidden ?? [];
  const check = () => {
    setChecking(true);
    void tryHidden().finally(() => setChecking(false));
  };
  const failed = verdict?.failed ?? null;
  const hidden = failed === null ? undefined : cases[failed.index];
  return (
    <section className="flex flex-col gap-2">
      <p className="text-small text-ink3">{isReady ? t('checkHint', { count: cases.length }) : t('checkFirst')}</p>
      <Button look={isReady && !lesson.done ? 'primary' : 'line'} disabled={!isReady || isChecking} onClick={check}>
        {isChecking ? t('checking') : t('check')}
      </Button>
      {verdict !== null && failed === null && (
        <p className="flex items-center gap-1.5 text-ok">
          <Icon name="check" size={14} /> {t('hiddenPassed')}
        </p>
      )}
      {failed !== null && hidden !== undefined && (
        <div className="rounded-card border border-drop/40 bg-drop-soft/50 px-2.5 py-2">
          <p className="font-semibold text-drop">
            {t('hiddenFailed', { number: failed.index + 1, count: cases.length })}
          </p>
          <p className="pt-0.5">
            <MarkdownLine text={wordsIn(hidden.says, currentLanguage())} />
          </p>
          {failed.miss !== '' && <p className="pt-0.5 font-mono text-mono break-words text-ink2">{failed.miss}</p>}
          <Button small look="line" icon="play" className="mt-1.5" onClick={() => showHidden(hidden)}>
            {t('showPacket')}
          </Button>
        </div>
      )}
    </section>
  );
}
