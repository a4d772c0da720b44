import type { HostServices, MatchContext, MatchResult, Result } from '../../model/index.ts';
import { MATCH, miss, ok } from '../../model/index.ts';
import { defineMatch, type CheckContext, type KernelRefusal } from '../extension.ts';
import { savedOption } from '../format.ts';
import { leadingDouble } from '../leading-double.ts';
import { parseUnsigned } from '../numbers.ts';
import { usage, type GivenOptions, type OptionContext, type OptionSpec, type UsageError } from '../options.ts';
import { estimatorName, openEstimator, ratesOf, type RateEstimator } from '../rate-estimator.ts';
import { help } from './rateest.help.ts';

type Comparison = 'lt' | 'gt' | 'eq';

/** A quantity that is compared: the two numbers given for it, 0 where none is. */
interface Quantity {
  readonly unit: 'bps' | 'pps';
  readonly one: number;
  readonly two: number;
}

/** struct xt_rateest_match_info. `second` null: the estimator is compared with numbers. Rates of bytes are in bytes per second. */
interface Rateest {
  readonly first: string;
  readonly second: string | null;
  readonly delta: boolean;
  readonly comparison: Comparison | null;
  readonly inverted: boolean;
  readonly quantities: readonly Quantity[];
}

const NAME_BYTES = 15;
const COMPARISONS = ['lt', 'gt', 'eq'] as const;
/** Bits per second in one of a unit. */
const RATES: Readonly<Record<string, number>> = {
  '': 1,
  bit: 1,
  kibit: 1024,
  kbit: 1e3,
  mibit: 2 ** 20,
  mbit: 1e6,
  gibit: 2 ** 30,
  gbit: 1e9,
  tibit: 2 ** 40,
  tbit: 1e12,
  bps: 8,
  kibps: 8192,
  kbps: 8e3,
  mibps: 2 ** 23,
  mbps: 8e6,
  gibps: 2 ** 33,
  gbps: 8e9,
  tibps: 2 ** 43,
  tbps: 8e12,
};

/** libxt_rateest checks by hand what stands twice or inverted. */
function misused(what: string, { inverted, given, option }: OptionContext): UsageError | null {
  if (inverted) return { message: `rateest: ${what} can't be inverted` };
  return given.has(option) ? { message: `rateest: can't specify --${option} twice` } : null;
}

function readName(text: string, context: OptionContext): Result<string, UsageError> {
  const wrong = misused('rateest', context);
  return wrong === null ? ok(text.slice(0, NAME_BYTES)) : { ok: false, error: wrong };
}

function readBytesRate(text: string, context: OptionContext): Result<number, UsageError> {
  const wrong = misused('rateest-bps', context);
  if (wrong !== null) return { ok: false, error: wrong };
  if (text === '') return ok(0);
  const found = leadingDouble(text);
  const unit = found === null ? undefined : RATES[found.rest.toLowerCase()];
  return found === null || unit === undefined
    ? usage(`rateest: could not parse rate \`${text}'`)
    : ok(Math.trunc((found.value * unit) / 8) % 2 ** 32);
}

function readPacketRate(text: string, context: OptionContext): Result<number, UsageError> {
  const wrong = misused('rateest-pps', context);
  if (wrong !== null) return { ok: false, error: wrong };
  const rate = text === '' ? 0 : parseUnsigned(text, 0xffffffff);
  return rate === null ? usage(`rateest: could not parse pps \`${text}'`) : ok(rate);
}

const twice = (_value: true, { given, option }: OptionContext): UsageError | null =>
  given.has(option) ? { message: "rateest: can't specify lt/gt/eq twice" } : null;

const rate = (name: string, aliases: readonly string[], read: NonNullable<OptionSpec['read']>): OptionSpec => ({
  name,
  aliases,
  kind: 'custom',
  read,
  optionalWord: true,
  invert: true,
  unchecked: true,
});

const options: readonly OptionSpec[] = [
  {
    name: 'rateest1',
    aliases: ['rateest'],
    kind: 'custom',
    read: readName,
    invert: true,
    unchecked: true,
    placeholder: 'wan',
  },
  { name: 'rateest2', kind: 'custom', read: readName, invert: true, unchecked: true },
  rate('rateest-bps1', [], readBytesRate),
  rate('rateest-pps1', [], readPacketRate),
  { ...rate('rateest-bps2', ['rateest-bps'], readBytesRate), placeholder: '1mbit' },
  rate('rateest-pps2', ['rateest-pps'], readPacketRate),
  {
    name: 'rateest-delta',
    kind: 'flag',
    invert: true,
    unchecked: true,
    verify: (_value: true, context) => misused('rateest-delta', context),
  },
  ...COMPARISONS.map((comparison): OptionSpec => ({
    name: `rateest-${comparison}`,
    kind: 'flag',
    invert: true,
    unchecked: true,
    verify: twice,
  })),
];

