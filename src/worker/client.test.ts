import { describe, expect, it, vi } from 'vitest';
import { EngineClient, EngineError } from './client.ts';
import type { WorkerLike } from './client.ts';
import type { Request } from './protocol.ts';
import type { Scenario } from '../engine/index.ts';

/** A worker whose answers the test gives by hand. */
class HandWorker implements WorkerLike {
  readonly asked: Request[] = [];
  terminated = false;
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  postMessage(request: Request): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.terminated = true;
  }
  answer(value: unknown): void {
    this.onmessage?.({ data: { id: this.asked.at(-1)?.id, kind: 'ok', value } });
  }
}

function setUp() {
  const workers: HandWorker[] = [];
  const client = new EngineClient(() => {
    const worker = new HandWorker();
    workers.push(worker);
    return worker;
  });
  return { client, workers, last: () => workers.at(-1) as HandWorker };
}

const scenario = (title: string): Scenario => ({ chainwalk: 1, title, host: { interfaces: [] }, timeline: [] });
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof EngineError ? error.kind : 'other'),
  );

describe('EngineClient', () => {
  it('answers calls in order, one at a time', async () => {
    const { client, last } = setUp();
    const first = client.call('catalogue');
    const second = client.call('catalogue');
    expect(last().asked).toHaveLength(1);
    last().answer(['a']);
    await expect(first).resolves.toEqual(['a']);
    last().answer(['b']);
    await expect(second).resolves.toEqual(['b']);
  });

  it('gives up a waiting run for a newer one', async () => {
    const { client, last } = setUp();
    const current = client.call('run', scenario('1'));
    const stale = kindOf(client.call('run', scenario('2')));
    const newest = client.call('run', scenario('3'));
    await expect(stale).resolves.toBe('superseded');
    last().answer('one');
    await expect(current).resolves.toBe('one');
    expect(last().asked.at(-1)?.args).toEqual([scenario('3')]);
    last().answer('three');
    await expect(newest).resolves.toBe('three');
  });

  it('replaces a crashed worker and goes on with what waits', async () => {
    const { client, workers, last } = setUp();
    const doomed = kindOf(client.call('catalogue'));
    const waiting = client.call('catalogue');
    last().onerror?.({ message: 'out of memory' });
    await expect(doomed).resolves.toBe('crashed');
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
    last().answer([]);
    await expect(waiting).resolves.toEqual([]);
  });

  it('replaces a worker that hangs, and one that a newer run waits for', async () => {
    vi.useFakeTimers();
    try {
      const { client, workers } = setUp();
      const hung = kindOf(client.call('catalogue'));
      vi.advanceTimersByTime(30_000);
      await expect(hung).resolves.toBe('hung');
      const slow = kindOf(client.call('run', scenario('slow')));
      void client.call('run', scenario('fast')).catch(() => undefined);
      vi.advanceTimersByTime(400);
      await expect(slow).resolves.toBe('superseded');
      expect(workers.map((worker) => worker.terminated)).toEqual([true, true, false]);
    } finally {
      vi.useRealTimers();
    }
  });
});
