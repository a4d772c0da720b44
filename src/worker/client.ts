import { isPacked, unpackRun, type PackedRun } from './packed-run.ts';
import type { EngineApi, Method, Request, Response } from './protocol.ts';

/** The part of Worker that the client uses; a MessageChannel port pair can stand in for it. */
export interface WorkerLike {
  postMessage(message: Request): void;
  terminate(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  onmessageerror: ((event: unknown) => void) | null;
}

export type EngineFailure = 'superseded' | 'crashed' | 'hung' | 'failed';

/** Why a call has no answer. The scenario is intact: the page owns the document. */
export class EngineError extends Error {
  readonly kind: EngineFailure;
  constructor(kind: EngineFailure, message: string) {
    super(message);
    this.name = 'EngineError';
    this.kind = kind;
  }
}

export interface ClientOptions {
  /** Milliseconds after which a call counts as hung and the worker is replaced. */
  readonly hangAfter: number;
  /** Milliseconds that a superseded call may go on before the worker is replaced to make room. */
  readonly yieldAfter: number;
}

interface Call {
  readonly request: Request;
  readonly resolve: (value: never) => void;
  readonly reject: (error: EngineError) => void;
}

type Answer<M extends Method> = Promise<ReturnType<EngineApi[M]>>;

/** Of these only the last question matters: an older one that still waits is given up. */
const NEWEST_WINS: ReadonlySet<Method> = new Set<Method>(['run', 'runBeside', 'checkRuleset']);
const RUNS: ReadonlySet<Method> = new Set<Method>(['run', 'runBeside']);
const DEFAULTS: ClientOptions = { hangAfter: 30_000, yieldAfter: 400 };

/**
 * The page's side of the worker. One call is under way at a time, the others wait in order. If the worker crashes or hangs it is
 * replaced: the call under way is rejected, those that wait go to the new one.
 */
export class EngineClient {
  readonly #spawn: () => WorkerLike;
  readonly #options: ClientOptions;
  #worker: WorkerLike | null = null;
  #current: Call | null = null;
  #waiting: Call[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #nextId = 1;

  constructor(spawn: () => WorkerLike, options: Partial<ClientOptions> = {}) {
    this.#spawn = spawn;
    this.#options = { ...DEFAULTS, ...options };
  }

  call<M extends Method>(method: M, ...args: Parameters<EngineApi[M]>): Answer<M> {
    return new Promise((resolve, reject) => {
      if (NEWEST_WINS.has(method)) this.#supersede(method);
      this.#waiting.push({ request: { id: this.#nextId++, method, args }, resolve, reject });
      this.#pump();
    }) as Answer<M>;
  }

  /** Stops what is under way and replaces the worker; what waits is still answered. */
  restart(): void {
    this.#replace(new EngineError('superseded', 'cancelled'));
  }

  dispose(): void {
    const calls = [...(this.#current ? [this.#current] : []), ...this.#waiting];
    this.#waiting = [];
    this.#current = null;
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    for (const call of calls) call.reject(new EngineError('superseded', 'closed'));
  }

  #supersede(method: Method): void {
    const stale = this.#waiting.filter((call) => call.request.method === method);
    this.#waiting = this.#waiting.filter((call) => call.request.method !== method);
    for (const call of stale) call.reject(new EngineError('superseded', `a newer ${method} was asked for`));
    if (this.#current?.request.method !== method) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#replace(new EngineError('superseded', `a newer ${method} was asked for`)),
      this.#options.yieldAfter,
    );
  }

  #pump(): void {
    if (this.#current) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#current = next;
    this.#timer = setTimeout(
      () =>
        this.#replace(new EngineError('hung', `the engine did not answer within ${this.#options.hangAfter / 1000} s`)),
      this.#options.hangAfter,
    );
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage(next.request);
    } catch (error) {
      this.#replace(new EngineError('crashed', error instanceof Error ? error.message : String(error)));
    }
  }

  #start(): WorkerLike {
    const worker = this.#spawn();
    worker.onmessage = (event) => {
      if (worker === this.#worker) this.#answer(event.data as Response);
    };
    worker.onerror = (event) => {
      if (worker === this.#worker) this.#replace(new EngineError('crashed', event.message ?? 'the engine crashed'));
    };
    worker.onmessageerror = () => {
      if (worker === this.#worker) this.#replace(new EngineError('crashed', 'the engine sent something unreadable'));
    };
    return worker;
  }

  #answer(response: Response): void {
    const call = this.#current;
    if (call?.request.id !== response.id) return;
    clearTimeout(this.#timer);
    this.#current = null;
    if (response.kind === 'ok') settle(call, response.value);
    else call.reject(new EngineError('failed', response.message));
    this.#pump();
  }

  #replace(error: EngineError): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    const call = this.#current;
    this.#current = null;
    call?.reject(error);
    this.#pump();
  }
}

/** Reading a large run and drawing it are two tasks, so that the page can answer in between. */
function settle({ request, resolve }: Call, value: unknown): void {
  if (!RUNS.has(request.method) || !isRun(value)) resolve(value as never);
  else if (isPacked(value)) setTimeout(() => resolve(unpackRun(value) as never), 0);
  else resolve(unpackRun(value) as never);
}

const isRun = (value: unknown): value is PackedRun =>
  typeof value === 'object' && value !== null && 'rulesets' in value;
