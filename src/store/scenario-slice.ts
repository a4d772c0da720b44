import type { Scenario } from '../engine/index.ts';
import type { Slice } from './app-state.ts';
import type { Origin, ScenarioSlice } from './scenario-state.ts';

const HISTORY_LIMIT = 200;

export const createScenarioSlice =
  (initial: Scenario, origin: Origin): Slice<ScenarioSlice> =>
  (set, get) => ({
    scenario: initial,
    origin,
    past: [],
    future: [],

    load: (scenario, from, label) => {
      const { scenario: replaced, past } = get();
      const kept = label === undefined ? [] : [...past, { label, scenario: replaced, merge: null }];
      set({ scenario, origin: from, past: kept.slice(-HISTORY_LIMIT), future: [] });
      get().resetView();
      // Who comes back to a draft has read what it is about.
      if (from === 'autosave') get().setIntroShown(false);
      get().runScenario('fresh');
    },

    edit: (label, change, options) => {
      const { scenario, past } = get();
      const next = change(scenario);
      if (next === scenario) return;
      const merge = options?.merge ?? null;
      const continues = merge !== null && past.at(-1)?.merge === merge;
      set({
        scenario: next,
        past: continues ? past : [...past, { label, scenario, merge }].slice(-HISTORY_LIMIT),
        future: [],
      });
      get().runScenario('compare');
    },

    setRuleset: (label, text, options) =>
      get().edit(label, (scenario) => (scenario.ruleset === text ? scenario : { ...scenario, ruleset: text }), options),

    setTimeline: (label, steps, options) =>
      get().edit(label, (scenario) => ({ ...scenario, timeline: steps }), options),

    undo: () => {
      const { scenario, past, future } = get();
      const entry = past.at(-1);
      if (entry === undefined) return;
      const { label } = entry;
      set({
        scenario: entry.scenario,
        past: past.slice(0, -1),
        future: [{ label, scenario, merge: null }, ...future],
      });
      get().runScenario('compare');
    },

    redo: () => {
      const { scenario, past, future } = get();
      const [entry, ...rest] = future;
      if (entry === undefined) return;
      const { label } = entry;
      set({
        scenario: entry.scenario,
        past: [...past, { label, scenario, merge: null }],
        future: rest,
      });
      get().runScenario('compare');
    },
  });
