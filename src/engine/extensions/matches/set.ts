import type { CounterCondition, MatchResult, Result } from '../../model/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { parseUnsigned64 } from '../numbers.ts';
import { usage, type GivenOptions, type OptionContext, type OptionSpec, type UsageError } from '../options.ts';
import { formatReference, queryOf, readReference, referenceOption, type SetReference } from '../set-reference.ts';
import { help } from './set.help.ts';

/** struct xt_set_info_match_v4. */
interface SetMatch {
  readonly set: SetReference;
  readonly inverted: boolean;
  readonly returnNomatch: boolean;
  readonly keepCounters: boolean;
  readonly keepSubCounters: boolean;
  readonly packets: CounterCondition | null;
  readonly bytes: CounterCondition | null;
}

const UINT64 = 0xffffffffffffffffn;
type Counter = 'packets' | 'bytes';
const operators = ['eq', 'lt', 'gt'] as const;

function counterOption(counter: Counter, operator: 'eq' | 'lt' | 'gt'): OptionSpec {
  const read = (text: string, { given, inverted }: OptionContext): Result<CounterCondition, UsageError> => {
    if (operators.some((other) => given.has(`${counter}-${other}`)))
      return usage(`only one of the --${counter}-[eq|lt|gt] is allowed`);
    if (inverted && operator !== 'eq') return usage(`--${counter}-${operator} option cannot be inverted`);
    const value = parseUnsigned64(text, UINT64);
    return value === null
      ? usage(`Cannot parse ${text} as a counter value`)
      : ok({ operator: inverted ? 'ne' : operator, value });
  };
  return {
    name: `${counter}-${operator}`,
    kind: 'custom',
    read,
    invert: true,
    unchecked: true,
    widget: 'number',
    placeholder: '10',
  };
}

/** Old spelling of --match-set. */
const deprecated: OptionSpec = {
  ...referenceOption('set', true),
  read: (name, context) => {
    context.warn('--set option deprecated, please use --match-set');
    return readReference(name, context);
  },
};

const options: readonly OptionSpec[] = [
  referenceOption('match-set', true),
  deprecated,
  {
    name: 'return-nomatch',
    kind: 'flag',
    invert: true,
    unchecked: true,
    verify: (_, { inverted }) => (inverted ? { message: '--return-nomatch flag cannot be inverted' } : null),
  },
  { name: 'update-counters', kind: 'flag', invert: true, unchecked: true },
  { name: 'update-subcounters', kind: 'flag', invert: true, unchecked: true },
  ...(['packets', 'bytes'] as const).flatMap((counter) =>
    operators.map((operator) => counterOption(counter, operator)),
  ),
];

function findCounter(given: GivenOptions, counter: Counter): CounterCondition | null {
  const name = operators.map((operator) => `${counter}-${operator}`).find((each) => given.has(each));
  return name === undefined ? null : (given.value<CounterCondition>(name) ?? null);
}

const counterWords = (name: Counter, condition: CounterCondition | null, prefix: string): readonly string[] => {
  if (condition === null) return [];
  const { operator, value } = condition;
  return operator === 'ne'
    ? ['!', `${prefix}${name}-eq`, String(value)]
    : [`${prefix}${name}-${operator}`, String(value)];
};

/** The words of save, or without dashes those of a listing. */
const words = (params: SetMatch, prefix: '--' | ''): readonly string[] => [
  ...(params.inverted ? ['!'] : []),
  `${prefix}match-set`,
  params.set.name,
  params.set.directions.join(','),
  ...(params.returnNomatch ? [`${prefix}return-nomatch`] : []),
  ...(params.keepCounters ? ['!', `${prefix}update-counters`] : []),
  ...(params.keepSubCounters ? ['!', `${prefix}update-subcounters`] : []),
  ...counterWords('packets', params.packets, prefix),
  ...counterWords('bytes', params.bytes, prefix),
];

/** xt_set: set_match_v4. */
export const set = defineMatch<SetMatch>({
  kind: 'match',
  name: 'set',
  size: 80,
  help,
  options,
  finalCheck: (given) =>
    given.has('match-set') || given.has('set')
      ? null
      : { message: "You must specify `--match-set' with proper arguments" },
  build: (given) => {
    const name = given.has('match-set') ? 'match-set' : 'set';
    return ok({
      set: given.value<SetReference>(name) ?? { name: '', directions: [] },
      inverted: given.inverted(name),
      returnNomatch: given.has('return-nomatch'),
      keepCounters: given.inverted('update-counters'),
      keepSubCounters: given.inverted('update-subcounters'),
      packets: findCounter(given, 'packets'),
      bytes: findCounter(given, 'bytes'),
    });
  },
  save: (params) => words(params, '--'),
  list: (params) => words(params, '').join(' '),
  setNames: (params) => [params.set.name],
  brief: ({ set: reference, inverted }) => `${inverted ? '∉' : '∈'} ${formatReference(reference)}`,
  match: (params, context): MatchResult => {
    const sets = context.host.sets?.() ?? null;
    if (sets === null) return { kind: 'unknown', what: `the contents of set ${params.set.name}` };
    const { returnNomatch, keepCounters, keepSubCounters, packets, bytes } = params;
    const { found } = sets.test(params.set.name, {
      ...queryOf(params.set, context),
      returnNomatch,
      keepCounters,
      keepSubCounters,
      packets,
      bytes,
    });
    return matchIf(
      found,
      params.inverted,
      '--match-set',
      `${params.inverted ? 'not ' : ''}in ${formatReference(params.set)}`,
      found ? 'in the set' : 'not in the set',
    );
  },
});
