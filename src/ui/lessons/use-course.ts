import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonDocument } from '../../engine/index.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { COURSES, lessonScenario, linkedKey, loadCourse, wordsIn, type Lesson } from '../../lessons/index.ts';
import { useAppStore, type AppStore, type LessonPlace, type OpenLesson } from '../../store/index.ts';

type Loaded = Readonly<Record<string, readonly Lesson[]>>;
const NOTHING: Loaded = {};

/** Our lessons by their course, as far as they are loaded. */
export function useCourses(): Loaded {
  const [loaded, setLoaded] = useState(NOTHING);
  useEffect(() => {
    for (const { id } of COURSES)
      void loadCourse(id).then((lessons) => setLoaded((before) => ({ ...before, [id]: lessons })));
  }, []);
  return loaded;
}

/** Where a lesson stands in its course, and what comes after it. */
export interface CourseStand {
  readonly title: string;
  readonly number: number;
  readonly count: number;
  readonly next: { readonly document: LessonDocument; readonly place: LessonPlace; readonly key: string } | null;
}

export function useCourseStand(lesson: OpenLesson): CourseStand | null {
  const courses = useCourses();
  const { document, place } = lesson;
  return useMemo(() => {
    const language = currentLanguage();
    if (place.kind === 'shipped') {
      const at = COURSES.findIndex(({ id }) => id === place.course);
      const course = COURSES[at];
      const lessons = courses[place.course] ?? [];
      const index = lessons.findIndex(({ id }) => id === document.id);
      if (course === undefined || index === -1) return null;
      const following = lessons[index + 1];
      const nextCourse = COURSES[at + 1];
      const first = nextCourse === undefined ? undefined : courses[nextCourse.id]?.[0];
      const next =
        following !== undefined
          ? { document: following, place, key: following.id }
          : first !== undefined && nextCourse !== undefined
            ? { document: first, place: { kind: 'shipped', course: nextCourse.id } as const, key: first.id }
            : null;
      return { title: course.title[language], number: index + 1, count: lessons.length, next };
    }
    if (place.kind !== 'link' || place.course === null) return null;
    const following = place.course.lessons[place.index + 1];
    return {
      title: wordsIn(place.course.title, language),
      number: place.index + 1,
      count: place.course.lessons.length,
      next:
        following === undefined
          ? null
          : { document: following, place: { ...place, index: place.index + 1 }, key: linkedKey(following) },
    };
  }, [document, place, courses]);
}

/** Opens a lesson at its start, in the page's language. */
export function openLesson(
  store: AppStore,
  lesson: { readonly document: LessonDocument; readonly place: LessonPlace; readonly key: string },
  label: (title: string) => string,
): void {
  const start = lessonScenario(lesson.document, currentLanguage());
  store.getState().openLesson({ ...lesson, start }, label(start.title ?? ''));
}

export function useOpenLesson() {
  const store = useAppStore();
  const { t } = useTranslation('lessons');
  return (lesson: { readonly document: LessonDocument; readonly place: LessonPlace; readonly key: string }) =>
    openLesson(store, lesson, (title) => t('undoOpen', { title }));
}
