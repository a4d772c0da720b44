import clsx from 'clsx';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prediction } from '../../engine/index.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { wordsIn } from '../../lessons/index.ts';
import type { Answer, OpenLesson } from '../../store/index.ts';
import { Chip } from '../common/Chip.tsx';
import { Markdown, MarkdownLine } from '../common/Markdown.tsx';
import { renderTerm } from './TermLink.tsx';
import { useLessonActions } from './use-lesson-actions.ts';

/** The questions of a predict lesson: the next one is open, those before are answered, those after wait. */
export function Questions({ lesson }: { readonly lesson: OpenLesson }) {
  const { t } = useTranslation('lessons');
  const asked = lesson.document.timeline.flatMap(({ predict }, step) =>
    predict === undefined ? [] : [{ step, predict }],
  );
  const open = asked.find(({ step }) => lesson.answers[step] === undefined)?.step ?? null;
  return (
    <ol className="flex flex-col gap-2.5">
      {asked.map(({ step, predict }, index) => (
        <li key={step}>
          <h3 className="pb-1 text-label font-semibold text-ink2">
            {t('question', { number: index + 1, count: asked.length })}
          </h3>
          <Question
            step={step}
            predict={predict}
            answer={lesson.answers[step] ?? null}
            state={open === step ? 'open' : lesson.answers[step] === undefined ? 'waiting' : 'answered'}
          />
        </li>
      ))}
    </ol>
  );
}

interface QuestionProps {
  readonly step: number;
  readonly predict: Prediction;
  readonly answer: Answer | null;
  readonly state: 'open' | 'answered' | 'waiting';
}

function Question({ step, predict, answer, state }: QuestionProps) {
  const { t } = useTranslation('lessons');
  const { predict: choose } = useLessonActions();
  const [isAsking, setAsking] = useState(false);
  const language = currentLanguage();
  if (state === 'waiting') return <p className="text-small text-ink3">{t('locked')}</p>;
  const take = (index: number) => {
    setAsking(true);
    void choose(step, index).finally(() => setAsking(false));
  };
  return (
    <div>
      <Markdown text={wordsIn(predict.question, language)} renderTerm={renderTerm} className="pb-1.5" />
      <ul className="flex flex-col gap-1.5">
        {predict.choices.map((choice, index) => (
          <li key={JSON.stringify(choice.says)}>
            {answer === null ? (
              <button
                type="button"
                disabled={isAsking}
                className="w-full rounded-card border border-line2 px-2.5 py-1.5 text-left hover:border-accent hover:bg-accent-soft"
                onClick={() => take(index)}
              >
                <MarkdownLine text={wordsIn(choice.says, language)} />
              </button>
            ) : (
              <Answered
                says={wordsIn(choice.says, language)}
                because={answer.chosen === index ? wordsIn(choice.because, language) : ''}
                isChosen={answer.chosen === index}
                isRight={answer.right.includes(index)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface AnsweredProps {
  readonly says: string;
  readonly because: string;
  readonly isChosen: boolean;
  readonly isRight: boolean;
}

function Answered({ says, because, isChosen, isRight }: AnsweredProps) {
  const { t } = useTranslation('lessons');
  return (
    <div
      className={clsx(
        'rounded-card border px-2.5 py-1.5',
        isRight ? 'border-ok/40 bg-ok-soft/50' : isChosen ? 'border-drop/40 bg-drop-soft/50' : 'border-line text-ink3',
      )}
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span>
          <MarkdownLine text={says} />
        </span>
        {isRight && <Chip kind="accept">{t('engineSays')}</Chip>}
        {isChosen && !isRight && <Chip kind="drop">{t('yourAnswer')}</Chip>}
        {isChosen && isRight && <span className="text-small text-ok">{t('right')}</span>}
      </p>
      {because !== '' && <Markdown text={because} renderTerm={renderTerm} className="pt-1 text-small text-ink2" />}
    </div>
  );
}
