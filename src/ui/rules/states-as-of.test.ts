import { expect, test } from 'vitest';
import type { RuleStateView, RunView, StepView } from '../../engine/index.ts';
import { fillOf, statesAsOf } from './states-as-of.ts';

const place = { table: 'filter', chain: 'INPUT', rule: 2 } as const;
const bucket = (level: number): RuleStateView => ({
  ...place,
  extension: 'limit',
  unit: 'tokens',
  entries: [{ name: '', level, capacity: 5 }],
});
const step = (level: number): StepView => ({
  begins: 0,
  ends: 0,
  rulesetBefore: 0,
  rulesetAfter: 0,
  outcome: [],
  conntrack: [],
  counters: [],
  states: [bucket(level)],
  events: [
    { kind: 'received', packet: 1, device: 'eth0', bytes: new Uint8Array() },
    { kind: 'missed', packet: 1, table: 'filter', chain: 'INPUT', from: 1, to: 1 },
    { kind: 'matched', packet: 1, target: 'ACCEPT', ...place },
    { kind: 'delivered', packet: 1, to: 'local', process: null },
  ],
});
const VIEW: RunView = {
  restore: { exit: 0, stderr: '', diagnostics: [] },
  pipeline: [],
  rulesets: [],
  host: { hostname: '', interfaces: [], routes: [], policyRules: [], sysctl: [], sockets: [] },
  steps: [step(4), step(3)],
  start: 0,
  states: [bucket(5)],
};
const levelAt = (at: number, event: number | null) => statesAsOf(VIEW, place, at, event)[0]?.entries[0]?.level;

test('the bucket loses its token when the packet comes to the rule', () => {
  expect([levelAt(0, 0), levelAt(0, 1), levelAt(0, 2), levelAt(0, 3)]).toEqual([5, 5, 4, 4]);
  expect([levelAt(1, 1), levelAt(1, 2), levelAt(1, null)]).toEqual([4, 3, 3]);
  expect(statesAsOf(VIEW, { ...place, rule: 1 }, 0, 0)).toEqual([]);
});

test('a small meter shows the entry that decides', () => {
  const entries = [
    { name: 'a', level: 1, capacity: 4 },
    { name: 'b', level: 3, capacity: 4 },
  ];
  expect(fillOf({ ...bucket(0), entries })).toBe(0.25);
  expect(fillOf({ ...bucket(0), unit: 'hits', entries })).toBe(0.75);
  expect(fillOf({ ...bucket(0), entries: [] })).toBeNull();
});
