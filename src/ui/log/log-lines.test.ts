import { expect, test } from 'vitest';
import { filterLines, prefixOf, type LogLine } from './log-lines.ts';

const line = (text: string, level = 4, isTrace = false): LogLine => ({
  step: 0,
  event: 0,
  level,
  line: text,
  isTrace,
  place: null,
});
const SSH = line('ssh: IN=eth0 OUT= SRC=198.51.100.7 DPT=22');
const BARE = line('IN=eth0 OUT= SRC=198.51.100.7 DPT=23', 7);
const TRACE = line('TRACE: filter:INPUT:rule:1 IN=eth0 OUT= DPT=22', 4, true);
const ALL = [SSH, BARE, TRACE];
const ANY = { kind: 'all', level: 7, prefix: '', text: '' } as const;

test('the prefix of a line is what LOG was told to put there', () => {
  expect(ALL.map(prefixOf)).toEqual(['ssh:', '', '']);
});

test('lines are filtered by kind, level, prefix, and words in any order and case', () => {
  expect(filterLines(ALL, ANY)).toEqual(ALL);
  expect(filterLines(ALL, { ...ANY, kind: 'log' })).toEqual([SSH, BARE]);
  expect(filterLines(ALL, { ...ANY, level: 4 })).toEqual([SSH, TRACE]);
  expect(filterLines(ALL, { ...ANY, prefix: 'ssh:' })).toEqual([SSH]);
  expect(filterLines(ALL, { ...ANY, text: 'dpt=22 SRC=198' })).toEqual([SSH]);
});
