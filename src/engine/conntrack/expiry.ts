import type { Entry } from './entry.ts';

/** Entries by the instant they may expire at: a heap whose keys may be too early, never too late. */
export interface ExpiryQueue {
  /** To be called whenever `entry.expires` was set; cheap when it only moved later. */
  schedule(entry: Entry): void;
  /** Takes out and gives the entries that expired by `now`. */
  takeExpired(now: number): readonly Entry[];
}

interface Due {
  readonly at: number;
  readonly entry: Entry;
}

export function createExpiryQueue(): ExpiryQueue {
  const heap: Due[] = [];

  const push = (entry: Entry): void => {
    entry.queuedUntil = entry.expires;
    heap.push({ at: entry.expires, entry });
    siftUp(heap, heap.length - 1);
  };

  return {
    schedule(entry) {
      if (entry.expires < entry.queuedUntil) push(entry);
    },
    takeExpired(now) {
      const expired: Entry[] = [];
      for (let top = heap[0]; top !== undefined && top.at <= now; top = heap[0]) {
        removeTop(heap);
        const { entry } = top;
        if (entry.status.dying || top.at !== entry.queuedUntil) continue;
        entry.queuedUntil = Infinity;
        if (entry.expires <= now) expired.push(entry);
        else push(entry);
      }
      return expired;
    },
  };
}

const dueAt = (heap: readonly Due[], index: number): number => heap[index]?.at ?? Infinity;

function swap(heap: Due[], a: number, b: number): void {
  const first = heap[a];
  const second = heap[b];
  if (first === undefined || second === undefined) return;
  heap[a] = second;
  heap[b] = first;
}

function siftUp(heap: Due[], from: number): void {
  for (let child = from; child > 0;) {
    const parent = (child - 1) >> 1;
    if (dueAt(heap, parent) <= dueAt(heap, child)) return;
    swap(heap, parent, child);
    child = parent;
  }
}

function removeTop(heap: Due[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  for (let parent = 0; ;) {
    const left = 2 * parent + 1;
    const least = dueAt(heap, left + 1) < dueAt(heap, left) ? left + 1 : left;
    if (dueAt(heap, parent) <= dueAt(heap, least)) return;
    swap(heap, parent, least);
    parent = least;
  }
}
