import i18next from 'i18next';
import type { Scenario } from '../engine/index.ts';
import { currentLanguage, LANGUAGES } from '../i18n/index.ts';
import { loadGallery, scenarioIn, type GalleryScenario } from '../lessons/index.ts';
import type { AppStore } from '../store/index.ts';

/** A ready-made scenario that is still as it was opened changes its language with the page; one that was changed is its owner's. */
export function translateGalleryWithPage(store: AppStore, goTo: (step: number, position: number) => void): void {
  const translate = (gallery: readonly GalleryScenario[]): void => {
    const { scenario, origin, past, future, playhead, load } = store.getState();
    const translated = past.length + future.length === 0 ? inOtherLanguage(gallery, scenario) : null;
    if (translated === null) return;
    load(translated, origin);
    goTo(playhead.step, playhead.position);
  };
  i18next.on('languageChanged', () => void loadGallery().then(translate));
}

/** The same ready-made scenario in the page's language; null if it is none, or is in it already. */
function inOtherLanguage(gallery: readonly GalleryScenario[], scenario: Scenario): Scenario | null {
  const text = JSON.stringify(scenario);
  const language = currentLanguage();
  const others = LANGUAGES.filter((other) => other !== language);
  const entry = gallery.find((one) => others.some((other) => JSON.stringify(scenarioIn(one, other)) === text));
  return entry === undefined ? null : scenarioIn(entry, language);
}
