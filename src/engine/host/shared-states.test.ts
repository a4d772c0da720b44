import { expect, test } from 'vitest';

import { SharedStates } from './shared-states.ts';

const counter = (): { count: number } => ({ count: 0 });

test('a state lives on while its table is replaced, and goes with the last table that uses it', () => {
  const states = new SharedStates();
  const use = (): { count: number } => states.open('recent', 'x', counter);
  states.replaceUser('filter', use).count = 5;
  expect(states.replaceUser('filter', use).count).toBe(5);
  states.replaceUser('mangle', use);
  states.replaceUser('filter', () => null);
  expect(use().count).toBe(5);
  states.replaceUser('mangle', () => null);
  expect(use().count).toBe(0);
});

test('a state that no rule opened stays', () => {
  const states = new SharedStates();
  states.open('TEE', 'sending', counter).count = 1;
  states.replaceUser('filter', () => null);
  expect(states.open('TEE', 'sending', counter).count).toBe(1);
});
