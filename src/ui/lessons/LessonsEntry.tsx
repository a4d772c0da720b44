import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Icon } from '../common/Icon.tsx';
import { LessonWatch } from './LessonWatch.tsx';

const CoursesDialog = lazy(() => import('./CoursesDialog.tsx').then((module) => ({ default: module.CoursesDialog })));

const ADDRESS = '#/lessons';

/** In the header: all lessons, or the one under way; with it what must live as long as the page. */
export function LessonsEntry() {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const lesson = useApp((state) => state.lesson);
  const view = useApp((state) => state.lessonView);
  const areCoursesShown = useApp((state) => state.coursesShown);
  const authoring = useApp((state) => state.authoring);
  useEffect(() => {
    const follow = () => {
      if (location.hash !== ADDRESS) return;
      store.getState().setCoursesShown(true);
      history.replaceState(null, '', location.pathname + location.search);
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [store]);

  const isOpen = view !== 'closed';
  const canShow = lesson !== null || (authoring !== null && isOpen);
  const press = () => {
    if (!canShow) store.getState().setCoursesShown(true);
    else store.getState().setLessonView(isOpen ? 'closed' : 'lesson');
  };
  const label = !canShow ? t('title') : isOpen ? t('hideLesson') : t('showLesson');
  return (
    <>
      <Button
        aria-label={label}
        title={label}
        aria-pressed={canShow ? isOpen : undefined}
        className={canShow && isOpen ? 'bg-accent-soft text-accent!' : undefined}
        onClick={press}
      >
        <Icon name="lesson" size={16} />
        <span className="max-lg:hidden">{lesson === null ? t('title') : t('lesson')}</span>
      </Button>
      <LessonWatch />
      <Suspense>{areCoursesShown && <CoursesDialog />}</Suspense>
    </>
  );
}
