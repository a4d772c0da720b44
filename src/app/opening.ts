import type { LessonDocument, Scenario } from '../engine/index.ts';
import { currentLanguage } from '../i18n/index.ts';
import { courseOf, linkedKey, loadGallery, loadLesson, scenarioIn } from '../lessons/index.ts';
import {
  loadShare,
  type BrokenLink,
  type Engine,
  type LessonPlace,
  type Origin,
  type Playhead,
  type Recordings,
} from '../store/index.ts';

export type Opening =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'broken'; readonly link: BrokenLink }
  | {
      readonly kind: 'scenario';
      readonly scenario: Scenario;
      readonly origin: Origin;
      readonly playhead: Playhead | null;
      readonly documentId?: string;
      readonly recordings?: Recordings;
    }
  | { readonly kind: 'lesson'; readonly document: LessonDocument; readonly place: LessonPlace; readonly key: string };

const NOTHING: Opening = { kind: 'nothing' };
const GALLERY_ADDRESS = /^#\/gallery\/([a-z0-9-]+)$/;
const LESSON_ADDRESS = /^#\/lessons\/([a-z0-9-]+)$/;

/** What an address's fragment opens: what a link carries, one of the gallery, a lesson, or nothing. */
export async function openFragment(fragment: string, engine: Engine): Promise<Opening> {
  const id = GALLERY_ADDRESS.exec(fragment)?.[1];
  const entry = id === undefined ? undefined : (await loadGallery()).find((candidate) => candidate.id === id);
  if (entry !== undefined)
    return { kind: 'scenario', scenario: scenarioIn(entry, currentLanguage()), origin: 'gallery', playhead: null };
  const lesson = await openLessonAddress(fragment);
  if (lesson !== null) return lesson;
  return fragment.length > 1 && !fragment.startsWith('#/') ? openLink(fragment, engine) : NOTHING;
}

async function openLessonAddress(fragment: string): Promise<Opening | null> {
  const id = LESSON_ADDRESS.exec(fragment)?.[1];
  const course = id === undefined ? null : courseOf(id);
  const document = id === undefined ? null : await loadLesson(id);
  if (course === null || document === null) return null;
  return { kind: 'lesson', document, place: { kind: 'shipped', course: course.id }, key: document.id };
}

/** A lesson, or the first of a course. */
async function openTaught(kind: 'lesson' | 'course', document: unknown, engine: Engine): Promise<Opening> {
  const failed = (reason: unknown) => ({
    problems: [{ path: '', message: reason instanceof Error ? reason.message : String(reason) }],
  });
  const answer = await (kind === 'lesson' ? engine.validateLesson(document) : engine.validateCourse(document)).catch(
    failed,
  );
  if ('problems' in answer) return broken('invalid-lesson', answer.problems.map(problemLine));
  const course = 'course' in answer ? answer.course : null;
  const lesson = 'course' in answer ? answer.course.lessons[0] : answer.lesson;
  if (lesson === undefined) return NOTHING;
  return { kind: 'lesson', document: lesson, place: { kind: 'link', course, index: 0 }, key: linkedKey(lesson) };
}

const problemLine = ({ path, message }: { readonly path: string; readonly message: string }): string =>
  path === '' ? message : `${path}: ${message}`;

async function openLink(fragment: string, engine: Engine): Promise<Opening> {
  const { decodeFragment } = await loadShare();
  const decoded = decodeFragment(fragment);
  if (!decoded.ok) {
    if (decoded.error === 'not-a-link') return NOTHING;
    return broken(decoded.error, []);
  }
  const { kind, document, playhead } = decoded.value;
  if (kind !== 'scenario') return openTaught(kind, document, engine);
  // A document can be nested too deep to reach the engine, or for it to walk: that too must be said.
  const answer = await engine.validate(document).catch((reason: unknown) => ({
    problems: [{ path: '', message: reason instanceof Error ? reason.message : String(reason) }],
  }));
  if ('problems' in answer) return broken('invalid', answer.problems.map(problemLine));
  const at = playhead === null ? null : { step: Math.max(0, playhead.step - 1), position: playhead.position };
  return { kind: 'scenario', scenario: answer.scenario, origin: 'link', playhead: at };
}

const broken = (kind: BrokenLink['kind'], details: readonly string[]): Opening => ({
  kind: 'broken',
  link: { kind, details },
});
