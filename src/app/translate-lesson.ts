import i18next from 'i18next';
import { currentLanguage } from '../i18n/index.ts';
import { retold } from '../lessons/index.ts';
import type { AppStore } from '../store/index.ts';

/** The notes and the title of a lesson under way change their language with the page, in the learner's document too. */
export function translateLessonWithPage(store: AppStore): void {
  i18next.on('languageChanged', () => {
    const { lesson, retellLesson } = store.getState();
    if (lesson !== null) retellLesson((scenario) => retold(lesson.document, scenario, currentLanguage()));
  });
}
