/**
 * Keeps the whole page in the browser, so that it opens without a network. Everything under assets/ has its content's hash in its
 * name and never changes: it comes from the cache. The page itself comes from the network where there is one, so that a fault in a
 * kept copy can never keep the repaired page away. Only what belongs to the page is touched, and nobody else is asked.
 */
interface Build {
  readonly version: string;
  /** Addresses relative to this worker's own. */
  readonly files: readonly string[];
}

/** Put in by the build (config/offline-plugin.ts). */
declare const BUILD: Build;
declare const self: ServiceWorkerGlobalScope;

const PAGE = 'index.html';
/** Caches belong to the whole origin, which may hold other pages, and other copies of this one. */
const PREFIX = `chainwalk ${self.registration.scope} `;
const OWN = PREFIX + BUILD.version;
/** A network that has not answered by then is as good as none, ms. */
const PATIENCE = 3000;

const addressOf = (file: string): string => new URL(file, self.location.href).href;
const KEPT = new Set(BUILD.files.map(addressOf));

/** Without a query or a fragment: neither is part of a file's name. */
const fileAddress = (url: string): string => url.replace(/[?#].*$/, '');

async function keepAll(): Promise<void> {
  const cache = await caches.open(OWN);
  // Hashed files may come out of the browser's own cache; the others are asked for anew.
  const requests = BUILD.files.map(
    (file) => new Request(addressOf(file), { cache: file.startsWith('assets/') ? 'default' : 'reload' }),
  );
  await cache.addAll(requests);
}

/** Pages of the version before may still be open and ask for their parts: its copy stays until the next one comes. */
async function forgetOlder(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OWN);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function forgetAll(): Promise<void> {
  const own = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(own.map((name) => caches.delete(name)));
}

/** From the newest copy that has it; undefined when the browser has thrown the copies away, or cannot read them. */
async function kept(url: string): Promise<Response | undefined> {
  try {
    return (await (await caches.open(OWN)).match(url)) ?? (await caches.match(url));
  } catch {
    return undefined;
  }
}

async function page(request: Request): Promise<Response> {
  const network = fetch(request);
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
  const answer = await Promise.race([network.catch(() => undefined), late]);
  if (answer?.ok === true) return answer;
  return (await kept(addressOf(PAGE))) ?? network;
}

async function file(request: Request): Promise<Response> {
  const copy = await kept(fileAddress(request.url));
  if (copy !== undefined) return copy;
  const answer = await fetch(request);
  // A part that is nowhere any more: the copy of the page that asks for it is of no use.
  if (answer.status === 404) await forgetAll();
  return answer;
}

const isPage = (url: string): boolean =>
  [addressOf(PAGE), self.registration.scope].includes(fileAddress(url)) && !new URL(url).searchParams.has('fresh');

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    forgetOlder()
      .then(() => self.clients.claim())
      .then(() => self.clients.matchAll())
      .then((pages) => {
        for (const open of pages) open.postMessage({ kind: 'version', version: BUILD.version });
      }),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (isPage(request.url)) event.respondWith(page(request));
  } else if (KEPT.has(fileAddress(request.url)) || request.url.startsWith(addressOf('assets/'))) {
    event.respondWith(file(request));
  }
});
