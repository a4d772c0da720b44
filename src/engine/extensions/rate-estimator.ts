/** Rates of packets and bytes that RATEEST measures and rateest compares (net/core/gen_estimator.c). */
import type { HostServices } from '../model/index.ts';

/** struct gnet_estimator: the interval is 250 ms × 2^(interval+2); a new sample weighs 2^-ewmaLog. */
export interface EstimatorTerms {
  readonly interval: number;
  readonly ewmaLog: number;
}

/** Averages are in 1/256 per second. */
export interface RateEstimator {
  readonly terms: EstimatorTerms;
  bytes: number;
  packets: number;
  lastBytes: number;
  lastPackets: number;
  averageBytes: number;
  averagePackets: number;
  /** Jiffies of the next sample. */
  next: number;
}

const QUARTER = 62;
const period = ({ interval }: EstimatorTerms): number => QUARTER << (interval + 2);

/** What a rule offers under the name of an estimator (TargetExtension.offers). */
export const estimatorName = (name: string): string => `RATEEST ${name}`;

export const openEstimator = (name: string, terms: EstimatorTerms, host: HostServices): RateEstimator =>
  host.shared<RateEstimator>('RATEEST', name, () => ({
    terms,
    bytes: 0,
    packets: 0,
    lastBytes: 0,
    lastPackets: 0,
    averageBytes: 0,
    averagePackets: 0,
    next: host.jiffies() + period(terms),
  }));

/** Takes the samples that were due until now (est_timer). */
export function sample(estimator: RateEstimator, now: number): void {
  const { terms } = estimator;
  const weigh = (value: number): number => Math.floor(value / 2 ** terms.ewmaLog);
  const scale = 2 ** (8 - terms.interval);
  while (estimator.next <= now) {
    const bytes = weigh((estimator.bytes - estimator.lastBytes) * scale) - weigh(estimator.averageBytes);
    const packets = weigh((estimator.packets - estimator.lastPackets) * scale) - weigh(estimator.averagePackets);
    estimator.averageBytes += bytes;
    estimator.averagePackets += packets;
    const idle = bytes === 0 && packets === 0 && estimator.packets === estimator.lastPackets;
    estimator.lastBytes = estimator.bytes;
    estimator.lastPackets = estimator.packets;
    const step = period(terms);
    estimator.next += idle ? step * (Math.floor((now - estimator.next) / step) + 1) : step;
  }
}

/** Bytes and packets per second (gen_estimator_read). */
export function ratesOf(estimator: RateEstimator, now: number): { readonly bytes: number; readonly packets: number } {
  sample(estimator, now);
  return { bytes: Math.floor(estimator.averageBytes / 256), packets: Math.floor(estimator.averagePackets / 256) };
}
