/** A measurement: `run` does some work and returns how many units of it were done. Whatever it needs is made before. */
export interface Benchmark {
  readonly name: string;
  /** What is counted, in the plural: packets, rules, bytes. */
  readonly unit: string;
  readonly run: () => number;
}

/** How often something was done, and how long that took in all. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly count: number;
  readonly seconds: number;
  readonly perSecond: number;
}

const WARM_UP_SECONDS = 0.3;
const MEASURED_SECONDS = 1;

/** Runs a benchmark until the compiler has settled, then measures it for a second. */
export function measure({ name, unit, run }: Benchmark): Measurement {
  repeatFor(WARM_UP_SECONDS, run);
  const { count, seconds } = repeatFor(MEASURED_SECONDS, run);
  return { name, unit, count, seconds, perSecond: count / seconds };
}

function repeatFor(atLeastSeconds: number, run: () => number): { readonly count: number; readonly seconds: number } {
  const startedAt = performance.now();
  let count = 0;
  let seconds = 0;
  while (seconds < atLeastSeconds) {
    count += run();
    seconds = (performance.now() - startedAt) / 1000;
  }
  return { count, seconds };
}
