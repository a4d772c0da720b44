import type { StateCreator } from 'zustand/vanilla';
import type { LessonSlice } from './lesson-state.ts';
import type { ScenarioSlice } from './scenario-state.ts';
import type { SimulationSlice } from './simulation-state.ts';
import type { ViewSlice } from './view-state.ts';

/** What the page knows: the document, what the engine said of it, and what is being looked at. */
export type AppState = ScenarioSlice & SimulationSlice & ViewSlice & LessonSlice;

export type Slice<T> = StateCreator<AppState, [], [], T>;
