import i18next from 'i18next';
import { currentLanguage } from '../i18n/index.ts';
import { lessonScenario, OPENING, scenarioIn } from '../lessons/index.ts';
import {
  browserShelf,
  browserStorage,
  connectEngine,
  createAppStore,
  keepInLibrary,
  libraryOn,
  openDraft,
  readProgress,
  readSeen,
  readTheme,
  restoreRecordings,
  startAutosave,
  type AppServices,
  type AppStore,
  type Draft,
  type Drawer,
  type Engine,
  type LibraryKeeper,
} from '../store/index.ts';
import { startOffline } from './offline.ts';
import { openFragment, type Opening } from './opening.ts';
import { restoreAuthoring, restoreSession } from './session.ts';
import { ownTab } from './tab.ts';
import { translateGalleryWithPage } from './translate-gallery.ts';
import { translateLessonWithPage } from './translate-lesson.ts';

/**
 * Makes the engine and the store, and opens what the address names, else the last draft, else the opening scenario. Embedded, the
 * page keeps nothing and changes nothing.
 */
export function start(embed: boolean): AppServices {
  const storage = browserStorage();
  const engine = connectEngine();
  const store = createAppStore({
    engine,
    scenario: scenarioIn(OPENING, currentLanguage()),
    origin: 'gallery',
    theme: readTheme(storage),
    progress: readProgress(storage),
    seen: readSeen(storage),
    readOnly: embed,
  });
  addEventListener('hashchange', () => {
    void openFragment(location.hash, engine).then((opening) => show(store, opening, true));
  });
  translateLessonWithPage(store);
  translateGalleryWithPage(store, (step, position) => goWhenRun(store, { step, position }));
  if (embed) {
    void openAddress(engine).then((opening) => begin(store, opening));
    return { store, engine, library: null };
  }
  const shelf = libraryOn(browserShelf('scenarios'), Date.now);
  const keeper = keepInLibrary(store, shelf);
  void openFirst(store, engine, storage, keeper);
  startOffline(store);
  return { store, engine, library: { shelf, keeper } };
}

const openAddress = (engine: Engine): Promise<Opening> =>
  openFragment(location.hash, engine).catch(() => ({ kind: 'nothing' }));

function begin(store: AppStore, opening: Opening): void {
  show(store, opening, false);
  if (store.getState().run.status === 'idle') store.getState().runScenario('fresh');
}

async function openFirst(store: AppStore, engine: Engine, storage: Drawer, library: LibraryKeeper): Promise<void> {
  const shelf = browserShelf('drafts');
  const [tab, opening] = await Promise.all([ownTab(), openAddress(engine)]);
  const draft = opening.kind === 'nothing' ? await openDraft(storage, shelf, tab) : null;
  const drafted = draft === null ? null : await openingOf(engine, draft, library);
  const session = draft === null || drafted === null ? null : await restoreSession(engine, draft);
  const authoring = await restoreAuthoring(engine, storage);
  startAutosave(store, { storage, shelf, library, tab });
  begin(store, drafted ?? opening);
  if (authoring !== null) store.getState().setAuthoring(authoring);
  if (session !== null) store.getState().resumeLesson(session.lesson, session.kept);
  // Who follows a link came for what it shows; who was here before has found the way.
  const isFirst = opening.kind === 'nothing' && drafted === null && !location.hash.startsWith('#/');
  if (isFirst && !store.getState().seen.has('tour')) store.getState().setTourStep(0);
}

/** A draft was valid when it was saved, but may be of another version: the engine looks at it before it is opened. */
async function openingOf(engine: Engine, draft: Draft, library: LibraryKeeper): Promise<Opening | null> {
  const answer = await engine.validate(draft.document).catch(() => null);
  if (answer === null || !('scenario' in answer)) return null;
  const { scenario } = answer;
  const place = placeIn(draft.place);
  if (place !== null) library.know(place);
  return {
    kind: 'scenario',
    scenario,
    origin: 'autosave',
    playhead: null,
    recordings: restoreRecordings(scenario, draft.recordings),
    ...(place !== null && { documentId: place.id }),
  };
}

function placeIn(value: unknown): { readonly id: string; readonly revision: string | null } | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('revision' in value)) return null;
  const { id, revision } = value;
  return typeof id === 'string' ? { id, revision: typeof revision === 'string' ? revision : null } : null;
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
  const { scenario, origin, playhead, documentId, recordings } = opening;
  forgetAddress();
  const title = scenario.title ?? i18next.t('untitled', { ns: 'app' });
  if (recordings !== undefined) store.getState().setRecordings(recordings);
  load(scenario, origin, undoable ? i18next.t('openScenario', { ns: 'app', title }) : undefined, documentId);
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