/** rateest_final_check: without --rateest-delta only the second number counts, and of two estimators neither. */
function buildRateest(given: GivenOptions): Rateest {
  const last = given.all.findLast(({ name }) => COMPARISONS.some((comparison) => name === `rateest-${comparison}`));
  const delta = given.has('rateest-delta');
  const second = given.value<string>('rateest2') ?? null;
  const quantities = (['bps', 'pps'] as const).flatMap((unit): readonly Quantity[] => {
    if (!given.has(`rateest-${unit}1`) && !given.has(`rateest-${unit}2`)) return [];
    const number = (at: 1 | 2, counts: boolean): number =>
      counts ? (given.value<number>(`rateest-${unit}${at}`) ?? 0) : 0;
    return [{ unit, one: number(1, delta), two: number(2, delta || second === null) }];
  });
  return {
    first: given.value<string>('rateest1') ?? '',
    second,
    delta,
    quantities,
    comparison: (last?.name.slice('rateest-'.length) as Comparison | undefined) ?? null,
    inverted: given.all.some(
      ({ name, inverted }) => inverted && COMPARISONS.some((comparison) => name === `rateest-${comparison}`),
    ),
  };
}

/** xt_rateest_mt_checkentry. */
function checkEstimators(
  { first, second, comparison, quantities }: Rateest,
  { offered }: CheckContext,
): KernelRefusal | null {
  if (comparison === null || quantities.length === 0) return { errno: 'EINVAL' };
  return [first, second].every((name) => name === null || offered(estimatorName(name)) !== null)
    ? null
    : { errno: 'ENOENT' };
}

function bitText(bytes: number): string {
  const bits = bytes * 8;
  if (bits >= 1e9) return `${roundEven(bits / 1e6)}Mbit`;
  return bits >= 1e6 ? `${roundEven(bits / 1e3)}Kbit` : `${bits}bit`;
}

/** printf("%.0f"). */
function roundEven(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}

const numberText = (unit: Quantity['unit'], value: number, numeric: boolean): string =>
  unit === 'pps' || numeric ? String(value) : bitText(value);

function saveRateest({ first, second, delta, comparison, inverted, quantities }: Rateest): readonly string[] {
  const compare = savedOption(`rateest-${comparison ?? 'none'}`, null, inverted);
  const each = quantities.flatMap(({ unit, one, two }) => [
    ...(delta ? savedOption(`rateest-${unit}1`, numberText(unit, one, false)) : []),
    ...compare,
    ...(delta
      ? savedOption(`rateest-${unit}2`, numberText(unit, two, false))
      : savedOption(`rateest-${unit}`, second === null ? numberText(unit, two, false) : null)),
  ]);
  return [
    ...(delta ? ['--rateest-delta'] : []),
    ...savedOption(second === null ? 'rateest' : 'rateest1', first),
    ...each,
    ...(second === null ? [] : savedOption('rateest2', second)),
  ];
}

function listRateest({ first, second, delta, comparison, inverted, quantities }: Rateest, numeric: boolean): string {
  const compare = `${inverted ? '! ' : ''}${comparison}`;
  const side = (key: 'one' | 'two'): string[] =>
    quantities.map(
      (quantity) => `${quantity.unit}${delta ? ` ${numberText(quantity.unit, quantity[key], numeric)}` : ''}`,
    );
  const head = ['rateest match', first, ...(delta ? ['delta'] : [])];
  if (second !== null) return [...head, ...side('one'), compare, second, ...side('two')].join(' ');
  const each = quantities.map(({ unit, one, two }) => {
    const before = `${unit}${delta ? ` ${numberText(unit, one, numeric)}` : ''}`;
    const number = numberText(unit, two, numeric);
    return unit === 'bps' ? `${before} ${number} ${compare}` : `${before} ${compare} ${number}`;
  });
  return [...head, ...each].join(' ');
}

const SIGNS = { lt: '<', gt: '>', eq: '=' } as const;

interface Estimators {
  readonly first: RateEstimator;
  readonly second: RateEstimator | null;
}

const UNMEASURED = { interval: 0, ewmaLog: 1 };

/** xt_rateest: xt_rateest_mt. */
export const rateest = defineMatch<Rateest, Estimators>({
  kind: 'match',
  name: 'rateest',
  options,
  help,
  build: (given) => ok(buildRateest(given)),
  check: checkEstimators,
  save: saveRateest,
  list: (params, { numeric }) => listRateest(params, numeric),
  brief: ({ first, second, comparison, inverted, quantities }) =>
    `${inverted ? '!' : ''}${first} ${comparison === null ? '' : SIGNS[comparison]} ` +
    (second ?? quantities.map(({ unit, two }) => (unit === 'bps' ? bitText(two) : `${two} pps`)).join(' ')),
  initialState: ({ first, second }, host: HostServices) => ({
    first: openEstimator(first, UNMEASURED, host),
    second: second === null ? null : openEstimator(second, UNMEASURED, host),
  }),
  match: matchRates,
});

function matchRates(params: Rateest, { state, host }: MatchContext<Estimators>): MatchResult {
  const now = host.jiffies();
  const first = ratesOf(state.first, now);
  const second = state.second === null ? null : ratesOf(state.second, now);
  const holds = params.quantities.every(({ unit, one, two }) => {
    const key = unit === 'bps' ? 'bytes' : 'packets';
    const left = params.delta ? Math.max(0, one - first[key]) : first[key];
    const right = second === null ? two : params.delta ? Math.max(0, two - second[key]) : second[key];
    return params.comparison === 'lt' ? left < right : params.comparison === 'gt' ? left > right : left === right;
  });
  if (holds !== params.inverted) return MATCH;
  const shown = (rates: typeof first): string => `${rates.bytes} B/s, ${rates.packets} packets/s`;
  return miss(
    `--rateest-${params.comparison ?? ''}`,
    () => listRateest(params, false),
    () => shown(first) + (second === null ? '' : `; ${shown(second)}`),
  );
}
