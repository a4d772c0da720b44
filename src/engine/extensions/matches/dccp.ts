import { read16, read8 } from '../../net/index.ts';
import type { MatchContext, MatchResult, Result } from '../../model/index.ts';
import { MATCH, matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption, savedRange } from '../format.ts';
import { nftCondition, nftSet, notEqual, nftWords } from '../nft-words.ts';
import { usage, type GivenOptions, type OptionSpec, type Range, type UsageError } from '../options.ts';
import { listPorts } from '../ports.ts';
import { help } from './dccp.help.ts';

interface Inverted<T> {
  readonly value: T;
  readonly inverted: boolean;
}

/** struct xt_dccp_info: bit n of `types` is packet type n. */
interface Dccp {
  readonly source: Inverted<Range> | null;
  readonly destination: Inverted<Range> | null;
  readonly types: Inverted<number> | null;
  readonly option: Inverted<number> | null;
}

const TYPES = ['REQUEST', 'RESPONSE', 'DATA', 'ACK', 'DATAACK', 'CLOSEREQ', 'CLOSE', 'RESET', 'SYNC', 'SYNCACK'];
/** Types 10–15 are reserved; INVALID stands for all of them. */
const INVALID = 0xfc00;
const HEADER_LENGTH = 12;

function readTypes(text: string): Result<number, UsageError> {
  let types = 0;
  for (const word of text.split(',').filter((part) => part !== '')) {
    const type = TYPES.indexOf(word.toUpperCase());
    if (type >= 0) types |= 1 << type;
    else if (word.toUpperCase() === 'INVALID') types |= INVALID;
    else return usage(`Unknown DCCP type \`${word}'`);
  }
  return ok(types);
}

const typeNames = (types: number): string =>
  [...TYPES.filter((_, type) => types & (1 << type)), ...(types & INVALID ? ['INVALID'] : [])].join(',');
const typeNumbers = (types: number): string =>
  Array.from({ length: 16 }, (_, type) => type)
    .filter((type) => types & (1 << type))
    .join(',');

const taken = <T>(given: GivenOptions, name: string): Inverted<T> | null =>
  given.has(name) ? { value: given.value(name) as T, inverted: given.inverted(name) } : null;

const options: readonly OptionSpec[] = [
  { name: 'source-port', aliases: ['sport'], kind: 'portrange', invert: true, placeholder: '1024:65535' },
  { name: 'destination-port', aliases: ['dport'], kind: 'portrange', invert: true, placeholder: '5004' },
  {
    name: 'dccp-types',
    kind: 'custom',
    read: readTypes,
    invert: true,
    widget: 'flags',
    choices: [...TYPES, 'INVALID'],
    placeholder: 'REQUEST',
  },
  { name: 'dccp-option', kind: 'uint8', min: 1, max: 255, invert: true, placeholder: '2' },
];

const ports = (name: string, range: Inverted<Range> | null, numeric: boolean): string =>
  range === null ? '' : listPorts(name, range.value, range.inverted, { protocol: 'dccp', numeric });

