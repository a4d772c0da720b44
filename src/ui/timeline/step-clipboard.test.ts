import { expect, test } from 'vitest';
import type { Step } from '../../engine/index.ts';
import { formatSteps, parseSteps, takenOut, withAnswered } from './step-clipboard.ts';

const TIMELINE: readonly Step[] = [
  { wait: 1 },
  { packet: { from: 'local', dst: '10.0.0.1' } },
  { command: 'dmesg' },
  { reply: { to: 2 } },
  { reply: { to: 4, flags: 'ACK' } },
];

test('a reply is taken with what it answers, and counts among what is taken', () => {
  expect(withAnswered(TIMELINE, new Set([4]))).toEqual([1, 3, 4]);
  expect(takenOut(TIMELINE, new Set([4]))).toEqual([
    { packet: { from: 'local', dst: '10.0.0.1' } },
    { reply: { to: 1 } },
    { reply: { to: 2, flags: 'ACK' } },
  ]);
});

test('steps go through the clipboard', () => {
  expect(parseSteps(formatSteps(TIMELINE))).toEqual(TIMELINE);
  expect(parseSteps('[{"wait":1}]')).toEqual([{ wait: 1 }]);
  expect(parseSteps('{"timeline":[{"wait":1}]}')).toEqual([{ wait: 1 }]);
});

test('what is no list of steps is left alone', () => {
  for (const text of ['', '-A INPUT -j DROP', '{"steps":[]}', '{"steps":', '{"chainwalk":1,"host":{},"timeline":[1]}'])
    expect(parseSteps(text)).toBeNull();
});
