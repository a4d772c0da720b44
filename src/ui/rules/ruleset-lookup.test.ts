import { expect, test } from 'vitest';
import type { ChainView, RuleView, RunView } from '../../engine/index.ts';
import { countersAsOf } from './counters-as-of.ts';
import { placeInDocument } from './ruleset-lookup.ts';

const rule = (text: string): RuleView => ({
  text,
  brief: '',
  target: { kind: 'verdict', name: 'ACCEPT', brief: '', chip: 'accept' },
  packets: '0',
  bytes: '0',
});
const chain = (...rules: readonly string[]): ChainView => ({
  name: 'INPUT',
  hook: 'INPUT',
  policy: 'ACCEPT',
  packets: '0',
  bytes: '0',
  references: [],
  rules: rules.map(rule),
});
const input = { table: 'filter', chain: 'INPUT' } as const;

const VIEW: RunView = {
  restore: { exit: 0, stderr: '', diagnostics: [] },
  pipeline: [],
  rulesets: [
    { tables: [{ name: 'filter', chains: [chain('a', 'b')] }], text: '' },
    { tables: [{ name: 'filter', chains: [chain('new', 'a', 'b')] }], text: '' },
  ],
  host: { hostname: 'fw', interfaces: [], routes: [], policyRules: [], sysctl: [], sockets: [] },
  steps: [
    {
      begins: 0,
      ends: 0,
      rulesetBefore: 0,
      rulesetAfter: 0,
      outcome: [],
      conntrack: [],
      counters: [{ ...input, rule: 1, packets: '2', bytes: '60' }],
      events: [
        { kind: 'received', packet: 1, device: 'eth0', bytes: new Uint8Array(30) },
        { kind: 'matched', packet: 1, target: 'ACCEPT', ...input, rule: 1 },
        { kind: 'verdict', packet: 1, verdict: 'ACCEPT', final: true, ...input, rule: 1 },
        { kind: 'delivered', packet: 1, to: 'local', process: null },
      ],
    },
  ],
  start: 0,
};

test('a rule that moved is found again, one that a command made is not', () => {
  expect(placeInDocument(VIEW, 1, { ...input, rule: 3 })).toEqual({ ...input, rule: 2 });
  expect(placeInDocument(VIEW, 1, { ...input, rule: 1 })).toBeNull();
  expect(placeInDocument(VIEW, 0, { ...input, rule: 1 })).toEqual({ ...input, rule: 1 });
});

test('a counter moves when the playhead passes the match', () => {
  const loaded = { packets: 1n, bytes: 30n };
  const place = { ...input, rule: 1 };
  expect(countersAsOf(VIEW, place, 0, 0, loaded)).toEqual(loaded);
  expect(countersAsOf(VIEW, place, 0, 1, loaded)).toEqual({ packets: 2n, bytes: 60n });
  expect(countersAsOf(VIEW, place, 0, 3, loaded)).toEqual({ packets: 2n, bytes: 60n });
});
