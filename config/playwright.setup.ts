import { ensureBuilt } from '../scripts/build.ts';
import { ensureChromium } from '../scripts/chromium.ts';
import { serveFolder } from '../scripts/static-server.ts';

/**
 * Before all browser tests: a browser, a build, and a server for it on a port of its own. Gives how to stop it. With
 * CHAINWALK_URL set to the address of a page that is served already, that one is tested as it is.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  ensureChromium();
  if (process.env['CHAINWALK_URL'] !== undefined) return () => Promise.resolve();
  const server = await serveFolder(await ensureBuilt(), 0);
  process.env['CHAINWALK_URL'] = server.url;
  return server.close;
}
