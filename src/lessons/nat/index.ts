import type { Lesson } from '../lesson.ts';

/** Every lesson file of this folder. */
export const LESSONS: readonly Lesson[] = Object.values(
  import.meta.glob<Lesson>(['./*.ts', '!./index.ts'], { eager: true, import: 'lesson' }),
);
