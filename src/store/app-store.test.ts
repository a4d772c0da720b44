import { expect, test, vi } from 'vitest';
import type { RunView, Scenario, StepView } from '../engine/index.ts';
import { createAppStore } from './app-store.ts';
import type { Engine } from './engine.ts';
import { positionsOf } from './positions.ts';
import { selectFormerOutcomes, selectUndoLabel } from './selectors.ts';

const SCENARIO: Scenario = {
  chainwalk: 1,
  host: { interfaces: [] },
  ruleset: 'a',
  timeline: [{ wait: 1 }, { wait: 2 }],
};

const missed = (from: number, to: number) =>
  ({ kind: 'missed', packet: 1, table: 'filter', chain: 'INPUT', from, to }) as const;

const stepView = (text: string): StepView => ({
  begins: 0,
  ends: 0,
  rulesetBefore: 0,
  rulesetAfter: 0,
  events: [missed(1, 3), missed(4, 5000)],
  outcome: [{ kind: 'dropped', text, packet: 1 }],
  conntrack: [],
  counters: [],
});

const runView = (text: string): RunView => ({
  restore: { exit: 0, stderr: '', diagnostics: [] },
  pipeline: [],
  rulesets: [],
  host: { hostname: 'fw', interfaces: [], routes: [], policyRules: [], sysctl: [], sockets: [] },
  steps: [stepView(text), stepView(text)],
  start: 0,
});

/** An engine that answers a run only when the test says so. */
function heldEngine() {
  const answers: {
    readonly scenario: Scenario;
    readonly resolve: (view: RunView) => void;
    readonly reject: (reason: Error) => void;
  }[] = [];
  const refuse = () => Promise.reject(new Error('not asked in this test'));
  const engine: Engine = {
    validate: refuse,
    validateLesson: refuse,
    validateCourse: refuse,
    check: refuse,
    run: (scenario) => new Promise((resolve, reject) => answers.push({ scenario, resolve, reject })),
    runBeside: refuse,
    explain: refuse,
    checkRuleset: refuse,
    command: refuse,
    ruleForm: refuse,
    ruleText: refuse,
    catalogue: refuse,
    packetBytes: refuse,
    packetFields: refuse,
  };
  return { engine, answers };
}

function openStore() {
  const { engine, answers } = heldEngine();
  return { store: createAppStore({ engine, scenario: SCENARIO, origin: 'new' }), answers };
}

test('an edit is one undoable entry with its label, and runs the document', () => {
  const { store, answers } = openStore();
  store.getState().setRuleset('Change ruleset', 'b');
  expect(store.getState().scenario.ruleset).toBe('b');
  expect(selectUndoLabel(store.getState())).toBe('Change ruleset');
  expect(answers.at(-1)?.scenario.ruleset).toBe('b');
  store.getState().undo();
  expect(store.getState().scenario).toBe(SCENARIO);
  expect(answers.at(-1)?.scenario).toBe(SCENARIO);
  store.getState().redo();
  expect(store.getState().scenario.ruleset).toBe('b');
});

test('edits with one merge key are one entry; a change that changes nothing is none', () => {
  const { store } = openStore();
  for (const text of ['b', 'bc', 'bcd', 'bcd']) store.getState().setRuleset('Type', text, { merge: 'editor' });
  expect(store.getState().past).toHaveLength(1);
  store.getState().undo();
  expect(store.getState().scenario.ruleset).toBe('a');
});

test('opening with a label can be undone', () => {
  const { store } = openStore();
  store.getState().load({ ...SCENARIO, title: 'Other' }, 'gallery', 'Open Other');
  store.getState().undo();
  expect(store.getState().scenario).toBe(SCENARIO);
});

test('the newest run wins and the old outcome of an untouched step is kept', async () => {
  const { store, answers } = openStore();
  store.getState().runScenario('fresh');
  answers[0]?.resolve(runView('filter INPUT 3'));
  await vi.waitFor(() => expect(store.getState().run.status).toBe('ready'));

  store.getState().setRuleset('Change', 'b');
  store.getState().setRuleset('Change', 'c');
  answers[2]?.resolve(runView('eth1'));
  await vi.waitFor(() => expect(store.getState().run.status).toBe('ready'));
  answers[1]?.resolve(runView('stale'));
  await Promise.resolve();
  expect(store.getState().run.view?.steps[0]?.outcome[0]?.text).toBe('eth1');
  expect(selectFormerOutcomes(store.getState(), 0)?.[0]?.text).toBe('filter INPUT 3');
});

test('a failed run keeps the last view and says why', async () => {
  const { store, answers } = openStore();
  store.getState().runScenario('fresh');
  answers[0]?.resolve(runView('x'));
  await vi.waitFor(() => expect(store.getState().run.status).toBe('ready'));
  store.getState().runScenario('compare');
  answers[1]?.reject(new Error('stopped'));
  await vi.waitFor(() => expect(store.getState().run.status).toBe('failed'));
  expect(store.getState().run).toMatchObject({ issue: 'stopped', view: { start: 0 } });
});

test('short misses are walked rule by rule, long ones are one stop', async () => {
  expect(positionsOf(stepView('x')).map((position) => position.rule)).toEqual([1, 2, 3, null]);
  const { store, answers } = openStore();
  store.getState().runScenario('fresh');
  answers[0]?.resolve(runView('x'));
  await vi.waitFor(() => expect(store.getState().run.status).toBe('ready'));
  const visited = [store.getState().playhead];
  while (store.getState().moveByEvent(1)) visited.push(store.getState().playhead);
  expect(visited.map(({ step, position }) => `${step}.${position}`)).toEqual([
    '0.0',
    '0.1',
    '0.2',
    '0.3',
    '1.0',
    '1.1',
    '1.2',
    '1.3',
  ]);
  store.getState().moveByStep(-1);
  expect(store.getState().playhead).toEqual({ step: 1, position: 0 });
  store.getState().moveByStep(-1);
  expect(store.getState().playhead).toEqual({ step: 0, position: 0 });
});

test('history is a list: going to an entry is as many undos or redos at once', () => {
  const { store } = openStore();
  for (const text of ['b', 'c', 'd']) store.getState().setRuleset(`to ${text}`, text);
  store.getState().goBackTo(1);
  expect(store.getState().scenario.ruleset).toBe('b');
  expect(store.getState().future.map(({ label }) => label)).toEqual(['to c', 'to d']);
  store.getState().goForwardTo(1);
  expect(store.getState().scenario.ruleset).toBe('d');
  store.getState().undo();
  expect(store.getState().scenario.ruleset).toBe('c');
  store.getState().goBackTo(0);
  expect(store.getState().scenario.ruleset).toBe('a');
  store.getState().redo();
  expect(store.getState().scenario.ruleset).toBe('b');
});
