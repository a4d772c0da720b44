import type { AppState } from './app-state.ts';
import type { AppStore } from './app-store.ts';
import type { KeptPlace } from './drafts.ts';
import type { Library } from './library.ts';
import { keepRecordings } from './recordings.ts';

/** Typing into a field is many changes: they are saved together, ms. */
const SETTLES = 400;

/** Saves the open scenario to "My scenarios", from its first change on. */
export interface LibraryKeeper {
  /** @param onSaved told when the place of the open scenario became another. */
  start(onSaved: () => void): () => void;
  placeOf(documentId: string): KeptPlace;
  /** Tells which state of a scenario this tab has: one that was opened, or renamed from here. */
  know(place: KeptPlace): void;
  /** Saves at once what still waits. */
  flush(): Promise<void>;
}

/** A document that was edited or brought along is its user's own; one that was merely opened can be opened again. */
function becameOwn(state: AppState, before: AppState): boolean {
  if (state.lesson !== null || state.scenario === before.scenario) return false;
  return state.documentId === before.documentId || (state.origin === 'file' && before.origin !== 'file');
}

export function keepInLibrary(store: AppStore, library: Library): LibraryKeeper {
  const revisions = new Map<string, string>();
  /** Where another tab had changed a scenario, this one goes on under another name. */
  const apart = new Map<string, string>();
  let waiting: AppState | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let told = (): void => {};

  const nameOf = (id: string): string => apart.get(id) ?? id;

  const save = async ({ documentId, scenario, recordings }: AppState): Promise<void> => {
    const id = nameOf(documentId);
    try {
      const known = revisions.get(id) ?? null;
      const saved = await library.save(id, known, scenario, keepRecordings(scenario, recordings));
      revisions.set(saved.id, saved.revision);
      if (saved.id !== id) {
        apart.set(documentId, saved.id);
        store.getState().notify({ kind: 'kept-apart' });
      }
      told();
    } catch {
      // The draft is kept apart from it, and says when it is not.
    }
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    const state = waiting;
    waiting = null;
    if (state !== null) saving = saving.then(() => save(state));
    return saving;
  };

  return {
    flush,
    placeOf: (documentId) => ({ id: nameOf(documentId), revision: revisions.get(nameOf(documentId)) ?? null }),
    know: ({ id, revision }) => {
      if (revision !== null) revisions.set(id, revision);
    },
    start: (onSaved) => {
      told = onSaved;
      const leave = (): void => void flush();
      globalThis.addEventListener?.('pagehide', leave);
      const stop = store.subscribe((state, before) => {
        if (state.documentId !== before.documentId) void flush();
        if (!becameOwn(state, before)) return;
        waiting = state;
        clearTimeout(timer);
        timer = setTimeout(leave, SETTLES);
      });
      return () => {
        stop();
        globalThis.removeEventListener?.('pagehide', leave);
        clearTimeout(timer);
      };
    },
  };
}
