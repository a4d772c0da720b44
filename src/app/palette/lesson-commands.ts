import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { COURSES } from '../../lessons/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { useBeginAuthoring } from '../../ui/lessons/use-authoring.ts';
import { openLesson, useCourses } from '../../ui/lessons/use-course.ts';
import type { Command } from './command.ts';

/** All lessons by name, and what can be done with the one under way. */
export function useLessonCommands(): readonly Command[] {
  const { t } = useTranslation(['lessons', 'palette']);
  const store = useAppStore();
  const courses = useCourses();
  const begin = useBeginAuthoring();
  const isOpen = useApp((state) => state.lesson !== null);
  return useMemo(() => {
    const group = t('title');
    const { getState } = store;
    const command = (id: string, title: string, run: () => void) => ({ id: `lesson-${id}`, group, title, run });
    const current = [
      command('show', t('showLesson'), () => getState().setLessonView('lesson')),
      command('reset-step', t('resetStep'), () => getState().resetLesson('step', t('undoStep'))),
      command('reset', t('resetLesson'), () => getState().resetLesson('start', t('undoStart'))),
      command('leave', t('leave'), () => getState().leaveLesson(t('undoLeave'))),
    ];
    const all = COURSES.flatMap((course) =>
      (courses[course.id] ?? []).map((lesson) => ({
        ...command(lesson.id, `${t('lesson')}: ${lesson.title[currentLanguage()]}`, () =>
          openLesson(
            store,
            { document: lesson, place: { kind: 'shipped', course: course.id }, key: lesson.id },
            (title) => t('undoOpen', { title }),
          ),
        ),
        keywords: `${lesson.title.en} ${lesson.title.zh}`,
      })),
    );
    return [
      command('all', t('course.all'), () => getState().setCoursesShown(true)),
      ...(isOpen ? current : []),
      command('make', t('author.make'), begin),
      ...all,
    ];
  }, [store, courses, begin, isOpen, t]);
}
