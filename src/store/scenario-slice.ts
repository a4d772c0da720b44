import type { Scenario } from '../engine/index.ts';
import type { Slice } from './app-state.ts';
import { newId } from './new-id.ts';
import type { HistoryEntry, Origin, ScenarioSlice } from './scenario-state.ts';

const HISTORY_LIMIT = 200;

export const createScenarioSlice =
  (initial: Scenario, origin: Origin, readOnly: boolean): Slice<ScenarioSlice> =>
  (set, get) => ({
    scenario: initial,
    origin,
    documentId: newId(),
    readOnly,
    past: [],
    future: [],

    load: (scenario, from, label, id = newId()) => {
      const { scenario: replaced, documentId, past } = get();
      const kept = label === undefined ? [] : [...past, { label, scenario: replaced, documentId, merge: null }];
      set({ scenario, origin: from, documentId: id, past: kept.slice(-HISTORY_LIMIT), future: [] });
      get().resetView();
      // Who comes back to a draft has read what it is about.
      if (from === 'autosave') get().setIntroShown(false);
      get().runScenario('fresh');
    },

    edit: (label, change, options) => {
      const { scenario, documentId, past } = get();
      const next = change(scenario);
      if (next === scenario || get().readOnly) return;
      const merge = options?.merge ?? null;
      const continues = merge !== null && past.at(-1)?.merge === merge;
      set({
        scenario: next,
        past: continues ? past : [...past, { label, scenario, documentId, merge }].slice(-HISTORY_LIMIT),
        future: [],
      });
      get().runScenario('compare');
    },

    setRuleset: (label, text, options) =>
      get().edit(label, (scenario) => (scenario.ruleset === text ? scenario : { ...scenario, ruleset: text }), options),

    setTimeline: (label, steps, options) =>
      get().edit(label, (scenario) => ({ ...scenario, timeline: steps }), options),

    undo: () => get().goBackTo(get().past.length - 1),
    redo: () => get().goForwardTo(0),

    goBackTo: (index) => {
      const { past, future, scenario, documentId } = get();
      const entry = past[index];
      if (entry === undefined) return;
      const undone = past.slice(index);
      // An entry of the past holds what was before it, one of the future what was after.
      const after = [...undone.slice(1), { scenario, documentId }];
      const redoable = undone.map(({ label }, at) => ({ label, ...documentOf(after[at] ?? entry), merge: null }));
      set({ ...documentOf(entry), past: past.slice(0, index), future: [...redoable, ...future] });
      get().runScenario('compare');
    },

    goForwardTo: (index) => {
      const { past, future, scenario, documentId } = get();
      const entry = future[index];
      if (entry === undefined) return;
      const redone = future.slice(0, index + 1);
      const before = [{ scenario, documentId }, ...redone];
      const undoable = redone.map(({ label }, at) => ({ label, ...documentOf(before[at] ?? entry), merge: null }));
      set({ ...documentOf(entry), past: [...past, ...undoable], future: future.slice(index + 1) });
      get().runScenario('compare');
    },
  });

type Document = Pick<HistoryEntry, 'scenario' | 'documentId'>;
const documentOf = ({ scenario, documentId }: Document): Document => ({ scenario, documentId });
