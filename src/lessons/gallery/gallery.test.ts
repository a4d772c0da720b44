import { expect, test } from 'vitest';
import { scenarioIn } from './index.ts';
import { GALLERY } from './scenarios.ts';

test('ids are unique and every text is there in both languages', () => {
  expect(new Set(GALLERY.map((entry) => entry.id)).size).toBe(GALLERY.length);
  for (const entry of GALLERY) {
    for (const text of [entry.title, entry.description, ...entry.timeline.flatMap((step) => step.note ?? [])]) {
      expect(text.en).not.toBe('');
      expect(text.zh).toMatch(/\p{Script=Han}/u);
    }
  }
});

test('a reply answers an earlier step', () => {
  const early = GALLERY.flatMap(({ timeline }) =>
    timeline.filter(({ step }, index) => 'reply' in step && step.reply.to > index),
  );
  expect(early).toEqual([]);
});

test('the words follow the language, the machine does not', () => {
  const [first] = GALLERY;
  if (first === undefined) throw new Error('the gallery is empty');
  const english = scenarioIn(first, 'en');
  const chinese = scenarioIn(first, 'zh');
  expect(chinese.ruleset).toBe(english.ruleset);
  expect(chinese.title).not.toBe(english.title);
});
