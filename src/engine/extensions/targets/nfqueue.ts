import type { Result, TargetVerdict } from '../../model/index.ts';
import { ACCEPT, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { readOption } from '../option-kinds.ts';
import {
  usage,
  type GivenOptions,
  type OptionContext,
  type OptionSpec,
  type Range,
  type UsageError,
} from '../options.ts';
import { help } from './nfqueue.help.ts';

/** struct xt_NFQ_info_v3. `balance` spreads connections over several queues. */
interface Nfqueue {
  readonly first: number;
  readonly balance: number | null;
  readonly bypass: boolean;
  readonly fanout: boolean;
}

const spec: OptionSpec = { name: 'queue-balance', kind: 'uint16range' };

function readBalance(text: string, context: OptionContext): Result<Range, UsageError> {
  const range = readOption(spec, text, context) as Result<Range, UsageError>;
  if (!range.ok) return range;
  if (!text.includes(':')) return usage(`Bad range "${text}"`);
  const { min, max } = range.value;
  return min < max ? range : usage(`${min} should be less than ${max}`);
}

const options: readonly OptionSpec[] = [
  { name: 'queue-num', kind: 'uint16', excludes: ['queue-balance'], placeholder: '0' },
  {
    name: 'queue-balance',
    kind: 'custom',
    read: readBalance,
    excludes: ['queue-num'],
    placeholder: '0:3',
  },
  { name: 'queue-bypass', kind: 'flag' },
  { name: 'queue-cpu-fanout', kind: 'flag', also: ['queue-balance'] },
];

function buildQueue(given: GivenOptions): Nfqueue {
  const range = given.value<Range>('queue-balance');
  return {
    first: range?.min ?? given.value<number>('queue-num') ?? 0,
    balance: range?.max ?? null,
    bypass: given.has('queue-bypass'),
    fanout: given.has('queue-cpu-fanout'),
  };
}

const queues = ({ first, balance }: Nfqueue): string =>
  balance === null ? `num ${first}` : `balance ${first}:${balance}`;

/** xt_NFQUEUE: nfqueue_tg_v3. No program listens on a queue here: the packet is dropped, or with bypass accepted. */
export const nfqueue = defineTarget<Nfqueue>({
  kind: 'target',
  name: 'NFQUEUE',
  size: 40,
  help,
  chip: 'other',
  options,
  build: (given) => ok(buildQueue(given)),
  check: ({ first, balance }) =>
    balance !== null && balance - first + 1 > 65535
      ? { errno: 'EINVAL', log: 'xt_NFQUEUE: number of total queues is 0' }
      : null,
  save: (params) => [
    ...(params.balance === null
      ? savedOption('queue-num', params.first)
      : savedOption('queue-balance', `${params.first}:${params.balance}`)),
    ...(params.bypass ? ['--queue-bypass'] : []),
    ...(params.fanout ? ['--queue-cpu-fanout'] : []),
  ],
  list: (params) => `NFQUEUE ${queues(params)}${params.bypass ? ' bypass' : ''}${params.fanout ? ' cpu-fanout' : ''}`,
  translate: ({ first, balance, bypass, fanout }) =>
    `queue num ${first}${balance === null || isWhole(first, balance) ? '' : `-${balance}`} ` +
    `${bypass ? 'bypass' : ''}${bypass && fanout ? ',' : ''}${fanout ? 'fanout ' : ''}`,
  brief: (params) => queues(params),
  apply: (params): TargetVerdict =>
    params.bypass ? ACCEPT : { kind: 'drop', reason: `nobody listens on queue ${params.first}` },
});

/** All 65536 queues are none to a counter of 16 bits. */
const isWhole = (first: number, last: number): boolean => last - first === 65535;
