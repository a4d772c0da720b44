import { expect, test } from 'vitest';
import { formatProgress, mergeProgress, parseProgress } from './progress.ts';

const DONE = { done: true, hints: 2, solutionShown: false };

test('progress goes out and comes back', () => {
  expect(parseProgress(formatProgress({ 'first-packet': DONE }))).toEqual({ 'first-packet': DONE });
});

test('what is no progress is refused, and a broken entry is left out', () => {
  for (const text of ['', '{', '[]', '{"lessons":{}}', '{"chainwalkProgress":2,"lessons":{}}'])
    expect({ text, progress: parseProgress(text) }).toEqual({ text, progress: null });
  const text =
    '{"chainwalkProgress":1,"lessons":{"a":{"done":"yes"},"__proto__":{"done":true},"b":{"done":true,"hints":0,"solutionShown":true}}}';
  expect(parseProgress(text)).toEqual({ b: { done: true, hints: 0, solutionShown: true } });
});

test('what was done anywhere is done', () => {
  const merged = mergeProgress({ a: DONE, b: { ...DONE, done: false } }, { b: DONE, c: DONE });
  expect(merged).toEqual({ a: DONE, b: DONE, c: DONE });
});
