import { EngineClient, type WorkerLike } from '../worker/client.ts';
import { engineOf, type Engine } from './engine.ts';

/** The engine in a worker of its own, spawned at the first question and again whenever it had to be stopped. */
export const connectEngine = (): Engine => engineOf(new EngineClient(spawnWorker));

function spawnWorker(): WorkerLike {
  // The DOM types of the handlers ask for a whole MessageEvent where the client reads only its data.
  return new Worker(new URL('../worker/engine.worker.ts', import.meta.url), {
    type: 'module',
  }) as unknown as WorkerLike;
}
