import type { Scenario } from '../engine/index.ts';
import type { Drawer } from './drawer.ts';
import type { KeptDocument, OpenLesson } from './lesson-state.ts';
import type { KeptRecordings } from './recordings.ts';
import type { Shelf } from './shelf.ts';

const DRAFT_PREFIX = 'chainwalk.draft.';
const KEPT_DRAFTS = 12;

/** What a lesson needs to go on after a reload. */
export interface LessonSession {
  readonly lesson: OpenLesson;
  readonly kept: KeptDocument | null;
}

/** Which of "My scenarios" a draft is of, and which state of it. */
export interface KeptPlace {
  readonly id: string;
  readonly revision: string | null;
}

export interface DraftContent {
  readonly document: Scenario;
  /** The lesson that the document belongs to, and what it set aside. */
  readonly session?: LessonSession;
  readonly place?: KeptPlace;
  readonly recordings?: KeptRecordings;
}

/** What storage held. It is no more trusted than a link: the engine looks at it before it is opened. */
export interface Draft {
  /** Rises with every save of any tab, so that the newest draft is known without a clock. */
  readonly serial: number;
  readonly document: unknown;
  readonly session?: unknown;
  readonly place?: unknown;
  readonly recordings?: unknown;
  /** Too big for the storage: it stands on the shelf under the tab's name. */
  readonly isShelved?: boolean;
}

/** The tab's own draft, else the one saved last by any tab: what a new tab or a new day goes on with. */
export async function openDraft(drawer: Drawer, shelf: Shelf, tab: string): Promise<Draft | null> {
  for (const owner of [tab, newestTab(drawer)]) {
    const draft = owner === null ? null : readDraft(drawer, owner);
    if (owner === null || draft === null) continue;
    if (draft.isShelved !== true) return draft;
    const shelved = asDraft(await shelf.get(owner).catch(() => null));
    if (shelved !== null) return shelved;
  }
  return null;
}

export const readDraft = (drawer: Drawer, tab: string): Draft | null =>
  attempt(() => parseDraft(drawer.getItem(DRAFT_PREFIX + tab)), null);

/** Tells whether the draft was kept. */
export type DraftWriter = (content: DraftContent) => Promise<boolean>;

/**
 * Every tab writes a draft of its own: a second tab never overwrites the first. The oldest are let go. What the storage has no room
 * for goes to the shelf, and the storage remembers that.
 */
export function draftWriter(drawer: Drawer, shelf: Shelf, tab: string): DraftWriter {
  let newest = 0;
  const put = (draft: Draft): boolean =>
    attempt(() => {
      drawer.setItem(DRAFT_PREFIX + tab, JSON.stringify(draft));
      return true;
    }, false);
  return async (content) => {
    const write = (newest += 1);
    const serial = makeRoom(drawer, shelf, tab);
    if (put({ serial, ...content })) return true;
    try {
      await shelf.set(tab, { serial, ...content } satisfies Draft);
    } catch {
      return false;
    }
    return write < newest || put({ serial, document: null, isShelved: true });
  };
}

/** Lets go of the drafts of tabs long gone. Gives the serial number of the next. */
function makeRoom(drawer: Drawer, shelf: Shelf, tab: string): number {
  const drafts = listDrafts(drawer);
  const others = drafts.filter((draft) => draft.tab !== tab).sort((left, right) => right.serial - left.serial);
  for (const { tab: old } of others.slice(KEPT_DRAFTS - 1)) {
    attempt(() => drawer.removeItem(DRAFT_PREFIX + old), undefined);
    void shelf.delete(old).catch(() => {});
  }
  return Math.max(0, ...drafts.map((draft) => draft.serial)) + 1;
}

function newestTab(drawer: Drawer): string | null {
  const [newest] = listDrafts(drawer).sort((left, right) => right.serial - left.serial);
  return newest?.tab ?? null;
}

/** Serial numbers stand first in a draft, so that a big one need not be read for it. */
const SERIAL = /^\{"serial":(\d+)[,}]/;

function listDrafts(drawer: Drawer): { readonly tab: string; readonly serial: number }[] {
  return attempt(() => {
    const keys = Array.from({ length: drawer.length }, (_, index) => drawer.key(index) ?? '');
    return keys
      .filter((key) => key.startsWith(DRAFT_PREFIX))
      .map((key) => ({
        tab: key.slice(DRAFT_PREFIX.length),
        serial: Number(SERIAL.exec(drawer.getItem(key) ?? '')?.[1] ?? 0),
      }));
  }, []);
}

const parseDraft = (text: string | null): Draft | null =>
  text === null ? null : asDraft(attempt(() => JSON.parse(text) as unknown, null));

function asDraft(value: unknown): Draft | null {
  if (typeof value !== 'object' || value === null || !('serial' in value) || !('document' in value)) return null;
  return typeof value.serial === 'number' ? (value as Draft) : null;
}

function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
