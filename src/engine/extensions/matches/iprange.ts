import { ipDestination, ipSource } from '../../net/index.ts';
import type { MatchResult, Result } from '../../model/index.ts';
import { MATCH, matchIf, ok } from '../../model/index.ts';
import { formatAddress, parsePartialAddress } from '../address.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual, nftWords } from '../nft-words.ts';
import {
  usage,
  type GivenOptions,
  type OptionContext,
  type OptionSpec,
  type Range,
  type UsageError,
} from '../options.ts';
import { help } from './iprange.help.ts';

interface AddressRange extends Range {
  readonly inverted: boolean;
}

/** struct xt_iprange_mtinfo; null is no condition. */
interface IpRange {
  readonly source: AddressRange | null;
  readonly destination: AddressRange | null;
}

/** iprange_parse_range. */
function readRange(text: string, { option, warn }: OptionContext): Result<Range, UsageError> {
  const dash = text.indexOf('-');
  const words = dash < 0 ? [text] : [text.slice(0, dash), text.slice(dash + 1)];
  const ends: number[] = [];
  for (const word of words) {
    const address = parsePartialAddress(word);
    if (address === null) return usage(`iprange: Bad value for "--${option}" option: "${word}"`);
    ends.push(address);
  }
  const min = ends[0] ?? 0;
  const max = ends[1] ?? min;
  if (min > max) warn(`xt_iprange: range ${formatAddress(min)}-${formatAddress(max)} is reversed and will never match`);
  return ok({ min, max });
}

const option = (name: string): OptionSpec => ({
  name,
  kind: 'custom',
  read: readRange,
  invert: true,
  placeholder: '192.168.1.10-192.168.1.20',
});
const taken = (given: GivenOptions, name: string): AddressRange | null => {
  const range = given.value<Range>(name);
  return range === undefined ? null : { ...range, inverted: given.inverted(name) };
};
const formatRange = ({ min, max }: Range): string => `${formatAddress(min)}-${formatAddress(max)}`;

/** xt_iprange: iprange_mt4. */
export const iprange = defineMatch<IpRange>({
  kind: 'match',
  name: 'iprange',
  size: 104,
  help,
  options: [option('src-range'), option('dst-range')],
  finalCheck: (given) =>
    given.all.length === 0 ? { message: "iprange match: You must specify `--src-range' or `--dst-range'" } : null,
  build: (given) => ok({ source: taken(given, 'src-range'), destination: taken(given, 'dst-range') }),
  save: ({ source, destination }) => [
    ...(source === null ? [] : savedOption('src-range', formatRange(source), source.inverted)),
    ...(destination === null ? [] : savedOption('dst-range', formatRange(destination), destination.inverted)),
  ],
  list: ({ source, destination }) =>
    [
      ...(source === null ? [] : [`source IP range ${source.inverted ? '! ' : ''}${formatRange(source)}`]),
      ...(destination === null
        ? []
        : [`destination IP range ${destination.inverted ? '! ' : ''}${formatRange(destination)}`]),
    ].join(' '),
  translate: ({ source, destination }) =>
    nftWords(
      source === null ? '' : `ip saddr ${notEqual(source.inverted)}${formatRange(source)}`,
      destination === null ? '' : `ip daddr ${notEqual(destination.inverted)}${formatRange(destination)}`,
    ),
  brief: ({ source, destination }) =>
    [
      ...(source === null ? [] : [`src:${source.inverted ? '!' : ''}${formatRange(source)}`]),
      ...(destination === null ? [] : [`dst:${destination.inverted ? '!' : ''}${formatRange(destination)}`]),
    ].join(' '),
  match: ({ source, destination }, { packet: { bytes } }) => {
    const first = matchRange('--src-range', source, ipSource(bytes));
    return first.kind === 'match' ? matchRange('--dst-range', destination, ipDestination(bytes)) : first;
  },
});

const matchRange = (name: string, range: AddressRange | null, address: number): MatchResult =>
  range === null
    ? MATCH
    : matchIf(
        address >= range.min && address <= range.max,
        range.inverted,
        name,
        () => `${range.inverted ? '! ' : ''}${formatRange(range)}`,
        () => formatAddress(address),
      );
