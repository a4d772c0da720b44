import type { StateCreator } from 'zustand/vanilla';
import type { ScenarioSlice } from './scenario-state.ts';
import type { SimulationSlice } from './simulation-state.ts';
import type { ViewSlice } from './view-state.ts';

/** What the page knows: the document, what the engine said of it, and what is being looked at. */
export type AppState = ScenarioSlice & SimulationSlice & ViewSlice;

export type Slice<T> = StateCreator<AppState, [], [], T>;
