import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { wordsIn } from '../../lessons/index.ts';
import { useApp, useAppStore, type OpenLesson } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import { Chip } from '../common/Chip.tsx';
import { Icon } from '../common/Icon.tsx';
import { Markdown } from '../common/Markdown.tsx';
import { Menu, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { GoalList } from './GoalList.tsx';
import { metCount } from './goals.ts';
import { HelpBar, Hints } from './Help.tsx';
import { HiddenCheck } from './HiddenCheck.tsx';
import { Questions } from './Questions.tsx';
import { renderTerm } from './TermLink.tsx';
import { useCourseStand, useOpenLesson, type CourseStand } from './use-course.ts';
import { useGoals } from './use-goals.ts';

/** The lesson under way: its case, its goal as it stands, help, and at the end what to take away. */
export function LessonPage({ lesson }: { readonly lesson: OpenLesson }) {
  const stand = useCourseStand(lesson);
  const goals = useGoals();
  const { document } = lesson;
  const isReady = goals.length > 0 && metCount(goals) === goals.length;
  return (
    <article className="flex h-full min-h-0 flex-col bg-panel" aria-labelledby="lesson-title">
      <Head lesson={lesson} stand={stand} />
      {/* It scrolls, so the keyboard must be able to reach it. */}
      <div tabIndex={-1} className="flex min-h-0 flex-1 flex-col gap-3.5 overflow-y-auto px-3.5 pt-1 pb-4">
        <Markdown text={wordsIn(document.story, currentLanguage())} renderTerm={renderTerm} />
        {document.kind === 'predict' ? <Questions lesson={lesson} /> : <GoalList goals={goals} />}
        {document.kind === 'write-the-rule' && <HiddenCheck lesson={lesson} isReady={isReady} />}
        {lesson.done ? <Done lesson={lesson} stand={stand} /> : <Hints lesson={lesson} />}
      </div>
      {!lesson.done && <HelpBar lesson={lesson} />}
    </article>
  );
}

function Head({ lesson, stand }: { readonly lesson: OpenLesson; readonly stand: CourseStand | null }) {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const heading = useRef<HTMLHeadingElement>(null);
  const { document, place } = lesson;
  // Whoever opened it by keyboard goes on reading here.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const where =
    stand === null
      ? t(place.kind === 'preview' ? 'course.preview' : place.kind === 'link' ? 'course.shared' : 'lesson')
      : t('course.lessonOf', { course: stand.title, number: stand.number, count: stand.count });
  return (
    <header className="shrink-0 border-b border-line px-3.5 pt-2 pb-2.5">
      <div className="flex items-center gap-1">
        <p className="min-w-0 flex-1 truncate text-label text-ink3">{where}</p>
        <LessonMenu lesson={lesson} />
        <IconButton small icon="close" label={t('close')} onClick={() => store.getState().setLessonView('closed')} />
      </div>
      <h2 id="lesson-title" ref={heading} tabIndex={-1} className="text-title font-semibold outline-none">
        {wordsIn(document.title, currentLanguage())}
      </h2>
      <p className="flex items-center gap-1.5 pt-1">
        <Chip kind="other">{t(`kinds.${document.kind}`)}</Chip>
        {lesson.done && <Chip kind="accept">{t('done')}</Chip>}
      </p>
    </header>
  );
}

function LessonMenu({ lesson }: { readonly lesson: OpenLesson }) {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const kept = useApp((state) => state.kept);
  const isAtCheckpoint = useApp((state) => state.scenario === lesson.checkpoint);
  const { resetLesson, leaveLesson, setCoursesShown, setLessonView } = store.getState();
  const authoring = useApp((state) => state.authoring !== null);
  return (
    <Menu trigger={<IconButton small icon="more" label={t('menu')} />}>
      <MenuItem disabled={isAtCheckpoint} onSelect={() => resetLesson('step', t('undoStep'))}>
        {t('resetStep')}
      </MenuItem>
      <MenuItem onSelect={() => resetLesson('start', t('undoStart'))}>{t('resetLesson')}</MenuItem>
      <MenuSeparator />
      {authoring && <MenuItem onSelect={() => setLessonView('author')}>{t('author.back')}</MenuItem>}
      <MenuItem onSelect={() => setCoursesShown(true)}>{t('course.all')}</MenuItem>
      <MenuItem onSelect={() => leaveLesson(t('undoLeave'))}>
        {kept === null ? t('leave') : t('leaveTo', { title: kept.scenario.title ?? '' })}
      </MenuItem>
    </Menu>
  );
}

function Done({ lesson, stand }: { readonly lesson: OpenLesson; readonly stand: CourseStand | null }) {
  const { t } = useTranslation('lessons');
  const open = useOpenLesson();
  const store = useAppStore();
  const { document } = lesson;
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const language = currentLanguage();
  const explanation = wordsIn(document.explanation, language);
  const remember = wordsIn(document.remember, language);
  const answers = Object.values(lesson.answers);
  const right = answers.filter((answer) => answer.right.includes(answer.chosen)).length;
  const next = stand?.next ?? null;
  return (
    <section aria-label={t('solved')} className="flex flex-col gap-3">
      <div ref={card} className="rounded-card border border-ok/40 bg-ok-soft/50 px-3 py-2.5">
        <h3 className="flex items-center gap-1.5 pb-1 font-semibold text-ok">
          <Icon name="check" size={15} /> {t('solved')}
          {document.kind === 'predict' && (
            <span className="font-normal text-ink2">{t('score', { right, count: answers.length })}</span>
          )}
        </h3>
        {explanation !== '' && <Markdown text={explanation} renderTerm={renderTerm} />}
        {remember !== '' && (
          <div className="mt-2.5 border-t border-ok/30 pt-2">
            <p className="text-label font-semibold text-ink2">{t('remember')}</p>
            <Markdown text={remember} renderTerm={renderTerm} className="font-semibold" />
          </div>
        )}
      </div>
      <Elsewhere lesson={document} />
      {next !== null && (
        <Button look="primary" className="h-auto! min-h-8 py-1 whitespace-normal!" onClick={() => open(next)}>
          {t('course.nextIs', { title: wordsIn(next.document.title, language) })}
          <Icon name="nextEvent" size={15} />
        </Button>
      )}
      {next === null && stand !== null && <p className="text-small text-ink2">{t('course.finished')}</p>}
      <Button look="line" onClick={() => store.getState().setCoursesShown(true)}>
        {t('course.all')}
      </Button>
    </section>
  );
}
