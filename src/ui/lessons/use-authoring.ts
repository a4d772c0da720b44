import { useCallback } from 'react';
import { currentLanguage } from '../../i18n/index.ts';
import { useAppStore } from '../../store/index.ts';
import { beginDraft } from './authoring.ts';

/** Begins a lesson from the open scenario, or goes on with the one in the making. */
export function useBeginAuthoring(): () => void {
  const store = useAppStore();
  return useCallback(() => {
    const { authoring, scenario, setAuthoring, setCoursesShown, setLessonView } = store.getState();
    if (authoring === null)
      setAuthoring({
        draft: beginDraft(scenario, currentLanguage()),
        bilingual: false,
        course: { title: {}, lessons: [] },
      });
    setCoursesShown(false);
    setLessonView('author');
  }, [store]);
}
