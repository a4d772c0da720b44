import type { Scenario } from '../engine/index.ts';
import type { AppStore } from './app-store.ts';
import type { Theme } from './view-state.ts';

const DRAFT_PREFIX = 'chainwalk.draft.';
const THEME_KEY = 'chainwalk.theme';
const KEPT_DRAFTS = 12;

/** The part of Storage that is used; one that throws (private windows, full disks) is as good as an empty one. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const NO_STORAGE: Drawer = { getItem: () => null, setItem: () => {}, removeItem: () => {}, key: () => null, length: 0 };

/** The browser's storage. Where cookies are blocked even naming it throws: then nothing is kept. */
export const browserStorage = (): Drawer => attempt<Drawer>(() => localStorage, NO_STORAGE);

interface Draft {
  /** Rises with every save of any tab, so that the newest draft is known without a clock. */
  readonly serial: number;
  readonly document: unknown;
}

/** A draft's document is what storage held: it is validated by the engine before it is opened. */
export function readDraft(storage: Drawer, tab: string): unknown {
  return parseDraft(attempt(() => storage.getItem(DRAFT_PREFIX + tab), null))?.document ?? null;
}

/** Every tab writes a draft of its own: a second tab never overwrites the first. The oldest are let go. */
export function writeDraft(storage: Drawer, tab: string, document: Scenario): void {
  attempt(() => {
    const drafts = listDrafts(storage);
    const serial = Math.max(0, ...drafts.map((draft) => draft.serial)) + 1;
    const others = drafts.filter((draft) => draft.tab !== tab).sort((left, right) => right.serial - left.serial);
    for (const { tab: old } of others.slice(KEPT_DRAFTS - 1)) storage.removeItem(DRAFT_PREFIX + old);
    storage.setItem(DRAFT_PREFIX + tab, JSON.stringify({ serial, document } satisfies Draft));
  }, undefined);
}

/** The draft saved last by any tab: what a new tab or a new day goes on with. */
export function newestDraft(storage: Drawer): unknown {
  const [newest] = listDrafts(storage).sort((left, right) => right.serial - left.serial);
  return newest === undefined ? null : readDraft(storage, newest.tab);
}

function listDrafts(storage: Drawer): { readonly tab: string; readonly serial: number }[] {
  return attempt(() => {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    return keys
      .filter((key) => key.startsWith(DRAFT_PREFIX))
      .map((key) => ({ tab: key.slice(DRAFT_PREFIX.length), serial: parseDraft(storage.getItem(key))?.serial ?? 0 }));
  }, []);
}

function parseDraft(text: string | null): Draft | null {
  const value: unknown = text === null ? null : attempt(() => JSON.parse(text) as unknown, null);
  if (typeof value !== 'object' || value === null || !('serial' in value) || !('document' in value)) return null;
  return typeof value.serial === 'number' ? { serial: value.serial, document: value.document } : null;
}

export function readTheme(storage: Drawer): Theme {
  const stored = attempt(() => storage.getItem(THEME_KEY), null);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Saves the document whenever it changes, and the theme. Gives how to stop. */
export function startAutosave(store: AppStore, storage: Drawer, tab: string): () => void {
  return store.subscribe((state, before) => {
    if (state.scenario !== before.scenario) writeDraft(storage, tab, state.scenario);
    if (state.theme !== before.theme) attempt(() => storage.setItem(THEME_KEY, state.theme), undefined);
  });
}

function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
