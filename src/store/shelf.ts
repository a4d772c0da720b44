import { createStore, del, get, set, update, values, type UseStore } from 'idb-keyval';

/** The browser's database, for what is too big for its storage. Every method rejects where it is forbidden or full. */
export interface Shelf {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Reads and writes in one transaction: no other tab comes in between. */
  update(key: string, change: (old: unknown) => unknown): Promise<void>;
  values(): Promise<readonly unknown[]>;
}

/** One database for each kind of thing, opened when first asked for. */
export function browserShelf(name: 'scenarios' | 'drafts'): Shelf {
  let opened: UseStore | undefined;
  // Where it is forbidden even opening throws: inside an async method that is a rejection.
  const store = (): UseStore => (opened ??= createStore(`chainwalk-${name}`, name));
  return {
    get: async (key) => get<unknown>(key, store()),
    set: async (key, value) => set(key, value, store()),
    delete: async (key) => del(key, store()),
    update: async (key, change) => update(key, change, store()),
    values: async () => values<unknown>(store()),
  };
}
