import i18next from 'i18next';
import { currentLanguage } from '../i18n/index.ts';
import { lessonScenario, OPENING, scenarioIn } from '../lessons/index.ts';
import {
  browserStorage,
  connectEngine,
  createAppStore,
  newestDraft,
  readDraft,
  readProgress,
  readTheme,
  startAutosave,
  type AppStore,
  type Drawer,
  type Engine,
} from '../store/index.ts';
import { openFragment, type Opening } from './opening.ts';
import { restoreAuthoring, restoreSession } from './session.ts';
import { ownTab } from './tab.ts';
import { translateGalleryWithPage } from './translate-gallery.ts';
import { translateLessonWithPage } from './translate-lesson.ts';

export interface Started {
  readonly store: AppStore;
  readonly engine: Engine;
}

/** Makes the engine and the store, and opens what the address names, else the last draft, else the opening scenario. */
export function start(): Started {
  const storage = browserStorage();
  const engine = connectEngine();
  const store = createAppStore({
    engine,
    scenario: scenarioIn(OPENING, currentLanguage()),
    origin: 'gallery',
    theme: readTheme(storage),
    progress: readProgress(storage),
  });
  void openFirst(store, engine, storage);
  addEventListener('hashchange', () => {
    void openFragment(location.hash, engine).then((opening) => show(store, opening, true));
  });
  translateLessonWithPage(store);
  translateGalleryWithPage(store, (step, position) => goWhenRun(store, { step, position }));
  return { store, engine };
}

async function openFirst(store: AppStore, engine: Engine, storage: Drawer): Promise<void> {
  const [tab, named] = await Promise.all([ownTab(), openFragment(location.hash, engine).catch(() => null)]);
  const opening = named ?? { kind: 'nothing' };
  const draft = opening.kind === 'nothing' ? await openDraft(engine, storage, tab) : null;
  const session = draft === null ? null : await restoreSession(engine, storage, tab);
  const authoring = await restoreAuthoring(engine, storage);
  startAutosave(store, storage, tab);
  show(store, draft ?? opening, false);
  if (authoring !== null) store.getState().setAuthoring(authoring);
  if (session !== null) store.getState().resumeLesson(session.lesson, session.kept);
  if (store.getState().run.status === 'idle') store.getState().runScenario('fresh');
}

/** A draft was valid when it was saved, but may be of another version: the engine looks at it before it is opened. */
async function openDraft(engine: Engine, storage: Drawer, tab: string): Promise<Opening | null> {
  const draft = readDraft(storage, tab) ?? newestDraft(storage);
  const answer = draft === null ? null : await engine.validate(draft).catch(() => null);
  if (answer === null || !('scenario' in answer)) return null;
  return { kind: 'scenario', scenario: answer.scenario, origin: 'autosave', playhead: null };
}

/** The document lives in the draft from here on: a reload must not bring the link back over what was changed since. */
const forgetAddress = (): void => history.replaceState(null, '', location.pathname + location.search);

function show(store: AppStore, opening: Opening, undoable: boolean): void {
  const { load, setBrokenLink } = store.getState();
  if (opening.kind === 'broken') setBrokenLink(opening.link);
  if (opening.kind === 'lesson') {
    const start = lessonScenario(opening.document, currentLanguage());
    forgetAddress();
    const { document, place, key } = opening;
    store
      .getState()
      .openLesson({ document, place, key, start }, i18next.t('undoOpen', { ns: 'lessons', title: start.title ?? '' }));
  }
  if (opening.kind !== 'scenario') return;
  const { scenario, origin, playhead } = opening;
  forgetAddress();
  const title = scenario.title ?? i18next.t('untitled', { ns: 'app' });
  load(scenario, origin, undoable ? i18next.t('openScenario', { ns: 'app', title }) : undefined);
  if (playhead !== null) goWhenRun(store, playhead);
}

/** The playhead of a link holds once the run that it points into is there. */
function goWhenRun(store: AppStore, { step, position }: { readonly step: number; readonly position: number }): void {
  const stop = store.subscribe((state) => {
    if (state.run.status === 'running') return;
    stop();
    if (state.run.status === 'ready') state.goTo(step, position);
  });
}
