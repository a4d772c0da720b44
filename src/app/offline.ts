import type { AppStore } from '../store/index.ts';

/** Name of the build's worker, beside the page. */
const WORKER = './service-worker.js';
/** Keeping the page is no hurry: the first scenario runs before, ms. */
const UNHURRIED = 2500;

/** Which build the page is of; null for one that is served while it is developed. */
function ownVersion(): string | null {
  const version = document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content ?? 'development';
  return version === 'development' ? null : version;
}

/** Has the browser keep the page, so that it opens without a network, and tells when a newer version has come. */
export function startOffline(store: AppStore): void {
  const version = ownVersion();
  if (version === null || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  if (new URLSearchParams(location.search).has('fresh')) {
    void forgetKept(serviceWorker);
    return;
  }
  serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const newer = typeof data === 'object' && data !== null && 'version' in data ? data.version : version;
    if (newer !== version) store.getState().notify({ kind: 'newer-version', act: () => location.reload() });
  });
  // Where the browser refuses (private windows, full disks) the page simply needs its network.
  const keep = (): void => void serviceWorker.register(WORKER, { updateViaCache: 'none' }).catch(() => {});
  setTimeout(() => requestIdle(keep), UNHURRIED);
}

const requestIdle = (action: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(action, { timeout: UNHURRIED });
  else action();
};

/** `?fresh`: the way out for whoever is stuck with a broken copy. */
async function forgetKept(serviceWorker: ServiceWorkerContainer): Promise<void> {
  const registrations = await serviceWorker.getRegistrations();
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const own = (await caches.keys()).filter((name) => name.startsWith('chainwalk '));
  await Promise.all(own.map((name) => caches.delete(name)));
}
