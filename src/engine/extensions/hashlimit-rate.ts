/** Rates of hashlimit as libxt_hashlimit reads and prints them. 64-bit arithmetic as in the kernel's structure. */
import { ok, type Result } from '../model/index.ts';
import { leadingUnsigned } from './numbers.ts';
import { usage, type UsageError } from './options.ts';

/** `average`: for packets the period of one in 1/1000000 s, for bytes the cost of a chunk of 16. `unit` in seconds. */
export interface Rate {
  readonly bytes: boolean;
  readonly average: bigint;
  readonly unit: number;
}

export const SCALE = 1_000_000n;
const UINT32_MAX = 0xffff_ffffn;
const CHUNK_SHIFT = 4n;
/** Entries of byte limits live 15 s, with a burst 60 s. */
export const BYTE_EXPIRE = 15;
export const BYTE_EXPIRE_BURST = 60;
export const BURST_MAX = 1_000_000n;

const UNITS: readonly (readonly [string, number])[] = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86400],
];

export function bytesPerSecond(cost: bigint): bigint {
  const chunks = cost === 0n ? UINT32_MAX : UINT32_MAX / cost;
  return (chunks - 1n) << CHUNK_SHIFT;
}

const costOf = (bytes: bigint): bigint => UINT32_MAX / (((bytes >> CHUNK_SHIFT) & UINT32_MAX) + 1n);

const factorOf = (letter: string | undefined): bigint => (letter === 'm' ? 0x100000n : letter === 'k' ? 0x400n : 1n);

/** atoll */
const leadingNumber = (text: string): bigint =>
  BigInt.asUintN(64, BigInt(/^\s*[-+]?\d+/.exec(text)?.[0].trim() ?? '0'));

/** 'n/unit', 'nkb/s' and the like. Null where it is neither. */
export function parseRate(text: string): Result<Rate | null, UsageError> {
  const count = leadingNumber(text);
  const suffix = text.indexOf('b/s');
  if (suffix > 0 && count !== 0n)
    return ok({ bytes: true, average: costOf(count * factorOf(text[suffix - 1])), unit: BYTE_EXPIRE });
  const slash = text.indexOf('/');
  const unit = text.slice(slash + 1).toLowerCase();
  const seconds = slash < 0 ? 1 : unit === '' ? undefined : UNITS.find(([name]) => name.startsWith(unit))?.[1];
  if (seconds === undefined || count === 0n) return ok(null);
  const average = (SCALE * BigInt(seconds)) / count;
  return average === 0n ? usage(`Rate too fast "${text}"`) : ok({ bytes: false, average, unit: seconds });
}

const badBurst = (): { readonly ok: false; readonly error: UsageError } =>
  usage(`bad value for option "--hashlimit-burst", or out of range (1-${BURST_MAX}).`);

/** Packets, or bytes with 'b', 'kb' or 'mb'. */
export function parseBurst(text: string): Result<bigint, UsageError> {
  const found = leadingUnsigned(text);
  if (found === null || found.value < 1n || found.value >= 1n << 64n) return badBurst();
  return ok(BigInt.asUintN(64, found.value * factorOf(found.rest[0])));
}

export const tooManyPackets = badBurst;

const RATES: readonly (readonly [string, bigint])[] = [
  ['day', 86400n],
  ['hour', 3600n],
  ['min', 60n],
  ['sec', 1n],
];

/** print_rate: text, and the unit's milliseconds that entries live by default. */
export function formatPackets(period: bigint): { readonly text: string; readonly expire: number } {
  let [name, seconds] = RATES[0] ?? ['day', 86400n];
  for (const [unit, length] of RATES.slice(1)) {
    const whole = length * SCALE;
    if (period > whole || whole / period < whole % period) break;
    [name, seconds] = [unit, length];
  }
  return { text: `${(seconds * SCALE) / period}/${name}`, expire: Number(seconds) * 1000 };
}

const BYTE_UNITS: readonly (readonly [string, bigint])[] = [
  ['m', 0x100000n],
  ['k', 0x400n],
  ['', 1n],
];

/** print_bytes: rate, burst ('' for none) and the milliseconds that entries live by default. */
export function formatBytes(
  cost: bigint,
  burst: bigint,
): { readonly text: string; readonly burst: string; readonly expire: number } {
  const rate = bytesPerSecond(cost);
  const [name, size] = BYTE_UNITS.find(
    ([, unit]) => unit === 1n || (rate >= unit && costOf(rate & UINT32_MAX & ~(unit - 1n)) === cost),
  ) ?? ['', 1n];
  const text = `${rate / size}${name}b/s`;
  if (burst === 0n) return { text, burst: '', expire: BYTE_EXPIRE * 1000 };
  const total = rate * burst;
  const [burstName, burstSize] = BYTE_UNITS.find(([, unit]) => unit === 1n || total >= unit) ?? ['', 1n];
  return { text, burst: `${total / burstSize}${burstName}b`, expire: BYTE_EXPIRE_BURST * 1000 };
}
