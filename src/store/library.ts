import type { Scenario } from '../engine/index.ts';
import { newId } from './new-id.ts';
import type { KeptRecordings } from './recordings.ts';
import type { Shelf } from './shelf.ts';

/** A scenario kept in this browser under "My scenarios". */
export interface KeptScenario {
  readonly id: string;
  /** Changes with every save: a tab that knows another one would overwrite what it has not seen. */
  readonly revision: string;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  /** Bytes of the document. */
  readonly size: number;
  readonly title: string | null;
  /** As it was saved: validated by the engine before it is opened. */
  readonly scenario: unknown;
  readonly recordings: KeptRecordings;
}

export interface Saved {
  /** Another than was asked for where another tab had changed the scenario meanwhile: then both are kept. */
  readonly id: string;
  readonly revision: string;
}

export interface Library {
  /** Newest first. */
  list(): Promise<readonly KeptScenario[]>;
  read(id: string): Promise<KeptScenario | null>;
  /** @param known the revision that the caller last read or wrote; null for one that it never saw. */
  save(id: string, known: string | null, scenario: Scenario, recordings: KeptRecordings): Promise<Saved>;
  rename(id: string, title: string): Promise<void>;
  duplicate(id: string, title: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Puts back what was removed. */
  restore(kept: KeptScenario): Promise<void>;
}

/** @param now milliseconds since the epoch. */
export function libraryOn(shelf: Shelf, now: () => number): Library {
  const read = async (id: string): Promise<KeptScenario | null> => keptScenario(await shelf.get(id));
  const entry = (id: string, scenario: Readonly<Record<string, unknown>>, recordings: KeptRecordings) =>
    ({
      id,
      revision: newId(),
      savedAt: now(),
      size: new TextEncoder().encode(JSON.stringify(scenario)).length,
      title: typeof scenario['title'] === 'string' ? scenario['title'] : null,
      scenario,
      recordings,
    }) satisfies KeptScenario;

  return {
    read,
    list: async () => {
      const found = (await shelf.values()).map(keptScenario).filter((one) => one !== null);
      return found.toSorted((left, right) => right.savedAt - left.savedAt);
    },
    save: async (id, known, scenario, recordings) => {
      const next = entry(id, { ...scenario }, recordings);
      let isOurs = true;
      await shelf.update(id, (old) => {
        const there = keptScenario(old);
        isOurs = there === null || there.revision === known;
        return isOurs ? next : old;
      });
      if (isOurs) return { id, revision: next.revision };
      const apart = { ...next, id: newId() };
      await shelf.set(apart.id, apart);
      return { id: apart.id, revision: apart.revision };
    },
    rename: (id, title) =>
      shelf.update(id, (old) => {
        const there = keptScenario(old);
        return there === null ? old : entry(id, { ...documentOf(there), title }, there.recordings);
      }),
    duplicate: async (id, title) => {
      const there = await read(id);
      if (there === null) return;
      const copy = newId();
      await shelf.set(copy, entry(copy, { ...documentOf(there), title }, there.recordings));
    },
    remove: (id) => shelf.delete(id),
    restore: (kept) => shelf.set(kept.id, kept),
  };
}

const documentOf = ({ scenario }: KeptScenario): object =>
  typeof scenario === 'object' && scenario !== null ? scenario : {};

/** What the database gave, if it is one of ours. */
function keptScenario(value: unknown): KeptScenario | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('revision' in value)) return null;
  return typeof value.id === 'string' && 'savedAt' in value && 'scenario' in value ? (value as KeptScenario) : null;
}
