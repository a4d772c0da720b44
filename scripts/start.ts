/** `npm start`: builds the page if needed, serves it, and prints the address as the last line. */
import { ensureBuilt } from './build.ts';
import { serveFolder } from './static-server.ts';

const DEFAULT_PORT = 4173;
const PORTS_TO_TRY = 20;

const port = Number(process.env['PORT'] ?? DEFAULT_PORT);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT must be a port number, not "${process.env['PORT']}".`);
  process.exit(2);
}

const server = await serveFolder(await ensureBuilt(), port, PORTS_TO_TRY);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
console.log(`Chainwalk is running at ${server.url}`);
