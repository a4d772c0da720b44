/** The credit of one hashlimit bucket, in the kernel's 64-bit arithmetic (xt_hashlimit.c). */
import type { StateLevel } from '../model/index.ts';
import { bytesPerSecond, SCALE } from './hashlimit-rate.ts';

/** What a table was made with; later rules of the same name use it too. */
export interface BucketConfig {
  readonly bytes: boolean;
  readonly average: bigint;
  readonly burst: bigint;
  /** Seconds of --hashlimit-rate-match, null without. */
  readonly interval: number | null;
}

/** struct dsthash_ent: credit, or with rate-match the packets (or bytes) of the running interval. */
export interface Bucket {
  expires: number;
  previous: number;
  credit: bigint;
  cap: bigint;
  cost: bigint;
  current: bigint;
  overLast: boolean;
}

const HZ = 250n;
const U64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const powerBelow = (value: bigint): bigint => 1n << BigInt(value.toString(2).length - 1);
const PER_TICK = powerBelow(0xffff_ffff_ffff_ffffn / (HZ * 86400n));
const BYTES_PER_TICK = powerBelow(0xffff_ffffn / HZ);
const BYTES_CAP = BYTES_PER_TICK * HZ;

export const packetCredits = (average: bigint): bigint => U64(average * ((HZ * PER_TICK) / SCALE));
export const byteCredits = (cost: bigint): bigint => ((cost * BYTES_CAP) >> 32n) & 0xffff_ffffn;

/** rateinfo_init. */
export function createBucket(config: BucketConfig, now: number): Bucket {
  const base = { expires: 0, previous: now, current: 0n, overLast: false };
  if (config.bytes) return { ...base, credit: BYTES_CAP, cost: byteCredits(config.average), cap: config.burst };
  const cap = packetCredits(U64(config.average * config.burst));
  return { ...base, credit: cap, cost: packetCredits(config.average), cap };
}

/** rateinfo_recalc: time has passed. */
export function refill(bucket: Bucket, config: BucketConfig, now: number): void {
  const delta = BigInt(now - bucket.previous);
  if (delta === 0n) return;
  if (config.interval !== null) {
    const interval = BigInt(config.interval) * HZ;
    if (delta < interval) return;
    bucket.overLast = bucket.current * interval > delta * ratePerInterval(config);
    bucket.current = 0n;
  } else if (config.bytes) {
    bucket.credit = min(bucket.credit + BYTES_PER_TICK * delta, BYTES_CAP);
  } else {
    bucket.credit = min(U64(bucket.credit + delta * PER_TICK), bucket.cap);
  }
  bucket.previous = now;
}

const min = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const ratePerInterval = ({ bytes, average }: BucketConfig): bigint =>
  bytes ? bytesPerSecond(average) : average === 0n ? 0n : SCALE / average;

/** Is a packet of this length below the limit? Pays for it if so. */
export function take(bucket: Bucket, config: BucketConfig, length: number): boolean {
  if (config.interval !== null) return countInInterval(bucket, config, length);
  const cost = config.bytes ? byteCost(bucket, length) : bucket.cost;
  if (bucket.credit < cost) return false;
  bucket.credit -= cost;
  return true;
}

/** hashlimit_byte_cost: in chunks of 16; the burst is how often the credit may be filled up at once. */
function byteCost(bucket: Bucket, length: number): bigint {
  const cost = min((BigInt(length >> 4) + 1n) * bucket.cost, BYTES_CAP);
  if (bucket.credit < cost && bucket.cap > 0n) {
    bucket.cap -= 1n;
    bucket.credit = BYTES_CAP;
  }
  return cost & 0xffff_ffffn;
}

function countInInterval(bucket: Bucket, config: BucketConfig, length: number): boolean {
  bucket.current += config.bytes ? BigInt(length) : 1n;
  const rate = ratePerInterval(config);
  const burst = config.bytes ? (config.burst === 0n ? rate : config.burst * rate) : config.burst + rate;
  return !bucket.overLast && bucket.current <= burst;
}

/** Packets or bytes that it would still let pass, of how many when full; with rate-match, how many passed of how many may. */
export function levelOf(bucket: Bucket, config: BucketConfig, now: number): StateLevel {
  const refilled = { ...bucket };
  refill(refilled, config, now);
  if (config.interval !== null) return { level: Number(refilled.current), capacity: Number(ratePerInterval(config)) };
  const cost = Number(bucket.cost) / (config.bytes ? 16 : 1);
  return { level: Number(refilled.credit) / cost, capacity: Number(config.bytes ? BYTES_CAP : bucket.cap) / cost };
}
