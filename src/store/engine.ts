import type { EngineApi, Method } from '../worker/protocol.ts';

/** The engine as the page sees it: every method of the protocol, answered later. The worker's client is one; tests use a fake. */
export type Engine = {
  readonly [M in Method]: (...args: Parameters<EngineApi[M]>) => Promise<ReturnType<EngineApi[M]>>;
};
