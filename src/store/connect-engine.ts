/// <reference types="vite/types/importMeta.d.ts" />
import { EngineClient, type WorkerLike } from '../worker/client.ts';
import type { Request } from '../worker/protocol.ts';
import { engineOf, type Engine } from './engine.ts';

/** Where the build puts the worker. */
const [ADDRESS = ''] = Object.values(
  import.meta.glob<string>('../worker/engine.worker.ts', { query: '?worker&url', import: 'default', eager: true }),
);

/** The engine in a worker of its own, spawned at the first question and again whenever it had to be stopped. */
export const connectEngine = (): Engine => engineOf(new EngineClient(spawnWorker));

function spawnWorker(): WorkerLike {
  if (self.origin === 'null') return sandboxedWorker();
  // The DOM types of the handlers ask for a whole MessageEvent where the client reads only its data.
  return new Worker(new URL('../worker/engine.worker.ts', import.meta.url), {
    type: 'module',
  }) as unknown as WorkerLike;
}

/**
 * A sandboxed frame has no origin: it may load no worker from the page's, nor may one of its own making import it. So it is made of
 * the worker's text; what is asked before that is there waits.
 */
function sandboxedWorker(): WorkerLike {
  let worker: Worker | null = null;
  let isOver = false;
  const waiting: Request[] = [];
  const sandboxed: WorkerLike = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage: (message) => {
      if (worker === null) waiting.push(message);
      else worker.postMessage(message);
    },
    terminate: () => {
      isOver = true;
      worker?.terminate();
    },
  };
  const begin = (source: string): void => {
    if (isOver) return;
    worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    worker.addEventListener('message', (event: MessageEvent<unknown>) => sandboxed.onmessage?.(event));
    worker.addEventListener('error', (event) => sandboxed.onerror?.(event));
    for (const message of waiting) worker.postMessage(message);
  };
  fetch(new URL(ADDRESS, import.meta.url))
    .then((answer) => answer.text())
    .then(begin)
    .catch((reason: unknown) => sandboxed.onerror?.({ message: String(reason) }));
  return sandboxed;
}
