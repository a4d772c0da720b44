import * as v from 'valibot';
import { choice, integer, list, object, text } from './checks.ts';
import { LESSON_KINDS } from './lesson-document.ts';
import { LIMITS } from './limits.ts';
import { expectSchema } from './schema.ts';

const NEITHER = 'has neither en nor zh';
const words = (max: number) =>
  v.pipe(
    object({ en: v.optional(text(max)), zh: v.optional(text(max)) }),
    v.check(({ en, zh }) => (en ?? '').trim() !== '' || (zh ?? '').trim() !== '', NEITHER),
  );

const line = words(1000);
const prose = words(20_000);
const command = text(10_000);

const solution = list(
  v.union([command, object({ after: integer(0, LIMITS.timeline, 'the number of a step'), command })], (issue) =>
    typeof issue.input === 'string'
      ? (issue.issues?.[0]?.message ?? 'is not a command')
      : 'is not a command line or an object of after and command',
  ),
  200,
);

/** The lesson without what is a scenario's: `start`, and the action of each step. */
export const lessonSchema = object({
  chainwalkLesson: v.literal(1, (issue) => `${JSON.stringify(issue.input)} is not a version this program knows (1)`),
  id: v.optional(
    v.pipe(text(80), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not lower-case words with hyphens (first-packet)')),
  ),
  kind: choice(LESSON_KINDS),
  title: line,
  story: prose,
  start: v.unknown(),
  timeline: list(v.unknown(), LIMITS.lessonSteps),
  hidden: v.optional(list(object({ says: line, timeline: list(v.unknown(), 100) }), 100)),
  traps: v.optional(list(object({ commands: solution, fails: integer(1, 100, 'the number of a hidden case') }), 100)),
  hints: v.optional(list(prose, 20)),
  solution: v.optional(solution),
  explanation: v.optional(prose),
  remember: v.optional(prose),
  inIptables: v.optional(list(command, 50)),
  tryIt: v.optional(list(object({ command, says: prose }), 50)),
});

const says = { says: line };
export const stepWordsSchema = object({
  note: v.optional(prose),
  goal: v.optional(object({ ...says, expect: expectSchema })),
  predict: v.optional(
    object({
      question: prose,
      choices: v.pipe(
        list(object({ ...says, expect: expectSchema, because: v.optional(prose) }), 10),
        v.minLength(2, 'has fewer than two choices'),
      ),
    }),
  ),
});

export const courseSchema = object({
  chainwalkCourse: v.literal(1, (issue) => `${JSON.stringify(issue.input)} is not a version this program knows (1)`),
  title: line,
  about: v.optional(prose),
  lessons: v.pipe(list(v.unknown(), 100), v.minLength(1, 'has no lesson')),
});
