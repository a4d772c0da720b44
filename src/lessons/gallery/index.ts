/** Scenarios to open and take apart, as data. The first is what the page starts with. */
import { dockerHost } from './docker-host.ts';
import type { GalleryScenario } from './gallery-scenario.ts';
import { homeRouter } from './home-router.ts';
import { twoUplinks } from './two-uplinks.ts';
import { webServer } from './web-server.ts';

export { scenarioIn } from './gallery-scenario.ts';
export type { GalleryScenario } from './gallery-scenario.ts';

export const GALLERY: readonly GalleryScenario[] = [homeRouter, webServer, dockerHost, twoUplinks];
export const OPENING = homeRouter;
