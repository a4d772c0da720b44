import { expect, test } from 'vitest';
import type { Step } from '../../engine/index.ts';
import { canMove, insertStep, insertSteps, moveStep, removeStep, removeSteps, removedWith } from './steps.ts';

const wait = (seconds: number): Step => ({ wait: seconds });
const reply = (to: number): Step => ({ reply: { to } });
const TIMELINE: readonly Step[] = [wait(1), wait(2), reply(2), reply(3), wait(5)];

test('what is put in front of an answered step moves the answers along', () => {
  expect(insertSteps(TIMELINE, 0, [wait(9), reply(1)])).toEqual([
    wait(9),
    reply(1),
    wait(1),
    wait(2),
    reply(4),
    reply(5),
    wait(5),
  ]);
  expect(insertStep(TIMELINE, 2, reply(1))).toEqual([wait(1), wait(2), reply(1), reply(2), reply(4), wait(5)]);
});

test('a step goes with everything that answers it', () => {
  expect([...removedWith(TIMELINE, 1)]).toEqual([1, 2, 3]);
  expect(removeStep(TIMELINE, 1)).toEqual([wait(1), wait(5)]);
  expect(removeStep(TIMELINE, 0)).toEqual([wait(2), reply(1), reply(2), wait(5)]);
});

test('a reply never comes before what it answers', () => {
  expect(canMove(TIMELINE, 2, 1)).toBe(false);
  expect(canMove(TIMELINE, 1, 2)).toBe(false);
  expect(moveStep(TIMELINE, 2, 0)).toBe(TIMELINE);
  expect(moveStep(TIMELINE, 4, 0)).toEqual([wait(5), wait(1), wait(2), reply(3), reply(4)]);
});

test('several steps go at once, each with what answers it', () => {
  expect(removeSteps(TIMELINE, new Set([4, 1]))).toEqual([wait(1)]);
  expect(removeSteps(TIMELINE, new Set([3, 2]))).toEqual([wait(1), wait(2), wait(5)]);
  expect(removeSteps(TIMELINE, new Set())).toBe(TIMELINE);
});
