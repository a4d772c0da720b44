import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CourseDocument, LessonDocument } from '../../engine/index.ts';
import { currentLanguage, type Language } from '../../i18n/index.ts';
import { lessonScenario, ownSteps, wordsIn } from '../../lessons/index.ts';
import { loadShare, useAppStore, useEngine, type Authoring } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import { Chip } from '../common/Chip.tsx';
import { CopyButton } from '../common/CopyButton.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { useAnswer, useSettled } from '../common/use-answer.ts';
import { download, fileName } from '../share/download.ts';
import { withGoalWords, withWords } from './authoring.ts';
import { useOpenLesson } from './use-course.ts';

const REACH_CHIP = { anywhere: 'accept', most: 'log', 'file-advised': 'log', 'too-long': 'drop' } as const;
const address = (fragment: string): string => `${location.href.split('#')[0]}#${fragment}`;

/** Preview and link of the lesson, and the course it may be chained into. */
export function AuthorShare({ authoring, language }: { readonly authoring: Authoring; readonly language: Language }) {
  const { t } = useTranslation(['lessons', 'share']);
  const { encodeFragment, linkReach } = use(loadShare());
  const store = useAppStore();
  const open = useOpenLesson();
  const settled = useSettled(authoring.draft, 300);
  const lesson = withGoalWords(settled, language);
  const problems = useProblems(lesson);
  const link = address(encodeFragment(lesson, null, 'lesson'));
  const isReady = problems.length === 0;
  const add = () => {
    const { course } = authoring;
    store.getState().setAuthoring({ ...authoring, course: { ...course, lessons: [...course.lessons, lesson] } });
  };
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-label font-semibold text-ink2">4 · {t('author.share')}</h3>
      {!isReady && (
        <div className="rounded-card bg-log-soft/60 px-2.5 py-1.5 text-small">
          <p className="font-semibold text-log">{t('author.problems')}</p>
          <ul className="list-disc pl-4">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="flex flex-wrap gap-1.5">
        <Button
          look="line"
          icon="play"
          disabled={!isReady}
          onClick={() => open({ document: lesson, place: { kind: 'preview' }, key: 'preview' })}
        >
          {t('author.preview')}
        </Button>
        <Button
          look="line"
          icon="export"
          onClick={() =>
            download(
              fileName(wordsIn(lesson.title, language), 'lesson.json'),
              `${JSON.stringify(lesson, null, 2)}\n`,
              'application/json',
            )
          }
        >
          {t('author.download')}
        </Button>
        {isReady && <CopyButton look="primary" text={link} label={t('author.copyLink')} />}
      </div>
      {isReady && (
        <p className="flex flex-wrap items-center gap-2 text-small text-ink2">
          <Chip kind={REACH_CHIP[linkReach(link.length)]}>{t('share:length', { count: link.length })}</Chip>
          {t(`share:reach.${linkReach(link.length)}`)}
        </p>
      )}
      <CoursePart authoring={authoring} language={language} canAdd={isReady} onAdd={add} />
    </section>
  );
}

/** What is missing before it can be shared, in the reader's words or the validator's. */
function useProblems(lesson: LessonDocument): readonly string[] {
  const { t } = useTranslation('lessons');
  const engine = useEngine();
  const hasGoal = lesson.timeline.some(({ goal }) => goal !== undefined);
  const missing = [
    ...(wordsIn(lesson.title, currentLanguage()).trim() === '' ? [t('author.noTitle')] : []),
    ...(wordsIn(lesson.story, currentLanguage()).trim() === '' ? [t('author.noStory')] : []),
    ...(hasGoal ? [] : [t('author.noGoal')]),
  ];
  const key = JSON.stringify(lesson);
  const { value } = useAnswer(
    missing.length > 0
      ? null
      : async () => {
          const checked = await engine.validateLesson(lesson);
          if ('problems' in checked) return checked.problems.map(({ path, message }) => `${path}: ${message}`);
          const start = lessonScenario(lesson, currentLanguage());
          const own = ownSteps(lesson, start.timeline);
          const steps = await engine.check(start);
          const isMet = lesson.timeline.every(
            ({ goal }, index) => goal === undefined || (steps?.[own[index] ?? -1] ?? []).every(({ pass }) => pass),
          );
          return isMet ? [t('author.alreadyMet')] : [];
        },
    key,
  );
  return missing.length > 0 ? missing : (value ?? []);
}

interface CoursePartProps {
  readonly authoring: Authoring;
  readonly language: Language;
  readonly canAdd: boolean;
  readonly onAdd: () => void;
}

function CoursePart({ authoring, language, canAdd, onAdd }: CoursePartProps) {
  const { t } = useTranslation('lessons');
  const { encodeFragment } = use(loadShare());
  const store = useAppStore();
  const { course } = authoring;
  const change = (part: Partial<Authoring['course']>) =>
    store.getState().setAuthoring({ ...authoring, course: { ...course, ...part } });

  const title = wordsIn(course.title, language) || t('author.courseTitle');
  const document: CourseDocument = {
    chainwalkCourse: 1,
    title: wordsIn(course.title, language) === '' ? { [language]: title } : course.title,
    lessons: course.lessons,
  };
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="text-label font-semibold text-ink2">{t('author.courseTitle')}</h3>
      <div>
        <Button look="line" icon="plus" disabled={!canAdd} onClick={onAdd}>
          {t('author.addToCourse')}
        </Button>
      </div>
      <Chained
        lessons={course.lessons}
        language={language}
        onRemove={(index) => change({ lessons: course.lessons.filter((_, at) => at !== index) })}
      />
      <AddLink onAdd={(lesson) => change({ lessons: [...course.lessons, lesson] })} />
      {course.lessons.length > 0 && (
        <>
          <Field label={t('author.courseName')}>
            {(control) => (
              <input
                {...control}
                className={controlClass()}
                value={course.title[language] ?? ''}
                onChange={(event) => change({ title: withWords(course.title, language, event.target.value) })}
              />
            )}
          </Field>
          <div>
            <CopyButton
              look="primary"
              text={address(encodeFragment(document, null, 'course'))}
              label={t('author.copyCourse')}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** A lesson that came as a link, put behind the others. */
function AddLink({ onAdd }: { readonly onAdd: (lesson: LessonDocument) => void }) {
  const { t } = useTranslation(['lessons', 'common']);
  const { decodeFragment } = use(loadShare());
  const engine = useEngine();
  const [pasted, setPasted] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = async () => {
    const decoded = decodeFragment(pasted.slice(pasted.indexOf('#') + 1).trim());
    const isLesson = decoded.ok && decoded.value.kind === 'lesson';
    const answer = isLesson ? await engine.validateLesson(decoded.value.document) : null;
    if (answer === null || 'problems' in answer) return setWrong(true);
    onAdd(answer.lesson);
    setPasted('');
    setWrong(false);
  };
  return (
    <form
      className="flex items-start gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Field
        className="flex-1"
        label={t('author.addLink')}
        hint={t('author.addLinkHint')}
        error={isWrong ? t('author.notALesson') : undefined}
      >
        {(control) => (
          <input
            {...control}
            className={controlClass(true)}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        )}
      </Field>
      <Button look="line" type="submit" className="mt-5" disabled={pasted.trim() === ''}>
        {t('common:add')}
      </Button>
    </form>
  );
}

interface ChainedProps {
  readonly lessons: readonly LessonDocument[];
  readonly language: Language;
  readonly onRemove: (index: number) => void;
}

function Chained({ lessons, language, onRemove }: ChainedProps) {
  const { t } = useTranslation('lessons');
  const titles = lessons.map((lesson, index) => ({ title: wordsIn(lesson.title, language), index }));
  return (
    <ol className="flex flex-col gap-1 empty:hidden">
      {titles.map(({ title, index }) => (
        <li key={index} className="flex items-center gap-2 rounded-control bg-seen py-0.5 pr-1 pl-2.5">
          <span className="text-label text-ink3">{index + 1}</span>
          <span className="min-w-0 flex-1 truncate">{title}</span>
          <IconButton small icon="delete" label={t('author.remove', { title })} onClick={() => onRemove(index)} />
        </li>
      ))}
    </ol>
  );
}
