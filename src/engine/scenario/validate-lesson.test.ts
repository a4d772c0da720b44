import { expect, test } from 'vitest';
import { validateCourse, validateLesson } from './validate-lesson.ts';

const PACKET = { in: 'eth0', src: '192.0.2.1', dst: '203.0.113.1', proto: 'tcp', dport: 22 };
const LESSON = {
  chainwalkLesson: 1,
  kind: 'goal',
  title: { en: 'Title' },
  story: { zh: '故事' },
  start: { chainwalk: 1, host: { interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }] } },
  timeline: [{ packet: PACKET, goal: { says: { en: 'dropped' }, expect: { outcome: 'dropped' } } }],
};
const STEP = LESSON.timeline[0];

const problemOf = (value: unknown): string => {
  const checked = validateLesson(value);
  return checked.ok ? '' : checked.error.map(({ path, message }) => `${path}: ${message}`).join('\n');
};

test('a lesson in one language is a lesson', () => {
  expect(problemOf(LESSON)).toBe('');
  expect(validateCourse({ chainwalkCourse: 1, title: { en: 'C' }, lessons: [LESSON, LESSON] }).ok).toBe(true);
});

test.each([
  ['another version', { ...LESSON, chainwalkLesson: 2 }, 'chainwalkLesson: 2 is not a version'],
  ['an unknown key', { ...LESSON, script: 'x' }, 'script: is not a key'],
  ['no words', { ...LESSON, title: {} }, 'title: has neither en nor zh'],
  ['no goal', { ...LESSON, timeline: [{ packet: PACKET }] }, 'timeline: has no step with goal'],
  ['an unknown key of a step', { ...LESSON, timeline: [{ ...STEP, html: '<b>' }] }, 'timeline[0].html: is not a key'],
  [
    'a bad packet',
    { ...LESSON, timeline: [{ ...STEP, packet: { ...PACKET, dport: 70_000 } }] },
    'timeline[0].packet.dport: 70000',
  ],
  ['a bad host', { ...LESSON, start: { ...LESSON.start, host: {} } }, 'start.host.interfaces: is missing'],
  ['a timeline in the start', { ...LESSON, start: { ...LESSON.start, timeline: [] } }, 'start.timeline: is not a key'],
  [
    'a bad goal',
    { ...LESSON, timeline: [{ ...STEP, goal: { says: { en: 'x' }, expect: { outcome: 'gone' } } }] },
    'timeline[0].goal.expect.outcome',
  ],
  [
    'a step before which nothing stands',
    { ...LESSON, solution: [{ after: 2, command: 'x' }] },
    'solution[0].after: there is no step 2',
  ],
  [
    'hidden packets where none belong',
    { ...LESSON, hidden: [{ says: { en: 'x' }, timeline: [{ packet: PACKET, expect: { outcome: 'dropped' } }] }] },
    'hidden: does not belong',
  ],
  [
    'a hidden case that expects nothing',
    { ...LESSON, kind: 'write-the-rule', hidden: [{ says: { en: 'x' }, timeline: [{ packet: PACKET }] }] },
    'hidden[0].timeline: expects nothing',
  ],
  [
    'a question in a goal lesson',
    {
      ...LESSON,
      timeline: [
        STEP,
        {
          packet: PACKET,
          predict: {
            question: { en: '?' },
            choices: [
              { says: { en: 'a' }, expect: {} },
              { says: { en: 'b' }, expect: {} },
            ],
          },
        },
      ],
    },
    'has a step with predict',
  ],
  ['a prototype', JSON.parse('{"chainwalkLesson":1,"__proto__":{"x":1}}'), '__proto__: is not a key'],
])('a lesson with %s is refused, with the place', (_, value, said) => {
  expect(problemOf(value)).toContain(said);
});

test('a course tells in which lesson the fault is', () => {
  const checked = validateCourse({
    chainwalkCourse: 1,
    title: { en: 'C' },
    lessons: [LESSON, { ...LESSON, title: {} }],
  });
  expect(checked).toMatchObject({ ok: false, error: [{ path: 'lessons[1].title' }] });
  expect(validateCourse({ chainwalkCourse: 1, title: { en: 'C' }, lessons: [] }).ok).toBe(false);
});
