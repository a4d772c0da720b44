import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scenario } from '../engine/scenario/document.ts';
import type { AppState } from './app-state.ts';
import type { Engine } from './engine.ts';
import { createScenarioSlice, type Origin } from './scenario-slice.ts';
import { createSimulationSlice } from './simulation-slice.ts';
import { createViewSlice, type Theme } from './view-slice.ts';

export type AppStore = StoreApi<AppState>;

export interface AppStoreOptions {
  readonly engine: Engine;
  readonly scenario: Scenario;
  readonly origin: Origin;
  readonly theme?: Theme;
}

/** One store for the page. Nothing runs until `runScenario` is called. */
export function createAppStore({ engine, scenario, origin, theme = 'system' }: AppStoreOptions): AppStore {
  return createStore<AppState>()((...parts) => ({
    ...createScenarioSlice(scenario, origin)(...parts),
    ...createSimulationSlice(engine)(...parts),
    ...createViewSlice(theme)(...parts),
  }));
}
