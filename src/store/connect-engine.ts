import { EngineClient, type WorkerLike } from '../worker/client.ts';
import workerAddress from '../worker/engine.worker.ts?worker&url';
import { engineOf, type Engine } from './engine.ts';

/** The engine in a worker of its own, spawned at the first question and again whenever it had to be stopped. */
export const connectEngine = (): Engine => engineOf(new EngineClient(spawnWorker));

function spawnWorker(): WorkerLike {
  // The DOM types of the handlers ask for a whole MessageEvent where the client reads only its data.
  return (self.origin === 'null' ? sandboxedWorker() : ownWorker()) as unknown as WorkerLike;
}

const ownWorker = (): Worker =>
  new Worker(new URL('../worker/engine.worker.ts', import.meta.url), {
    type: 'module',
  });

/** A sandboxed frame has no origin, and may load no worker from the page's: one of its own making imports it. */
function sandboxedWorker(): Worker {
  const address = JSON.stringify(new URL(workerAddress, import.meta.url).href);
  const source = URL.createObjectURL(new Blob([`import ${address};`], { type: 'text/javascript' }));
  return new Worker(source, { type: 'module' });
}
