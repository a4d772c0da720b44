export { LessonPanel } from './LessonPanel.tsx';
export { LessonsEntry } from './LessonsEntry.tsx';
export { LessonSheet } from './LessonSheet.tsx';
