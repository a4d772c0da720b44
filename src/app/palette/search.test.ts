import { expect, test } from 'vitest';
import { search } from './search.ts';

const ITEMS = [
  { title: 'filter FORWARD 2', group: 'Rule', keywords: '-p tcp --dport 80 -j ACCEPT' },
  { title: 'filter FORWARD', group: 'Chain' },
  { title: 'Step forward', group: 'Playback' },
  { title: 'Forward one event', group: 'Playback' },
] as const;

const titles = (query: string, most = 10): readonly string[] => search(ITEMS, query, most).map(({ title }) => title);

test('an empty query finds everything, up to the limit', () => {
  expect(titles('')).toHaveLength(4);
  expect(titles('', 2)).toEqual(['filter FORWARD 2', 'filter FORWARD']);
});

test('beginnings come before later words, in the given order among equals', () => {
  expect(titles('forward')).toEqual(['Forward one event', 'filter FORWARD 2', 'filter FORWARD', 'Step forward']);
});

test('all words must be found, in the title, the group or the keywords', () => {
  expect(titles('forward 80')).toEqual(['filter FORWARD 2']);
  expect(titles('play forward')).toEqual(['Forward one event', 'Step forward']);
  expect(titles('forward nowhere')).toEqual([]);
});
