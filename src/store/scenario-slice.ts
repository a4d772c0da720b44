import type { Scenario, Step } from '../engine/scenario/document.ts';
import type { Slice } from './app-state.ts';

const HISTORY_LIMIT = 200;

/** Where a document came from: only an edited or autosaved one is the user's own. */
export type Origin = 'gallery' | 'lesson' | 'link' | 'file' | 'autosave' | 'new';

export interface HistoryEntry {
  /** What was done, in the words shown: "Add rule to INPUT". */
  readonly label: string;
  /** The document before it was done (in `past`) or after (in `future`). */
  readonly scenario: Scenario;
  readonly merge: string | null;
}

export interface EditOptions {
  /** Consecutive edits with the same key are one entry of the history: typing into one field. */
  readonly merge?: string;
}

export interface ScenarioSlice {
  readonly scenario: Scenario;
  readonly origin: Origin;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
  /** Opens another document at its start. With a label, opening can be undone like an edit; without one, history starts anew. */
  load(scenario: Scenario, origin: Origin, label?: string): void;
  /** The only way to change the document: one undoable entry, saved and run at once. */
  edit(label: string, change: (scenario: Scenario) => Scenario, options?: EditOptions): void;
  setRuleset(label: string, text: string, options?: EditOptions): void;
  setTimeline(label: string, steps: readonly Step[], options?: EditOptions): void;
  undo(): void;
  redo(): void;
}

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
