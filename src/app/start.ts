import { currentLanguage } from '../i18n/index.ts';
import { OPENING, scenarioIn } from '../lessons/gallery/index.ts';
import {
  browserStorage,
  createAppStore,
  engineOf,
  newestDraft,
  readDraft,
  readTheme,
  startAutosave,
  type AppStore,
  type Drawer,
  type Engine,
} from '../store/index.ts';
import { EngineClient, type WorkerLike } from '../worker/client.ts';
import { ownTab } from './tab.ts';

export interface Started {
  readonly store: AppStore;
  readonly engine: Engine;
}

/** Makes the engine and the store, and opens what there is to open: this tab's draft, the newest draft, or the opening scenario. */
export function start(): Started {
  const storage = browserStorage();
  const engine = engineOf(new EngineClient(spawnWorker));
  const store = createAppStore({
    engine,
    scenario: scenarioIn(OPENING, currentLanguage()),
    origin: 'gallery',
    theme: readTheme(storage),
  });
  void openDraft(store, engine, storage);
  return { store, engine };
}

function spawnWorker(): WorkerLike {
  // The DOM types of the handlers ask for a whole MessageEvent where the client reads only its data.
  return new Worker(new URL('../worker/engine.worker.ts', import.meta.url), { type: 'module' }) as unknown as WorkerLike;
}

/** A draft was valid when it was saved, but may be of another version: the engine looks at it before it is opened. */
async function openDraft(store: AppStore, engine: Engine, storage: Drawer): Promise<void> {
  const tab = await ownTab();
  const draft = readDraft(storage, tab) ?? newestDraft(storage);
  const answer = draft === null ? null : await engine.validate(draft).catch(() => null);
  startAutosave(store, storage, tab);
  if (answer !== null && 'scenario' in answer) store.getState().load(answer.scenario, 'autosave');
  else store.getState().runScenario('fresh');
}
