import { expect, test } from 'vitest';
import { HOME_ROUTER_RUN } from '../graph/fixtures/home-router.ts';
import { visitsOf } from './rule-hits.ts';

test('a rule knows which packets hit it and which it let by', () => {
  const first = visitsOf(HOME_ROUTER_RUN, { table: 'filter', chain: 'FORWARD', rule: 1 }, 0);
  expect(first.map(({ step, hit }) => ({ step, hit }))).toEqual([{ step: 0, hit: false }]);
  const second = visitsOf(HOME_ROUTER_RUN, { table: 'filter', chain: 'FORWARD', rule: 2 }, 0);
  expect(second.map(({ step, hit, isAnswer }) => ({ step, hit, isAnswer }))).toEqual([
    { step: 0, hit: true, isAnswer: false },
  ]);
  expect(visitsOf(HOME_ROUTER_RUN, { table: 'filter', chain: 'FORWARD', rule: 3 }, 0)).toEqual([]);
});

test('a rule of another version of the ruleset was not asked', () => {
  expect(visitsOf(HOME_ROUTER_RUN, { table: 'filter', chain: 'FORWARD', rule: 1 }, 7)).toEqual([]);
});
