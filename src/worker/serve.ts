import type { RunView } from '../engine/index.ts';
import { packRun } from './packed-run.ts';
import type { EngineApi, Method, Request, Response } from './protocol.ts';

const RUNS: ReadonlySet<Method> = new Set<Method>(['run', 'runBeside']);

/** Answers a request. The one place where an exception of the engine is caught: it becomes a `failed` answer. */
export function serve(api: EngineApi, request: Request): Response {
  try {
    const method = api[request.method] as (...args: readonly unknown[]) => ReturnType<EngineApi[Method]>;
    const value = method(...request.args);
    return { id: request.id, kind: 'ok', value: RUNS.has(request.method) ? packRun(value as RunView) : value };
  } catch (error) {
    return { id: request.id, kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
