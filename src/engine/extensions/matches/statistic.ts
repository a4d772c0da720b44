import { MATCH, matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import type { GivenOptions, OptionSpec, UsageError } from '../options.ts';
import { help } from './statistic.help.ts';

/** struct xt_statistic_info. `probability` counts in 1/2^31; of every `every` packets the one numbered `packet` (from 0) matches. */
type Statistic =
  | { readonly mode: 'random'; readonly probability: number; readonly inverted: boolean }
  | { readonly mode: 'nth'; readonly every: number; readonly packet: number; readonly inverted: boolean };

/** Packets counted since the last match. */
interface Count {
  value: number;
}

const ONE = 0x80000000;
const MODES = ['random', 'nth'];
const options: readonly OptionSpec[] = [
  {
    name: 'mode',
    kind: 'string',
    mandatory: true,
    choices: MODES,
    widget: 'select',
    verify: (mode: string) => (MODES.includes(mode) ? null : { message: `Bad mode "${mode}"` }),
  },
  {
    name: 'probability',
    kind: 'double',
    min: 0,
    max: 1,
    invert: true,
    excludes: ['every', 'packet'],
    placeholder: '0.5',
  },
  {
    name: 'every',
    kind: 'uint32',
    min: 1,
    invert: true,
    also: ['packet'],
    excludes: ['probability'],
    placeholder: '10',
  },
  { name: 'packet', kind: 'uint32', also: ['every'], excludes: ['probability'], placeholder: '0' },
];

/** statistic_mt_fcheck; the mode is random until another is given. */
function checkMode(given: GivenOptions): UsageError | null {
  if (given.value<string>('mode') !== 'nth')
    return given.has('probability') ? null : { message: '--probability must be specified when using random mode' };
  if (!given.has('every') && !given.has('packet'))
    return { message: '--every and --packet must be specified when using nth mode' };
  const packet = given.value<number>('packet') ?? 0;
  return given.has('every') && packet >= (given.value<number>('every') ?? 0)
    ? { message: 'the --packet p must be 0 <= p <= n-1' }
    : null;
}

/** lround(0x80000000 · p). */
const toFixedPoint = (probability: number): number => Math.round(probability * ONE);
const formatProbability = (probability: number): string => (probability / ONE).toFixed(11);

/** xt_statistic: statistic_mt. */
export const statistic = defineMatch<Statistic, Count>({
  kind: 'match',
  name: 'statistic',
  size: 56,
  help,
  options,
  finalCheck: checkMode,
  build: (given) =>
    ok(
      given.value<string>('mode') === 'nth'
        ? {
            mode: 'nth',
            every: given.value<number>('every') ?? 1,
            packet: given.value<number>('packet') ?? 0,
            inverted: given.inverted('every'),
          }
        : {
            mode: 'random',
            probability: toFixedPoint(given.value<number>('probability') ?? 0),
            inverted: given.inverted('probability'),
          },
    ),
  save: (params) =>
    params.mode === 'random'
      ? [
          ...savedOption('mode', 'random'),
          ...savedOption('probability', formatProbability(params.probability), params.inverted),
        ]
      : [
          ...savedOption('mode', 'nth'),
          ...savedOption('every', params.every, params.inverted),
          ...savedOption('packet', params.packet),
        ],
  list: (params) =>
    params.mode === 'random'
      ? `statistic mode random${params.inverted ? ' !' : ''} probability ${formatProbability(params.probability)}`
      : `statistic mode nth${params.inverted ? ' !' : ''} every ${params.every}${params.packet === 0 ? '' : ` packet ${params.packet}`}`,
  translate: (params) =>
    params.mode === 'random'
      ? `meta random & 2147483647 ${params.inverted ? '>=' : '<'} ${params.probability}`
      : `numgen inc mod ${params.every} ${notEqual(params.inverted)}${params.packet}`,
  brief: (params) =>
    `${params.inverted ? '!' : ''}${params.mode === 'random' ? `p=${Number((params.probability / ONE).toFixed(4))}` : `1/${params.every}`}`,
  initialState: (params) => ({ value: params.mode === 'nth' ? params.every - params.packet - 1 : 0 }),
  describeState: ({ value }, params) => ({
    unit: 'packets',
    entries: params.mode === 'nth' ? [{ name: '', level: value, capacity: params.every }] : [],
  }),
  match: (params, { state, host }) => {
    if (params.mode === 'random') {
      const drawn = host.random() & 0x7fffffff;
      return matchIf(
        drawn < params.probability,
        params.inverted,
        '--probability',
        () => formatProbability(params.probability),
        () => `${(drawn / ONE).toFixed(4)} was drawn`,
      );
    }
    state.value = state.value === params.every - 1 ? 0 : state.value + 1;
    if ((state.value === 0) !== params.inverted) return MATCH;
    return miss(
      '--every',
      `${params.inverted ? '! ' : ''}one of ${params.every}`,
      () => `packet ${state.value} of ${params.every}`,
    );
  },
});
