import type { Result } from '../../model/index.ts';
import { MATCH, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { nftRate } from '../nft-words.ts';
import { usage, type UsageError } from '../options.ts';
import { help } from './limit.help.ts';

/** struct xt_rateinfo: `average` is the period of one packet in 1/10000 s. */
interface Limit {
  readonly average: number;
  readonly burst: number;
}

/** Credit left and the tick it was last filled up at (struct xt_limit_priv). */
interface Bucket {
  credit: number;
  previous: number;
  readonly cost: number;
  readonly cap: number;
}

const SCALE = 10000;
const DEFAULT_AVERAGE = SCALE * 1200;
const DEFAULT_BURST = 5;
const HZ = 250;
/** The largest power of two below 2^32 / (HZ · one day). */
const CREDITS_PER_TICK = 128;

/** user2credits, in 32-bit arithmetic. */
function creditsOf(average: number): number {
  const perUnit = HZ * CREDITS_PER_TICK;
  return average > Math.floor(0xffffffff / perUnit)
    ? Math.imul(Math.floor(average / SCALE), perUnit) >>> 0
    : Math.floor((average * perUnit) / SCALE);
}

const total = ({ average, burst }: Limit): number => Math.imul(average, burst) >>> 0;

const creditAt = ({ credit, previous, cap }: Bucket, now: number): number =>
  Math.min((credit + Math.imul(now - previous, CREDITS_PER_TICK)) >>> 0, cap);

const UNITS: readonly (readonly [string, number])[] = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86400],
];

/** parse_rate: 'n' or 'n/unit', the unit possibly cut short. */
export function parseRate(text: string): Result<number, UsageError> {
  const slash = text.indexOf('/');
  const unit = text.slice(slash + 1).toLowerCase();
  const seconds = slash < 0 ? 1 : unit === '' ? undefined : UNITS.find(([name]) => name.startsWith(unit))?.[1];
  const count = Number(BigInt.asUintN(32, BigInt(/^\s*[-+]?\d+/.exec(text)?.[0].trim() ?? '0')));
  if (seconds === undefined || count === 0) return usage(`bad rate "${text}"'`);
  const average = Math.floor((SCALE * seconds) / count);
  return average === 0 ? usage(`Rate too fast "${text}"`) : ok(average);
}

const RATES: readonly (readonly [string, number])[] = [
  ['day', SCALE * 86400],
  ['hour', SCALE * 3600],
  ['min', SCALE * 60],
  ['sec', SCALE],
];

/** print_rate: the smallest unit in which the rate is not badly rounded. */
export function formatRate(average: number): string {
  let [unit, scale] = RATES[0] ?? ['day', 0];
  for (const [name, value] of RATES.slice(1)) {
    if (average > value || Math.floor(value / average) < value % average) break;
    [unit, scale] = [name, value];
  }
  return `${Math.floor(scale / average)}/${unit}`;
}

/** xt_limit: limit_mt. */
export const limit = defineMatch<Limit, Bucket>({
  kind: 'match',
  name: 'limit',
  size: 72,
  help,
  options: [
    { name: 'limit', kind: 'custom', read: parseRate, placeholder: '5/min' },
    { name: 'limit-burst', kind: 'uint32', min: 0, max: 10000, placeholder: '5' },
  ],
  build: (given) =>
    ok({
      average: given.value<number>('limit') ?? DEFAULT_AVERAGE,
      burst: given.value<number>('limit-burst') ?? DEFAULT_BURST,
    }),
  check: (params) =>
    params.burst === 0 || creditsOf(total(params)) < creditsOf(params.average)
      ? { errno: 'ERANGE', log: `xt_limit: Overflow, try lower: ${params.average}/${params.burst}` }
      : null,
  save: ({ average, burst }) => [
    ...savedOption('limit', formatRate(average)),
    ...(burst === DEFAULT_BURST ? [] : savedOption('limit-burst', burst)),
  ],
  list: ({ average, burst }) => `limit: avg ${formatRate(average)} burst ${burst}`,
  translate: ({ average, burst }) =>
    `limit rate ${nftRate(formatRate(average))}${burst === 0 ? '' : ` burst ${burst} packets`}`,
  brief: ({ average }) => `≤${formatRate(average)}`,
  initialState: (params, host) => {
    const cap = creditsOf(total(params));
    return { credit: cap, previous: host.jiffies(), cost: creditsOf(params.average), cap };
  },
  describeState: (state, _params, host) => ({
    unit: 'tokens',
    refill: (state.cost / CREDITS_PER_TICK) * (1000 / HZ),
    entries: [{ name: '', level: creditAt(state, host.jiffies()) / state.cost, capacity: state.cap / state.cost }],
  }),
  match: ({ average, burst }, { state, host }) => {
    const now = host.jiffies();
    const credit = creditAt(state, now);
    state.previous = now;
    state.credit = credit >= state.cost ? credit - state.cost : credit;
    if (credit >= state.cost) return MATCH;
    return miss(
      '--limit',
      () => `${formatRate(average)} burst ${burst}`,
      () => `${(credit / state.cost).toFixed(2)} of a packet's credit`,
    );
  },
});
