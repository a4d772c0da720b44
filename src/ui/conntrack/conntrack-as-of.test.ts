import { expect, test } from 'vitest';
import type { ConntrackView, RunView, StepView, WalkEvent } from '../../engine/index.ts';
import { conntrackAsOf, conntrackHistories } from './conntrack-as-of.ts';
import { durationText, tupleText } from './tuple-text.ts';

const TUPLE = { source: 0x0a000001, destination: 0x08080808, protocol: 6, sourcePart: 1, destinationPart: 443 };
const entry = (id: number, state: string): ConntrackView => ({
  id,
  protocol: 6,
  protocolName: 'tcp',
  state,
  original: TUPLE,
  reply: TUPLE,
  zone: { original: 0, reply: 0 },
  mark: 0,
  remaining: 0,
  timeout: 0,
  counters: null,
  seenReply: false,
  assured: false,
  confirmed: true,
  sourceNat: false,
  destinationNat: false,
  helper: null,
  master: null,
  use: 1,
  line: '',
});

const tracked = (action: 'created' | 'confirmed' | 'destroyed', one: ConntrackView): WalkEvent => ({
  kind: 'conntrack',
  packet: 1,
  hook: 'PREROUTING',
  action,
  state: 'NEW',
  entry: one,
});
const step = (conntrack: readonly ConntrackView[], events: readonly WalkEvent[]): StepView => ({
  begins: 0,
  ends: 0,
  rulesetBefore: 0,
  rulesetAfter: 0,
  outcome: [],
  counters: [],
  conntrack,
  events,
});

const VIEW: RunView = {
  restore: { exit: 0, stderr: '', diagnostics: [] },
  pipeline: [],
  rulesets: [],
  host: { hostname: 'fw', interfaces: [], routes: [], policyRules: [], sysctl: [], sockets: [] },
  start: 0,
  steps: [
    step([entry(1, 'SYN_SENT')], [tracked('created', entry(1, 'NONE')), tracked('confirmed', entry(1, 'SYN_SENT'))]),
    step(
      [entry(2, 'SYN_SENT')],
      [
        tracked('destroyed', entry(1, 'SYN_SENT')),
        tracked('created', entry(2, 'NONE')),
        { kind: 'matched', packet: 1, table: 'nat', chain: 'POSTROUTING', rule: 4, target: 'MASQUERADE' },
        { kind: 'nat', packet: 1, hook: 'POSTROUTING', manip: 'source', action: 'bound', entry: entry(2, 'SYN_SENT') },
      ],
    ),
  ],
};

test('the table is what the step before left, changed by the events so far', () => {
  expect(conntrackAsOf(VIEW, 0, 0)).toMatchObject([{ entry: { state: 'NONE' }, isLit: true, change: 'created' }]);
  expect(conntrackAsOf(VIEW, 0, 1)).toMatchObject([
    { entry: { state: 'SYN_SENT' }, change: 'confirmed', before: { state: 'NONE' } },
  ]);
  expect(conntrackAsOf(VIEW, 1, 0)).toMatchObject([{ isGone: true, change: 'destroyed' }]);
  expect(conntrackAsOf(VIEW, 1, 1)).toMatchObject([{ entry: { id: 2 }, isLit: true }]);
  expect(conntrackAsOf(VIEW, 1, null)).toMatchObject([{ entry: { id: 2 }, isLit: false }]);
});

test('an entry knows which step made it and which rule bound it', () => {
  const histories = conntrackHistories(VIEW);
  expect(histories.get(1)).toMatchObject({ createdBy: 0, steps: [0, 1], sourceNatBy: null });
  expect(histories.get(2)).toMatchObject({ createdBy: 1, sourceNatBy: { chain: 'POSTROUTING', rule: 4 } });
});

test('tuples and timers as people read them', () => {
  expect(tupleText(TUPLE)).toBe('10.0.0.1:1 → 8.8.8.8:443');
  expect(tupleText({ ...TUPLE, protocol: 1, sourcePart: 7, destinationPart: 8 << 8 })).toBe(
    '10.0.0.1 → 8.8.8.8 type 8 id 7',
  );
  expect([120, 600, 3599, 432_000].map(durationText)).toEqual(['120 s', '600 s', '59 min', '5 d']);
});
