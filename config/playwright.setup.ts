import { ensureBuilt } from '../scripts/build.ts';
import { ensureChromium } from '../scripts/chromium.ts';
import { serveFolder } from '../scripts/static-server.ts';

/** Before all browser tests: a browser, a build, and a server for it on a port of its own. Gives how to stop it. */
export default async function setUp(): Promise<() => Promise<void>> {
  ensureChromium();
  const server = await serveFolder(await ensureBuilt(), 0);
  process.env['CHAINWALK_URL'] = server.url;
  return server.close;
}
