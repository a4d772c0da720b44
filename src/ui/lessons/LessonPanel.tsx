import { useTranslation } from 'react-i18next';
import { useApp } from '../../store/index.ts';
import { AuthorPanel } from './AuthorPanel.tsx';
import { LessonPage } from './LessonPage.tsx';

/** The place of lessons: the one under way, or the one being made. */
export function LessonPanel() {
  const { t } = useTranslation('lessons');
  const lesson = useApp((state) => state.lesson);
  const view = useApp((state) => state.lessonView);
  const authoring = useApp((state) => state.authoring);
  if (view === 'author' && authoring !== null)
    return (
      <section aria-label={t('author.title')} className="h-full">
        <AuthorPanel authoring={authoring} />
      </section>
    );
  if (lesson === null) return null;
  return (
    <section aria-label={t('lesson')} className="h-full">
      <LessonPage key={lesson.key} lesson={lesson} />
    </section>
  );
}
