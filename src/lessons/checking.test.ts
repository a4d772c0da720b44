import { expect, test } from 'vitest';
import type { LessonDocument, Step } from '../engine/index.ts';
import { choiceScenario, hiddenRun, ownSteps } from './checking.ts';
import { lessonScenario, retold } from './lesson.ts';

const packet = (dport: number) => ({ in: 'eth0', src: '192.0.2.1', dst: '203.0.113.1', proto: 'tcp', dport });

const LESSON: LessonDocument = {
  chainwalkLesson: 1,
  kind: 'write-the-rule',
  title: { en: 'T' },
  story: { zh: '故事' },
  start: { chainwalk: 1, host: { interfaces: [{ name: 'eth0' }] } },
  timeline: [
    { packet: packet(22), note: { en: 'first' }, goal: { says: { en: 'dropped' }, expect: { outcome: 'dropped' } } },
    { reply: { to: 1, flags: 'SYN,ACK' } },
  ],
  hidden: [
    { says: { en: 'h' }, timeline: [{ packet: packet(23) }, { reply: { to: 1 }, expect: { outcome: 'dropped' } }] },
  ],
};
const START = lessonScenario(LESSON, 'en');

test('the lesson’s steps are found between those that the learner put in', () => {
  const { timeline } = START;
  const [first, second] = timeline as readonly [Step, Step];
  const moved = { reply: { to: 2, flags: 'SYN,ACK' } };
  expect(ownSteps(LESSON, timeline)).toEqual([0, 1]);
  expect(ownSteps(LESSON, [{ command: 'iptables -F' }, first, { wait: 3 }, moved])).toEqual([1, 3]);
  expect(ownSteps(LESSON, [{ ...first, note: 'other words' }, second])).toEqual([0, 1]);
});

test('a packet that was altered, or whose expectation was, is not the lesson’s', () => {
  const [first, second] = START.timeline as readonly [Step, Step];
  expect(ownSteps(LESSON, [{ packet: packet(23), expect: { outcome: 'dropped' } }, second])).toEqual([null, null]);
  expect(ownSteps(LESSON, [{ ...first, expect: { outcome: 'delivered' } }, second])[0]).toBeNull();
});

test('a hidden case walks after the lesson’s own packets and the learner’s commands, without other experiments', () => {
  const [first] = START.timeline as readonly [Step];
  const experiment: Step = { packet: packet(99) };
  const timeline: Step[] = [experiment, first, { command: 'conntrack -F' }, { reply: { to: 2, flags: 'SYN,ACK' } }];
  const { scenario, from } = hiddenRun(LESSON, { ...START, timeline }, LESSON.hidden?.[0]?.timeline ?? []);
  expect(from).toBe(3);
  expect(scenario.timeline.slice(1)).toEqual([
    { command: 'conntrack -F' },
    { reply: { to: 1, flags: 'SYN,ACK' } },
    { packet: packet(23) },
    { reply: { to: 4 }, expect: { outcome: 'dropped' } },
  ]);
});

test('what is asked about waits; a choice is tried with everything walked', () => {
  const asked = { question: { en: '?' }, choices: [] };
  const lesson: LessonDocument = {
    ...LESSON,
    kind: 'predict',
    timeline: [{ packet: packet(1) }, { packet: packet(2), predict: asked }, { packet: packet(3) }],
  };
  const scenario = lessonScenario(lesson, 'en');
  expect(scenario.timeline.map(({ disabled }) => disabled === true)).toEqual([false, true, true]);
  const tried = choiceScenario(scenario, 1, { outcome: 'dropped' });
  expect(tried.timeline).toEqual([
    { packet: packet(1) },
    { packet: packet(2), expect: { outcome: 'dropped' } },
    { packet: packet(3) },
  ]);
});

test('a lesson under way is retold in another language, the learner’s own words are not', () => {
  const bilingual: LessonDocument = {
    ...LESSON,
    title: { en: 'T', zh: '标题' },
    timeline: [
      { packet: packet(22), note: { en: 'first', zh: '第一' } },
      { wait: 1, note: { en: 'then', zh: '然后' } },
    ],
  };
  const english = lessonScenario(bilingual, 'en');
  const [first, second] = english.timeline as readonly [Step, Step];
  const worked = { ...english, timeline: [{ wait: 3, note: 'mine' }, first, { ...second, note: 'I wait' }] };
  expect(retold(bilingual, worked, 'zh')).toEqual({
    ...worked,
    title: '标题',
    lang: 'zh',
    timeline: [
      { wait: 3, note: 'mine' },
      { ...first, note: '第一' },
      { ...second, note: 'I wait' },
    ],
  });
  expect(retold(bilingual, lessonScenario(bilingual, 'zh'), 'en')).toEqual(english);
  expect(retold(LESSON, START, 'zh')).toEqual(START);
});
