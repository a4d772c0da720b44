/** Lessons as data: loaded a course at a time, when someone opens it. README.md says how to write one. */
import { COURSES, courseOf } from './courses.ts';
import type { Term } from './glossary/index.ts';
import type { CourseId, Lesson } from './lesson.ts';

export { COURSES, courseOf, type Course } from './courses.ts';
export { loadGallery, OPENING, scenarioIn, type GalleryScenario } from './gallery/index.ts';
export { choiceScenario, hiddenRun, ownSteps } from './checking.ts';
export { linkedKey } from './key.ts';
export { lessonScenario, retold, wordsIn, type CourseId, type Lesson } from './lesson.ts';

export type { Term } from './glossary/index.ts';

const FOLDERS: { readonly [C in CourseId]: () => Promise<{ readonly LESSONS: readonly Lesson[] }> } = {
  path: () => import('./path/index.ts'),
  state: () => import('./state/index.ts'),
  nat: () => import('./nat/index.ts'),
  router: () => import('./router/index.ts'),
  field: () => import('./field/index.ts'),
};

const loaded = new Map<CourseId, Promise<readonly Lesson[]>>();

/** The lessons of a course in their order. The same promise every time, so that a component may wait for it. */
export function loadCourse(id: CourseId): Promise<readonly Lesson[]> {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const order = COURSES.find((course) => course.id === id)?.lessons ?? [];
  const lessons = FOLDERS[id]().then(({ LESSONS }) =>
    LESSONS.toSorted((left, right) => order.indexOf(left.id) - order.indexOf(right.id)),
  );
  loaded.set(id, lessons);
  return lessons;
}

let glossary: Promise<readonly Term[]> | undefined;

/** The same promise every time, so that a component may wait for it. */
export const loadGlossary = (): Promise<readonly Term[]> =>
  (glossary ??= import('./glossary/index.ts').then(({ GLOSSARY }) => GLOSSARY));

/** One of our lessons by its id; null if there is none. */
export async function loadLesson(id: string): Promise<Lesson | null> {
  const course = courseOf(id);
  return course === null ? null : ((await loadCourse(course.id)).find((lesson) => lesson.id === id) ?? null);
}

/** What the curriculum has people type, as scenarios. For tests and recorders: the page does not load it. */
export const loadCurriculum = async () => (await import('./curriculum/runs.ts')).RUNS;
