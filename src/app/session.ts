import type { Scenario } from '../engine/index.ts';
import { currentLanguage } from '../i18n/index.ts';
import { lessonScenario } from '../lessons/index.ts';
import { readSession, type Drawer, type Engine, type KeptDocument, type OpenLesson } from '../store/index.ts';

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
export async function restoreSession(engine: Engine, storage: Drawer, tab: string): Promise<Session | null> {
  const value = readSession(storage, tab);
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
    kept: keptScenario === null ? null : { scenario: keptScenario, origin: 'autosave' },
  };
}
