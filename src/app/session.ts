import type { Scenario } from '../engine/index.ts';
import { currentLanguage } from '../i18n/index.ts';
import { lessonScenario } from '../lessons/index.ts';
import {
  readAuthoring,
  type Authoring,
  type Draft,
  type Drawer,
  type Engine,
  type KeptDocument,
  type OpenLesson,
} from '../store/index.ts';

interface Session {
  readonly lesson: OpenLesson;
  readonly kept: KeptDocument | null;
}

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const count = (value: unknown): number => (Number.isInteger(value) ? (value as number) : 0);

async function scenarioIn(engine: Engine, value: unknown): Promise<Scenario | null> {
  const answer = await engine.validate(value).catch(() => null);
  return answer !== null && 'scenario' in answer ? answer.scenario : null;
}

const PLACES = ['shipped', 'link', 'preview'];

/** The answers as they were kept; what is not understood counts as not answered. */
function answersIn(value: unknown): OpenLesson['answers'] {
  const entries = Object.entries(isObject(value) ? value : {}).flatMap(([step, answer]) => {
    if (!isObject(answer) || !Number.isInteger(answer['chosen']) || !Array.isArray(answer['right'])) return [];
    return [
      [Number(step), { chosen: answer['chosen'] as number, right: answer['right'] as readonly number[] }] as const,
    ];
  });
  return Object.fromEntries(entries);
}

/** The lesson that a reload goes on with. Storage is no more trusted than a link: what it holds is validated. */
export async function restoreSession(engine: Engine, draft: Draft): Promise<Session | null> {
  const value = draft.session;
  if (!isObject(value) || !isObject(value['lesson'])) return null;
  const { document, place, key, checkpoint, met, hints, solutionShown, done, answers } = value['lesson'];
  const kept = value['kept'];
  if (!isObject(place) || !PLACES.includes(String(place['kind'])) || typeof key !== 'string') return null;
  if (place['kind'] === 'link' && place['course'] !== null) {
    const course = await engine.validateCourse(place['course']).catch(() => null);
    if (course === null || 'problems' in course) return null;
  }
  const checked = await engine.validateLesson(document).catch(() => null);
  if (checked === null || !('lesson' in checked)) return null;
  const start = lessonScenario(checked.lesson, currentLanguage());
  const keptScenario = isObject(kept) ? await scenarioIn(engine, kept['scenario']) : null;
  return {
    lesson: {
      document: checked.lesson,
      place: place as unknown as OpenLesson['place'],
      key,
      start,
      checkpoint: (await scenarioIn(engine, checkpoint)) ?? start,
      met: count(met),
      hints: count(hints),
      solutionShown: solutionShown === true,
      done: done === true,
      answers: answersIn(answers),
    },
    kept: keptScenario === null ? null : { scenario: keptScenario, origin: 'autosave', ...documentIdIn(kept) },
  };
}

const documentIdIn = (kept: unknown): { readonly documentId?: string } =>
  isObject(kept) && typeof kept['documentId'] === 'string' ? { documentId: kept['documentId'] } : {};

const TITLE = { en: 'x' };

/** A lesson in the making goes on after a reload. It may lack words and a goal still: only what it has is held against the form of a lesson. */
export async function restoreAuthoring(engine: Engine, storage: Drawer): Promise<Authoring | null> {
  const value = readAuthoring(storage);
  if (!isObject(value) || !isObject(value['draft']) || !isObject(value['course'])) return null;
  const { draft, course, bilingual } = value;
  const { title, lessons } = course;
  if (!Array.isArray(draft['timeline']) || !isObject(title) || !Array.isArray(lessons)) return null;
  const timeline = (draft['timeline'] as readonly unknown[]).map((step) =>
    isObject(step) && isObject(step['goal']) ? { ...step, goal: { ...step['goal'], says: TITLE } } : step,
  );
  const bare = { ...draft, title: TITLE, story: TITLE, explanation: TITLE, remember: TITLE, timeline };
  const checked = await engine.validateLesson(bare).catch(() => null);
  const isForm =
    checked !== null &&
    ('lesson' in checked || checked.problems.every(({ message }) => message.startsWith('has no step')));
  const chained =
    lessons.length === 0
      ? { lessons: [] }
      : await engine
          .validateCourse({ chainwalkCourse: 1, title: TITLE, lessons })
          .then((answer) => ('course' in answer ? { lessons: answer.course.lessons } : null));
  if (!isForm || chained === null) return null;
  const words = value as unknown as Authoring;
  return { draft: words.draft, bilingual: bilingual === true, course: { ...words.course, ...chained } };
}
