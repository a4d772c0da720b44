import type { AppState } from './app-state.ts';
import type { AppStore } from './app-store.ts';
import { draftWriter } from './drafts.ts';
import type { Drawer } from './drawer.ts';
import type { LibraryKeeper } from './library-keeper.ts';
import type { Authoring, Progress } from './lesson-state.ts';
import { formatProgress, mergeProgress, parseProgress } from './progress.ts';
import { keepRecordings } from './recordings.ts';
import type { Shelf } from './shelf.ts';
import type { Theme } from './view-state.ts';

const PROGRESS_KEY = 'chainwalk.progress';
const AUTHORING_KEY = 'chainwalk.authoring';
const THEME_KEY = 'chainwalk.theme';
const SEEN_KEY = 'chainwalk.seen';

/** A lesson in the making, as storage held it; it is looked at before it is gone on with. */
export function readAuthoring(storage: Drawer): unknown {
  const text = attempt(() => storage.getItem(AUTHORING_KEY), null);
  return text === null ? null : attempt(() => JSON.parse(text) as unknown, null);
}

function writeAuthoring(storage: Drawer, authoring: Authoring | null): void {
  attempt(() => {
    if (authoring === null) storage.removeItem(AUTHORING_KEY);
    else storage.setItem(AUTHORING_KEY, JSON.stringify(authoring));
  }, undefined);
}

export const readProgress = (storage: Drawer): Progress =>
  parseProgress(attempt(() => storage.getItem(PROGRESS_KEY), null) ?? '') ?? {};

/** Another tab may have done lessons meanwhile: its progress is kept too, unless progress was reset or a file put in its place. */
function writeProgress(storage: Drawer, progress: Progress): void {
  const isReset = Object.keys(progress).length === 0;
  const merged = isReset ? progress : mergeProgress(progress, readProgress(storage));
  attempt(() => storage.setItem(PROGRESS_KEY, formatProgress(merged)), undefined);
}

export function readTheme(storage: Drawer): Theme {
  const stored = attempt(() => storage.getItem(THEME_KEY), null);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** What was seen and closed for good: 'tour', and explanations of scenarios by their titles. */
export function readSeen(storage: Drawer): ReadonlySet<string> {
  const text = attempt(() => storage.getItem(SEEN_KEY), null);
  const value = text === null ? null : attempt(() => JSON.parse(text) as unknown, null);
  return new Set(Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
}

/** Another tab may have seen other things meanwhile. */
const writeSeen = (storage: Drawer, seen: ReadonlySet<string>): void =>
  attempt(() => storage.setItem(SEEN_KEY, JSON.stringify([...new Set([...readSeen(storage), ...seen])])), undefined);

export interface Keepers {
  readonly storage: Drawer;
  /** Where drafts go that the storage has no room for. */
  readonly shelf: Shelf;
  readonly library: LibraryKeeper;
  readonly tab: string;
}

/** Saves the document and its lesson whenever they change, progress, and the theme. Gives how to stop. */
export function startAutosave(store: AppStore, { storage, shelf, library, tab }: Keepers): () => void {
  const write = draftWriter(storage, shelf, tab);
  const saveDraft = (state: AppState): void => {
    const { scenario, lesson, kept, recordings } = state;
    const draft = {
      document: scenario,
      ...(lesson !== null && { session: { lesson, kept } }),
      place: library.placeOf(state.documentId),
      ...(recordings.size > 0 && { recordings: keepRecordings(scenario, recordings) }),
    };
    void write(draft).then((isKept) => {
      if (!isKept) store.getState().notify({ kind: 'not-kept' });
    });
  };
  const stopLibrary = library.start(() => saveDraft(store.getState()));
  const stop = store.subscribe((state, before) => {
    const { scenario, lesson, kept, progress, recordings } = state;
    const isOther = scenario !== before.scenario || recordings !== before.recordings;
    if (isOther || lesson !== before.lesson || kept !== before.kept) saveDraft(state);
    if (progress !== before.progress) writeProgress(storage, progress);
    if (state.authoring !== before.authoring) writeAuthoring(storage, state.authoring);
    if (state.theme !== before.theme) attempt(() => storage.setItem(THEME_KEY, state.theme), undefined);
    if (state.seen !== before.seen) writeSeen(storage, state.seen);
  });
  return () => {
    stop();
    stopLibrary();
  };
}

function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
