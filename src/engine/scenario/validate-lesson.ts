import { err, ok, type Result } from '../model/index.ts';
import type { CourseDocument, LessonDocument } from './lesson-document.ts';
import { courseSchema, lessonSchema, stepWordsSchema } from './lesson-schema.ts';
import { check, structuralProblem, validateScenario } from './validate.ts';
import type { Problem } from './validate.ts';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const STEP_WORDS = ['note', 'goal', 'predict'] as const;

function splitStep(step: Fields): { readonly words: Fields; readonly action: Fields } {
  const isWord = (key: string): boolean => (STEP_WORDS as readonly string[]).includes(key);
  const entries = Object.entries(step);
  return {
    words: Object.fromEntries(entries.filter(([key]) => isWord(key))),
    action: Object.fromEntries(entries.filter(([key]) => !isWord(key))),
  };
}

/** Keys that a scenario has and its part in a lesson has not: the lesson says these itself. */
const NOT_IN_START = ['title', 'description', 'lang', 'timeline'];
const NOT_IN_STEP = ['expect', 'disabled'];

const unknownKeys = (value: Fields, keys: readonly string[], path: string): Problem[] =>
  keys
    .filter((key) => Object.hasOwn(value, key))
    .map((key) => ({ path: `${path}.${key}`, message: 'is not a key of this object' }));

/** The scenario's validator sees a whole scenario; its paths are then told as the lesson's. */
function scenarioProblems(start: Fields, steps: readonly unknown[], timelinePath: string): Problem[] {
  const checked = validateScenario({ ...start, timeline: steps });
  if (checked.ok) return [];
  return checked.error.map(({ path, message }) => {
    if (path.startsWith('timeline')) return { path: path.replace(/^timeline/, timelinePath), message };
    return { path: path === '' ? 'start' : `start.${path}`, message };
  });
}

function stepProblems(step: unknown, index: number): Problem[] {
  const path = `timeline[${index}]`;
  if (!isObject(step)) return [{ path, message: 'is not an object' }];
  return [...unknownKeys(step, NOT_IN_STEP, path), ...check(stepWordsSchema, splitStep(step).words, path)];
}

function hiddenProblems(lesson: LessonDocument): Problem[] {
  return (lesson.hidden ?? []).flatMap(({ timeline }, index) => {
    const path = `hidden[${index}].timeline`;
    const problems = scenarioProblems(lesson.start as unknown as Fields, timeline, path).filter((problem) =>
      problem.path.startsWith(path),
    );
    if (problems.length > 0) return problems;
    return timeline.some((step) => step.expect !== undefined) ? [] : [{ path, message: 'expects nothing' }];
  });
}

function meaningProblems(lesson: LessonDocument): Problem[] {
  const problems: Problem[] = [];
  const hidden = lesson.hidden ?? [];
  const has = (key: 'goal' | 'predict'): boolean => lesson.timeline.some((step) => step[key] !== undefined);
  const wanted = lesson.kind === 'predict' ? 'predict' : 'goal';
  const other = lesson.kind === 'predict' ? 'goal' : 'predict';
  if (!has(wanted)) problems.push({ path: 'timeline', message: `has no step with ${wanted}` });
  if (has(other))
    problems.push({ path: 'timeline', message: `has a step with ${other}: this lesson is ${lesson.kind}` });
  if (lesson.kind === 'write-the-rule' && hidden.length === 0)
    problems.push({ path: 'hidden', message: 'is missing: write-the-rule needs packets that are not shown' });
  if (lesson.kind !== 'write-the-rule' && hidden.length > 0)
    problems.push({ path: 'hidden', message: `does not belong to a lesson of kind ${lesson.kind}` });
  for (const [index, { fails }] of (lesson.traps ?? []).entries())
    if (fails > hidden.length)
      problems.push({ path: `traps[${index}].fails`, message: `there is no hidden case ${fails}` });
  for (const [index, step] of (lesson.solution ?? []).entries())
    if (typeof step !== 'string' && step.after > lesson.timeline.length)
      problems.push({ path: `solution[${index}].after`, message: `there is no step ${step.after}` });
  return problems;
}

function lessonProblems(value: unknown): Problem[] {
  const structure = structuralProblem(value);
  if (structure) return [structure];
  const problems = check(lessonSchema, value, '');
  if (!isObject(value) || problems.length > 0) return problems;
  const { start, timeline } = value;
  if (!isObject(start)) return [{ path: 'start', message: start === undefined ? 'is missing' : 'is not an object' }];
  const steps = timeline as readonly unknown[];
  problems.push(...unknownKeys(start, NOT_IN_START, 'start'), ...steps.flatMap(stepProblems));
  const actions = steps.map((step) => (isObject(step) ? splitStep(step).action : step));
  problems.push(...scenarioProblems(start, actions, 'timeline'));
  if (problems.length > 0) return problems;
  const lesson = value as unknown as LessonDocument;
  return [...hiddenProblems(lesson), ...meaningProblems(lesson)];
}

/** Checks an unknown value as a lesson. All problems are told; with any, nothing is opened. */
export function validateLesson(value: unknown): Result<LessonDocument, readonly Problem[]> {
  const problems = lessonProblems(value);
  return problems.length > 0 ? err(problems) : ok(value as LessonDocument);
}

/** Checks an unknown value as a course: lessons in a row. Paths begin with the lesson: `lessons[2].story`. */
export function validateCourse(value: unknown): Result<CourseDocument, readonly Problem[]> {
  const structure = structuralProblem(value);
  if (structure) return err([structure]);
  const problems = check(courseSchema, value, '');
  if (problems.length > 0) return err(problems);
  const course = value as CourseDocument;
  const inner = course.lessons.flatMap((lesson, index) =>
    lessonProblems(lesson).map(({ path, message }) => ({
      path: path === '' ? `lessons[${index}]` : `lessons[${index}].${path}`,
      message,
    })),
  );
  return inner.length > 0 ? err(inner) : ok(course);
}
