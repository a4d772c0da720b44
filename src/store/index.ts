/** The page's store: zustand slices, selectors, and the hooks that read them. */
export type { AppState } from './app-state.ts';
export { createAppStore, type AppStore } from './app-store.ts';
export { engineOf, type Engine } from './engine.ts';
export { browserStorage, newestDraft, readDraft, readTheme, startAutosave, type Drawer } from './autosave.ts';
export { EXPANDED_MISSES, positionOfEvent, positionsOf, type Position } from './positions.ts';
export type { EditOptions, HistoryEntry, Origin } from './scenario-slice.ts';
export * from './selectors.ts';
export type { Run } from './simulation-slice.ts';
export { AppProvider, useApp, useAppStore, useEngine } from './use-app.ts';
export {
  DRAWER_TABS,
  SIDE_TABS,
  SPEEDS,
  type BrokenLink,
  type Composer,
  type DrawerTab,
  type MobileTab,
  type Playhead,
  type SideTab,
  type Speed,
  type Theme,
} from './view-slice.ts';
