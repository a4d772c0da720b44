import type { Result } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { leadingDouble } from '../leading-double.ts';
import { usage, type GivenOptions, type OptionContext, type OptionSpec, type UsageError } from '../options.ts';
import { estimatorName, openEstimator, sample, type EstimatorTerms, type RateEstimator } from '../rate-estimator.ts';
import { help } from './rateest.help.ts';

/** struct xt_rateest_target_info. */
interface Rateest extends EstimatorTerms {
  readonly estimator: string;
}

const NAME_BYTES = 15;
const SECOND = 1_000_000;
const UNITS: Readonly<Record<string, number>> = {
  s: SECOND,
  sec: SECOND,
  secs: SECOND,
  ms: 1000,
  msec: 1000,
  msecs: 1000,
  us: 1,
  usec: 1,
  usecs: 1,
  '': 1,
};
const LONGEST_INTERVAL = 5;

/** Microseconds, uint32. */
function readTime(text: string, { option }: OptionContext): Result<number, UsageError> {
  const found = leadingDouble(text);
  const unit = found === null ? undefined : UNITS[found.rest.toLowerCase()];
  if (found === null || unit === undefined)
    return usage(`RATEEST: bad ${option.replace('rateest-', '')} value "${text}"`);
  return ok(Math.trunc(found.value * unit) >>> 0);
}

const options: readonly OptionSpec[] = [
  { name: 'rateest-name', kind: 'string', mandatory: true, placeholder: 'wan' },
  { name: 'rateest-interval', kind: 'custom', read: readTime, mandatory: true, placeholder: '250ms' },
  { name: 'rateest-ewmalog', kind: 'custom', read: readTime, mandatory: true, placeholder: '500ms' },
];

/** RATEEST_final_check: the next longer interval, and the largest weight under which the average still follows in time. */
function termsOf(given: GivenOptions): Result<EstimatorTerms, UsageError> {
  const wanted = given.value<number>('rateest-interval') ?? 0;
  const constant = given.value<number>('rateest-ewmalog') ?? 0;
  let interval = 0;
  while (interval <= LONGEST_INTERVAL && wanted > 2 ** interval * (SECOND / 4)) interval++;
  if (interval > LONGEST_INTERVAL) return usage('RATEEST: interval value is too large');
  let ewmaLog = 1;
  while (ewmaLog < 32 && !(wanted / -Math.log(1 - 2 ** -ewmaLog) > constant)) ewmaLog++;
  ewmaLog--;
  return ewmaLog === 0 || ewmaLog >= 31
    ? usage('RATEEST: ewmalog value is out of range')
    : ok({ interval: interval - 2, ewmaLog });
}

function timeText(microseconds: number): string {
  if (microseconds >= SECOND) return `${(microseconds / SECOND).toFixed(1)}s`;
  return microseconds >= 1000 ? `${(microseconds / 1000).toFixed(1)}ms` : `${microseconds}us`;
}

const intervalOf = ({ interval }: EstimatorTerms): number => 2 ** (interval + 2) * (SECOND / 4);
const intervalText = (terms: EstimatorTerms): string => timeText(intervalOf(terms));
const constantText = (terms: EstimatorTerms): string => timeText((intervalOf(terms) * 2 ** terms.ewmaLog) % 2 ** 32);
const termsText = ({ interval, ewmaLog }: EstimatorTerms): string => `${interval} ${ewmaLog}`;

/** xt_RATEEST: xt_rateest_tg. Rules that name the same estimator share it. */
export const rateestTarget = defineTarget<Rateest, RateEstimator>({
  kind: 'target',
  name: 'RATEEST',
  chip: 'other',
  options,
  help,
  finalCheck: (given) => {
    const terms = termsOf(given);
    return terms.ok ? null : terms.error;
  },
  build: (given) => {
    const terms = termsOf(given);
    return terms.ok
      ? ok({ estimator: (given.value<string>('rateest-name') ?? '').slice(0, NAME_BYTES), ...terms.value })
      : terms;
  },
  offers: (params) => ({ name: estimatorName(params.estimator), terms: termsText(params) }),
  check: (params, { offered }) => {
    const terms = offered(estimatorName(params.estimator));
    return terms === null || terms === termsText(params) ? null : { errno: 'EINVAL' };
  },
  save: (params) => [
    ...savedOption('rateest-name', params.estimator),
    ...savedOption('rateest-interval', intervalText(params)),
    ...savedOption('rateest-ewmalog', constantText(params)),
  ],
  list: (params) => `name ${params.estimator} interval ${intervalText(params)} ewmalog ${constantText(params)}`,
  brief: (params) => `${params.estimator} ${intervalText(params)}`,
  initialState: (params, host) => openEstimator(params.estimator, params, host),
  apply: (_, { packet, state, host }) => {
    sample(state, host.jiffies());
    state.bytes += packet.bytes.length;
    state.packets += 1;
    return CONTINUE;
  },
});
