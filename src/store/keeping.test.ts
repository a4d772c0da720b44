import { expect, test, vi } from 'vitest';
import type { Scenario } from '../engine/index.ts';
import { createAppStore, type AppStore } from './app-store.ts';
import { startAutosave } from './autosave.ts';
import { draftWriter, openDraft, readDraft } from './drafts.ts';
import type { Drawer } from './drawer.ts';
import type { Engine } from './engine.ts';
import { libraryOn } from './library.ts';
import { keepInLibrary } from './library-keeper.ts';
import { keepRecordings, restoreRecordings } from './recordings.ts';
import type { Shelf } from './shelf.ts';

const SCENARIO: Scenario = { chainwalk: 1, title: 'A', host: { interfaces: [] }, ruleset: 'a', timeline: [] };

function memoryDrawer(room = Number.POSITIVE_INFINITY): Drawer {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > room) throw new Error('full');
      items.set(key, value);
    },
    removeItem: (key) => void items.delete(key),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

function memoryShelf(): Shelf {
  const items = new Map<string, unknown>();
  return {
    get: (key) => Promise.resolve(items.get(key)),
    set: (key, value) => Promise.resolve(void items.set(key, value)),
    delete: (key) => Promise.resolve(void items.delete(key)),
    update: (key, change) => Promise.resolve(void items.set(key, change(items.get(key)))),
    values: () => Promise.resolve([...items.values()]),
  };
}

const full = (): Promise<never> => Promise.reject(new Error('full'));
const NO_SHELF: Shelf = { get: full, set: full, delete: full, update: full, values: full };

/** A page that nothing runs on. */
function openStore(): AppStore {
  const engine = new Proxy({}, { get: () => () => new Promise(() => {}) }) as Engine;
  return createAppStore({ engine, scenario: SCENARIO, origin: 'gallery' });
}

function openTab(shelf: Shelf, drawer: Drawer, tab: string) {
  const store = openStore();
  const library = keepInLibrary(
    store,
    libraryOn(shelf, () => 1000),
  );
  startAutosave(store, { storage: drawer, shelf: memoryShelf(), library, tab });
  return { store, library };
}

const rulesetOf = (scenario: unknown): unknown =>
  typeof scenario === 'object' && scenario !== null && 'ruleset' in scenario ? scenario.ruleset : null;

test('each tab keeps a draft of its own and a new tab goes on with the newest', async () => {
  const [drawer, shelf] = [memoryDrawer(), memoryShelf()];
  const { store } = openTab(shelf, drawer, 'one');
  store.getState().setRuleset('Change', 'b');
  await draftWriter(drawer, shelf, 'two')({ document: { ...SCENARIO, ruleset: 'two' } });
  expect(readDraft(drawer, 'one')?.document).toMatchObject({ ruleset: 'b' });
  expect((await openDraft(drawer, shelf, 'new'))?.document).toMatchObject({ ruleset: 'two' });
  store.getState().setRuleset('Change', 'c');
  expect((await openDraft(drawer, shelf, 'new'))?.document).toMatchObject({ ruleset: 'c' });
});

test('drafts are pruned, and a broken one is as good as none', async () => {
  const [drawer, shelf] = [memoryDrawer(), memoryShelf()];
  for (let tab = 0; tab < 40; tab += 1) await draftWriter(drawer, shelf, `t${tab}`)({ document: SCENARIO });
  expect(drawer.length).toBeLessThanOrEqual(12);
  drawer.setItem('chainwalk.draft.broken', '{');
  expect(readDraft(drawer, 'broken')).toBeNull();
});

test('a draft that the storage has no room for goes to the shelf and comes back from there', async () => {
  const [drawer, shelf] = [memoryDrawer(200), memoryShelf()];
  const big = { ...SCENARIO, ruleset: 'x'.repeat(1000) };
  const write = draftWriter(drawer, shelf, 'one');
  expect(await write({ document: big })).toBe(true);
  expect((await openDraft(drawer, shelf, 'one'))?.document).toEqual(big);
  const [first, second] = [write({ document: big }), write({ document: SCENARIO })];
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect((await openDraft(drawer, shelf, 'one'))?.document).toEqual(SCENARIO);
});

