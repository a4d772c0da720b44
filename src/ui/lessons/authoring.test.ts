import { expect, test } from 'vitest';
import type { Scenario, StepView } from '../../engine/index.ts';
import { beginDraft, expectationsOf, withGoalWords, withHints, withWords } from './authoring.ts';

const view = (outcome: StepView['outcome'], rest: Partial<StepView> = {}): StepView => ({
  begins: 0,
  ends: 0,
  rulesetBefore: 0,
  rulesetAfter: 0,
  events: [],
  outcome,
  conntrack: [],
  counters: [],
  ...rest,
});

test('what happens now becomes what must happen; the host’s own answers do not count', () => {
  const delivered = { kind: 'delivered', text: 'sshd', packet: 1 } as const;
  const answer = { kind: 'sent', text: '→ eth0', packet: 2, answer: true } as const;
  const sent = { kind: 'sent', text: '→ eth1', packet: 1 } as const;
  expect(expectationsOf(false, view([delivered, answer]))).toEqual({ outcome: 'delivered', to: 'sshd' });
  expect(expectationsOf(false, view([sent]))).toEqual({ outcome: 'forwarded', to: 'eth1' });
  expect(expectationsOf(true, view([sent]))).toEqual({ outcome: 'sent', to: 'eth1' });
  expect(expectationsOf(false, view([{ kind: 'dropped', text: 'filter INPUT 3', packet: 1 }]))).toEqual({
    outcome: 'dropped',
  });
  expect(expectationsOf(false, view([], { command: { exit: 2, stdout: '', stderr: '' } }))).toEqual({ exit: 2 });
  expect(expectationsOf(false, view([]))).toBeNull();
});

test('a scenario becomes a lesson: notes are its words, expectations its goal', () => {
  const scenario: Scenario = {
    chainwalk: 1,
    title: 'Mine',
    lang: 'en',
    host: { interfaces: [] },
    timeline: [{ wait: 1, note: 'wait', expect: { exit: 0 } }],
  };
  const draft = beginDraft(scenario, 'zh');
  expect(draft.title).toEqual({ zh: 'Mine' });
  expect(draft.start).toEqual({ chainwalk: 1, host: { interfaces: [] } });
  expect(draft.timeline).toEqual([{ wait: 1, note: { zh: 'wait' }, goal: { says: {}, expect: { exit: 0 } } }]);
  expect(withGoalWords(draft, 'en').timeline[0]?.goal?.says).toEqual({ en: '1: exit 0' });
});

test('two languages keep their places', () => {
  expect(withWords({ en: 'a', zh: 'b' }, 'en', '')).toEqual({ zh: 'b' });
  const hints = withHints(undefined, 'en', 'one\ntwo');
  expect(withHints(hints, 'zh', '一')).toEqual([{ en: 'one', zh: '一' }, { en: 'two' }]);
});
