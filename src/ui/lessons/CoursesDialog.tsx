import clsx from 'clsx';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { COURSES, type Course, type Lesson } from '../../lessons/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { Icon } from '../common/Icon.tsx';
import { Tabs } from '../common/Tabs.tsx';
import { GlossaryList } from './GlossaryList.tsx';
import { ProgressMenu } from './ProgressMenu.tsx';
import { useBeginAuthoring } from './use-authoring.ts';
import { useCourses, useOpenLesson } from './use-course.ts';

const TABS = ['courses', 'glossary'] as const;

/** All courses with what was done of them; the glossary beside. */
export function CoursesDialog() {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const [tab, setTab] = useState<(typeof TABS)[number]>('courses');
  const begin = useBeginAuthoring();
  return (
    <Dialog
      open
      wide
      title={t('title')}
      onClose={() => store.getState().setCoursesShown(false)}
      actions={
        <>
          <ProgressMenu />
          <span className="flex-1" />
          <Button look="line" icon="edit" onClick={begin}>
            {t('author.make')}
          </Button>
        </>
      }
    >
      <Tabs
        label={t('title')}
        tabs={TABS.map((id) => ({ id, label: t(`tabs.${id}`) }))}
        active={tab}
        onSelect={setTab}
        className="-mt-3"
      >
        <div className="pt-3">{tab === 'courses' ? <Courses /> : <GlossaryList />}</div>
      </Tabs>
    </Dialog>
  );
}

function Courses() {
  const { t } = useTranslation('lessons');
  const loaded = useCourses();
  return (
    <>
      <p className="pb-3 text-ink2">{t('intro')}</p>
      <div className="gap-x-6 sm:columns-2">
        {COURSES.map((course) => (
          <CourseSection key={course.id} course={course} lessons={loaded[course.id] ?? []} />
        ))}
      </div>
    </>
  );
}

function CourseSection({ course, lessons }: { readonly course: Course; readonly lessons: readonly Lesson[] }) {
  const { t } = useTranslation('lessons');
  const progress = useApp((state) => state.progress);
  const language = currentLanguage();
  const done = lessons.filter(({ id }) => progress[id]?.done === true).length;
  return (
    <section className="mb-5 break-inside-avoid" aria-label={course.title[language]}>
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="text-title font-semibold">{course.title[language]}</h3>
        <span className="shrink-0 text-label text-ink3 tabular-nums">
          {t('doneOf', { done, count: lessons.length })}
        </span>
      </div>
      <p className="text-small text-ink2">{course.about[language]}</p>
      <div aria-hidden="true" className="my-2 h-1 overflow-hidden rounded-full bg-line">
        <div
          className={clsx('h-full rounded-full bg-ok', WIDTHS[Math.round((10 * done) / Math.max(1, lessons.length))])}
        />
      </div>
      <ol>
        {lessons.map((lesson, index) => (
          <Entry key={lesson.id} course={course} lesson={lesson} number={index + 1} />
        ))}
      </ol>
    </section>
  );
}

/** Tenths: the page's policy forbids inline styles in its markup. */
const WIDTHS = [
  'w-0',
  'w-1/10',
  'w-2/10',
  'w-3/10',
  'w-4/10',
  'w-5/10',
  'w-6/10',
  'w-7/10',
  'w-8/10',
  'w-9/10',
  'w-full',
] as const;

interface EntryProps {
  readonly course: Course;
  readonly lesson: Lesson;
  readonly number: number;
}

function Entry({ course, lesson, number }: EntryProps) {
  const { t } = useTranslation('lessons');
  const open = useOpenLesson();
  const isDone = useApp((state) => state.progress[lesson.id]?.done === true);
  const isOpen = useApp((state) => state.lesson?.key === lesson.id);
  const title = lesson.title[currentLanguage()];
  return (
    <li>
      <button
        type="button"
        aria-label={t('open', { title })}
        aria-current={isOpen ? 'true' : undefined}
        className="flex min-h-8 w-full items-center gap-2 rounded-control px-1.5 py-1 text-left hover:bg-seen aria-[current]:bg-accent-soft"
        onClick={() => open({ document: lesson, place: { kind: 'shipped', course: course.id }, key: lesson.id })}
      >
        <span
          className={clsx(
            'grid size-5 shrink-0 place-items-center rounded-full border text-[10.5px] tabular-nums',
            isDone ? 'border-ok bg-ok text-panel' : 'border-line2 text-ink2',
          )}
        >
          {isDone ? <Icon name="check" size={12} /> : number}
        </span>
        <span className="min-w-0 flex-1">{title}</span>
        {isDone && <span className="sr-only">{t('done')}</span>}
        <span className="shrink-0 text-label text-ink3">{isOpen ? t('underWay') : t(`kinds.${lesson.kind}`)}</span>
      </button>
    </li>
  );
}
