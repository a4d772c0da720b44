import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scenario } from '../engine/index.ts';
import type { AppState } from './app-state.ts';
import type { Engine } from './engine.ts';
import { createScenarioSlice } from './scenario-slice.ts';
import { createLessonSlice } from './lesson-slice.ts';
import type { Progress } from './lesson-state.ts';
import type { Origin } from './scenario-state.ts';
import { createSimulationSlice } from './simulation-slice.ts';
import { createViewSlice } from './view-slice.ts';
import type { Theme } from './view-state.ts';

export type AppStore = StoreApi<AppState>;

export interface AppStoreOptions {
  readonly engine: Engine;
  readonly scenario: Scenario;
  readonly origin: Origin;
  readonly theme?: Theme;
  readonly progress?: Progress;
  readonly seen?: ReadonlySet<string>;
  /** An embedded page shows and plays; nothing in it changes the document. */
  readonly readOnly?: boolean;
}

/** One store for the page. Nothing runs until `runScenario` is called. */
export function createAppStore({
  engine,
  scenario,
  origin,
  theme = 'system',
  progress = {},
  seen = new Set(),
  readOnly = false,
}: AppStoreOptions): AppStore {
  return createStore<AppState>()((...parts) => ({
    ...createScenarioSlice(scenario, origin, readOnly)(...parts),
    ...createSimulationSlice(engine)(...parts),
    ...createViewSlice(theme, seen, scenario.title)(...parts),
    ...createLessonSlice(progress)(...parts),
  }));
}
