/** The page's store: zustand slices, selectors, and the hooks that read them. */
export type { AppState } from './app-state.ts';
export { createAppStore, type AppStore } from './app-store.ts';
export { connectEngine } from './connect-engine.ts';
export type { Engine } from './engine.ts';
export { EngineError } from '../worker/client.ts';
export { readAuthoring, readProgress, readSeen, readTheme, startAutosave } from './autosave.ts';
export { browserStorage, type Drawer } from './drawer.ts';
export { openDraft, type Draft } from './drafts.ts';
export { libraryOn, type KeptScenario } from './library.ts';
export { keepInLibrary, type LibraryKeeper } from './library-keeper.ts';
export { newId } from './new-id.ts';
export type { Notice } from './notice.ts';
export type { Recordings } from '../formats/index.ts';
export { restoreRecordings } from './recordings.ts';
export { browserShelf } from './shelf.ts';
export type { Answer, Authoring, KeptDocument, LessonPlace, OpenLesson } from './lesson-state.ts';
export { formatProgress, mergeProgress, parseProgress } from './progress.ts';
export { loadShare } from './link.ts';
export { positionOfEvent, positionsOf, type Position } from './positions.ts';
export type { Origin } from './scenario-state.ts';
export * from './selectors.ts';
export { AppProvider, useApp, useAppStore, useEngine, useLibrary, type AppServices } from './use-app.ts';
export {
  DRAWER_TABS,
  SIDE_TABS,
  SPEEDS,
  type BrokenLink,
  type DrawerTab,
  type GraphTarget,
  type PinnedRuleset,
  type Playhead,
  type SideTab,
  type Speed,
  type Theme,
} from './view-state.ts';
