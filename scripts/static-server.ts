import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const ALREADY_COMPRESSED = new Set(['.png', '.woff2']);

interface Asset {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: Buffer;
  readonly gzipped: Buffer | null;
}

/** A running server: its address, ending in a slash, and how to stop it. */
export interface StaticServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a folder's files on 127.0.0.1. They are read into memory first: a later build cannot pull them from under a
 * page that is open, and no request can reach another file. Unknown paths get 404, never index.html.
 *
 * @param port where to listen; 0 lets the system choose.
 * @param portsToTry how many ports in a row to try while they are taken.
 * @throws the system's error when no port can be had.
 */
export async function serveFolder(folder: string, port: number, portsToTry = 1): Promise<StaticServer> {
  const assets = readAssets(folder);
  const server = createServer((request, response) => answer(assets, request, response));
  const taken = await listenOnFirstFree(server, port, portsToTry);
  return {
    url: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    assets.set(`/${relative(folder, file).split(sep).join('/')}`, readAsset(file));
  }
  const index = assets.get('/index.html');
  if (index === undefined) throw new Error(`${folder} has no index.html`);
  return assets.set('/', index);
}

function readAsset(file: string): Asset {
  const extension = extname(file);
  const body = readFileSync(file);
  return {
    contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream',
    // Vite puts a hash of the content into the names of everything under assets/.
    cacheControl: file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    body,
    gzipped: ALREADY_COMPRESSED.has(extension) ? null : gzipSync(body),
  };
}

function answer(assets: ReadonlyMap<string, Asset>, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const asset = assets.get(requestedPath(request));
  if (asset === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  const gzipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? asset.gzipped : null;
  const body = gzipped ?? asset.body;
  response.writeHead(200, {
    'Content-Type': asset.contentType,
    'Content-Length': body.length,
    'Cache-Control': asset.cacheControl,
    'X-Content-Type-Options': 'nosniff',
    // A sandboxed frame has no origin: what it asks for comes to it as from elsewhere.
    'Access-Control-Allow-Origin': '*',
    Vary: 'Accept-Encoding',
    ...(gzipped === null ? {} : { 'Content-Encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function requestedPath(request: IncomingMessage): string {
  return (request.url ?? '/').replace(/[?#].*$/, '');
}

async function listenOnFirstFree(server: Server, firstPort: number, portsToTry: number): Promise<number> {
  for (let port = firstPort; ; port += 1) {
    try {
      return await listen(server, port);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || port + 1 >= firstPort + portsToTry) throw error;
    }
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error(`not a TCP address: ${address}`));
      else resolve(address.port);
    });
  });
}
