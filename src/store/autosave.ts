import type { Scenario } from '../engine/index.ts';
import type { AppStore } from './app-store.ts';
import type { Authoring, KeptDocument, OpenLesson, Progress } from './lesson-state.ts';
import { formatProgress, mergeProgress, parseProgress } from './progress.ts';
import type { Theme } from './view-state.ts';

const DRAFT_PREFIX = 'chainwalk.draft.';
const PROGRESS_KEY = 'chainwalk.progress';
const AUTHORING_KEY = 'chainwalk.authoring';
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
  /** The lesson that the document belongs to, and what it set aside. */
  readonly session?: unknown;
}

/** What a lesson needs to go on after a reload. */
export interface LessonSession {
  readonly lesson: OpenLesson;
  readonly kept: KeptDocument | null;
}

/** A draft's document is what storage held: it is validated by the engine before it is opened. */
export function readDraft(storage: Drawer, tab: string): unknown {
  return parseDraft(attempt(() => storage.getItem(DRAFT_PREFIX + tab), null))?.document ?? null;
}

/** The lesson that a draft was of, as storage held it; null if it was of none. */
export function readSession(storage: Drawer, tab: string): unknown {
  const own = attempt(() => storage.getItem(DRAFT_PREFIX + tab), null);
  const draft = own ?? attempt(() => storage.getItem(`${DRAFT_PREFIX}${newestTab(storage)}`), null);
  return parseDraft(draft)?.session ?? null;
}

/** Every tab writes a draft of its own: a second tab never overwrites the first. The oldest are let go. */
export function writeDraft(storage: Drawer, tab: string, document: Scenario, session?: LessonSession): void {
  attempt(() => {
    const drafts = listDrafts(storage);
    const serial = Math.max(0, ...drafts.map((draft) => draft.serial)) + 1;
    const others = drafts.filter((draft) => draft.tab !== tab).sort((left, right) => right.serial - left.serial);
    for (const { tab: old } of others.slice(KEPT_DRAFTS - 1)) storage.removeItem(DRAFT_PREFIX + old);
    storage.setItem(
      DRAFT_PREFIX + tab,
      JSON.stringify({ serial, document, ...(session && { session }) } satisfies Draft),
    );
  }, undefined);
}

/** The draft saved last by any tab: what a new tab or a new day goes on with. */
export function newestDraft(storage: Drawer): unknown {
  const newest = newestTab(storage);
  return newest === null ? null : readDraft(storage, newest);
}

function newestTab(storage: Drawer): string | null {
  const [newest] = listDrafts(storage).sort((left, right) => right.serial - left.serial);
  return newest?.tab ?? null;
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
  const session = 'session' in value ? value.session : undefined;
  return typeof value.serial === 'number' ? { serial: value.serial, document: value.document, session } : null;
}

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

/** Saves the document and its lesson whenever they change, progress, and the theme. Gives how to stop. */
export function startAutosave(store: AppStore, storage: Drawer, tab: string): () => void {
  return store.subscribe((state, before) => {
    const { scenario, lesson, kept, progress } = state;
    if (scenario !== before.scenario || lesson !== before.lesson || kept !== before.kept)
      writeDraft(storage, tab, scenario, lesson === null ? undefined : { lesson, kept });
    if (progress !== before.progress) writeProgress(storage, progress);
    if (state.authoring !== before.authoring) writeAuthoring(storage, state.authoring);
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
