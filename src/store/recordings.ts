import type { Scenario } from '../engine/index.ts';
import type { Recordings } from '../formats/index.ts';

type Recorded = Recordings extends ReadonlyMap<unknown, infer T> ? T : never;

/** What a kernel's log tells of a scenario's packets, by index of the step: steps are known by themselves only while the page is open. */
export type KeptRecordings = readonly (readonly [step: number, packet: Recorded])[];

export const NO_RECORDINGS: KeptRecordings = [];

export function keepRecordings({ timeline }: Scenario, recordings: Recordings): KeptRecordings {
  if (recordings.size === 0) return NO_RECORDINGS;
  return timeline.flatMap((step, index) => {
    const packet = recordings.get(step);
    return packet === undefined ? [] : [[index, packet] as const];
  });
}

/** The recordings of a scenario that was kept; what storage does not hold any more, or not so, is left out. */
export function restoreRecordings({ timeline }: Scenario, kept: unknown): Recordings {
  const pairs = Array.isArray(kept) ? (kept as readonly unknown[]) : [];
  return new Map(
    pairs.flatMap((pair) => {
      if (!Array.isArray(pair)) return [];
      const [index, packet] = pair as readonly unknown[];
      const step = typeof index === 'number' ? timeline[index] : undefined;
      return step === undefined || !isRecorded(packet) ? [] : [[step, packet] as const];
    }),
  );
}

const isRecorded = (value: unknown): value is Recorded =>
  typeof value === 'object' && value !== null && 'lines' in value && Array.isArray(value.lines) && 'document' in value;