/** xt_dccp: dccp_mt. */
export const dccp = defineMatch<Dccp>({
  kind: 'match',
  name: 'dccp',
  size: 48,
  help,
  options,
  legality: { protocols: [33] },
  build: (given) =>
    ok({
      source: taken(given, 'source-port'),
      destination: taken(given, 'destination-port'),
      types: taken(given, 'dccp-types'),
      option: taken(given, 'dccp-option'),
    }),
  save: ({ source, destination, types, option }) => [
    ...(source === null ? [] : savedOption('sport', savedRange(source.value), source.inverted)),
    ...(destination === null ? [] : savedOption('dport', savedRange(destination.value), destination.inverted)),
    ...(types === null ? [] : savedOption('dccp-types', typeNames(types.value), types.inverted)),
    ...(option === null ? [] : savedOption('dccp-option', option.value, option.inverted)),
  ],
  list: ({ source, destination, types, option }, { numeric }) =>
    `dccp${ports('spt', source, numeric)}${ports('dpt', destination, numeric)}` +
    (types === null
      ? ''
      : ` ${types.inverted ? '! ' : ''}${numeric ? typeNumbers(types.value) : typeNames(types.value)}`) +
    (option === null ? '' : ` option=${option.inverted ? '!' : ''}${option.value}`),
  translate: ({ source, destination, types, option }) =>
    option !== null
      ? null
      : nftWords(
          source === null ? '' : nftCondition('dccp sport', source.value, source.inverted),
          destination === null ? '' : nftCondition('dccp dport', destination.value, destination.inverted),
          types === null
            ? ''
            : `dccp type ${notEqual(types.inverted)}${nftSet(typeNames(types.value).toLowerCase().replace('invalid', '10-15').split(','))}`,
        ),
  brief: ({ source, destination, types }) =>
    `${ports('spt', source, true)}${ports('dpt', destination, true)}${types === null ? '' : ` ${types.inverted ? '!' : ''}${typeNames(types.value)}`}`.trim(),
  match: matchDccp,
});

function matchDccp(
  { source, destination, types, option }: Dccp,
  { packet: { bytes }, transportOffset: at, fragmentOffset }: MatchContext<undefined>,
): MatchResult {
  if (fragmentOffset !== 0) return miss('-m dccp', 'a first fragment', 'a later fragment');
  if (bytes.length < at + HEADER_LENGTH) return { kind: 'hotdrop', reason: 'truncated DCCP header' };
  const first = matchPort('--sport', source, read16(bytes, at));
  if (first.kind !== 'match') return first;
  const second = matchPort('--dport', destination, read16(bytes, at + 2));
  if (second.kind !== 'match') return second;
  if (types !== null) {
    const type = (read8(bytes, at + 8) >>> 1) & 15;
    const result = matchIf(
      (types.value & (1 << type)) !== 0,
      types.inverted,
      '--dccp-types',
      () => `${types.inverted ? '! ' : ''}${typeNames(types.value)}`,
      TYPES[type] ?? type,
    );
    if (result.kind !== 'match') return result;
  }
  return option === null ? MATCH : matchOption(option, bytes, at);
}

const matchPort = (name: string, range: Inverted<Range> | null, port: number): MatchResult =>
  range === null
    ? MATCH
    : matchIf(
        port >= range.value.min && port <= range.value.max,
        range.inverted,
        name,
        () => `${range.inverted ? '! ' : ''}${savedRange(range.value)}`,
        port,
      );

/** Bytes of the fixed header by packet type (dccp_hdr_len); the extended sequence number adds four more. */
const SPECIFIC: Readonly<Record<number, number>> = { 0: 4, 1: 12, 2: 0, 3: 8, 4: 8, 5: 8, 6: 8, 7: 12, 8: 8, 9: 8 };

/** dccp_find_option. */
function matchOption({ value, inverted }: Inverted<number>, bytes: Uint8Array, at: number): MatchResult {
  const type = (read8(bytes, at + 8) >>> 1) & 15;
  const extended = (read8(bytes, at + 8) & 1) !== 0;
  const start = at + HEADER_LENGTH + (extended ? 4 : 0) + (SPECIFIC[type] ?? 0);
  const end = at + read8(bytes, at + 4) * 4;
  if (end < start) return { kind: 'hotdrop', reason: 'DCCP data offset too small' };
  if (end > bytes.length && end > start) return { kind: 'hotdrop', reason: 'truncated DCCP options' };
  let found = false;
  for (let i = start; i < end && !found;) {
    const number = read8(bytes, i);
    found = number === value;
    i += number < 32 ? 1 : (i + 1 < end ? read8(bytes, i + 1) : 0) || 1;
  }
  return matchIf(found, inverted, '--dccp-option', `${inverted ? '! ' : ''}${value}`, found ? 'present' : 'absent');
}
