import { useEffect, useState } from 'react';
import { GALLERY, scenarioIn } from '../../lessons/gallery/index.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { decodeFragment, type LinkProblem } from '../../share/index.ts';
import { useAppStore, useEngine, type AppStore, type Engine } from '../../store/index.ts';

export interface AddressProblem {
  readonly kind: Exclude<LinkProblem, 'not-a-link'> | 'invalid';
  /** What the validator said. */
  readonly details: readonly string[];
}

/** What the fragment of the address asks for: a shared scenario, a scenario of the gallery, or the gallery itself. */
export function useAddress(onGallery: () => void): { readonly problem: AddressProblem | null; readonly dismiss: () => void } {
  const store = useAppStore();
  const engine = useEngine();
  const [problem, setProblem] = useState<AddressProblem | null>(null);
  useEffect(() => {
    const follow = () => {
      const { hash } = location;
      if (hash === '#/gallery') return onGallery();
      const entry = GALLERY.find(({ id }) => hash === `#/gallery/${id}`);
      if (entry !== undefined) return store.getState().load(scenarioIn(entry, currentLanguage()), 'gallery');
      void openLink(store, engine, hash).then(setProblem);
    };
    addEventListener('hashchange', follow);
    const stop = afterStart(store, follow);
    return () => {
      stop();
      removeEventListener('hashchange', follow);
    };
  }, [store, engine, onGallery]);
  return { problem, dismiss: () => setProblem(null) };
}

/** The page opens its own draft first; the address wins over it. */
function afterStart(store: AppStore, action: () => void): () => void {
  if (location.hash === '') return () => undefined;
  const stop = store.subscribe(({ run }) => {
    if (run.status === 'idle') return;
    stop();
    action();
  });
  if (store.getState().run.status !== 'idle') {
    stop();
    action();
  }
  return stop;
}

async function openLink(store: AppStore, engine: Engine, hash: string): Promise<AddressProblem | null> {
  const decoded = decodeFragment(hash);
  if (!decoded.ok) return decoded.error === 'not-a-link' ? null : { kind: decoded.error, details: [] };
  const checked = await engine.validate(decoded.value.document);
  if ('problems' in checked) return { kind: 'invalid', details: checked.problems.map(({ path, message }) => `${path} ${message}`) };
  const { playhead } = decoded.value;
  const before = store.getState().run.view;
  const stop = store.subscribe((state) => {
    if (state.run.view === before) return;
    stop();
    if (playhead !== null) state.goTo(playhead.step - 1, playhead.position);
  });
  store.getState().load(checked.scenario, 'link');
  return null;
}
