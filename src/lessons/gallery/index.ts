/** Scenarios to open and take apart, as data. The one that the page starts with is at hand; the others are loaded when they are asked for. */
import type { GalleryScenario } from './gallery-scenario.ts';

export { scenarioIn } from './gallery-scenario.ts';
export type { GalleryScenario } from './gallery-scenario.ts';
export { homeRouter as OPENING } from './home-router.ts';

let loading: Promise<readonly GalleryScenario[]> | undefined;

/** The same promise every time, so that a component may wait for it. */
export const loadGallery = (): Promise<readonly GalleryScenario[]> =>
  (loading ??= import('./scenarios.ts').then(({ GALLERY }) => GALLERY));