test('where nothing can be kept, that is said', async () => {
  const store = openStore();
  const library = keepInLibrary(
    store,
    libraryOn(NO_SHELF, () => 0),
  );
  startAutosave(store, { storage: memoryDrawer(0), shelf: NO_SHELF, library, tab: 'one' });
  store.getState().setRuleset('Change', 'b');
  await vi.waitFor(() => expect(store.getState().notices).toMatchObject([{ kind: 'not-kept' }]));
});

test('a scenario is kept from its first change on, under one name through undo and redo', async () => {
  const shelf = memoryShelf();
  const { store, library } = openTab(shelf, memoryDrawer(), 'one');
  store.getState().load({ ...SCENARIO, ruleset: 'opened' }, 'gallery');
  await library.flush();
  expect(await shelf.values()).toEqual([]);
  store.getState().setRuleset('Change', 'b');
  store.getState().setRuleset('Change', 'c');
  store.getState().undo();
  await library.flush();
  expect((await shelf.values()).map((one) => rulesetOf((one as { scenario: unknown }).scenario))).toEqual(['b']);
  store.getState().load({ ...SCENARIO, title: 'Imported' }, 'file', 'Import');
  await library.flush();
  expect(await shelf.values()).toHaveLength(2);
  store.getState().undo();
  store.getState().setRuleset('Change', 'd');
  await library.flush();
  expect((await shelf.values()).map((one) => rulesetOf((one as { scenario: unknown }).scenario))).toEqual(['d', 'a']);
});

test('two tabs that change the same scenario are both kept, and the second is told', async () => {
  const shelf = memoryShelf();
  const one = openTab(shelf, memoryDrawer(), 'one');
  one.store.getState().setRuleset('Change', 'one');
  await one.library.flush();
  const place = one.library.placeOf(one.store.getState().documentId);
  const two = openTab(shelf, memoryDrawer(), 'two');
  two.library.know(place);
  two.store.getState().load(SCENARIO, 'autosave', undefined, place.id);
  one.store.getState().setRuleset('Change', 'one again');
  await one.library.flush();
  for (const text of ['two', 'two again']) {
    two.store.getState().setRuleset('Change', text);
    await two.library.flush();
  }
  const kept = (await shelf.values()).map((entry) => rulesetOf((entry as { scenario: unknown }).scenario));
  expect(kept).toEqual(['one again', 'two again']);
  expect(two.store.getState().notices).toMatchObject([{ kind: 'kept-apart' }]);
  expect(one.store.getState().notices).toEqual([]);
});

test('the library renames, duplicates, deletes and puts back', async () => {
  const library = libraryOn(memoryShelf(), () => 7);
  const { id } = await library.save('x', null, SCENARIO, []);
  await library.rename(id, 'B');
  await library.duplicate(id, 'B (copy)');
  expect((await library.list()).map(({ title }) => title)).toEqual(['B', 'B (copy)']);
  const kept = await library.read(id);
  await library.remove(id);
  expect(await library.list()).toHaveLength(1);
  if (kept !== null) await library.restore(kept);
  expect(await library.read(id)).toMatchObject({ title: 'B', savedAt: 7, scenario: { title: 'B', ruleset: 'a' } });
});

test('a recorded walk comes back with its step, and rubbish is left out', () => {
  const packet = { lines: [], document: { in: 'eth0' }, time: null };
  const timeline = [{ wait: 1 }, { packet: { in: 'eth0' } }];
  const scenario = { ...SCENARIO, timeline } as Scenario;
  const [, step] = scenario.timeline;
  if (step === undefined) throw new Error('no step');
  const kept = JSON.parse(JSON.stringify(keepRecordings(scenario, new Map([[step, packet]])))) as unknown;
  expect(restoreRecordings(scenario, kept).get(step)).toEqual(packet);
  expect(restoreRecordings(scenario, [[9, packet], [0, 'x'], 'y', null]).size).toBe(0);
});
