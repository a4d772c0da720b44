import { ipDestination, ipSource } from '../../net/index.ts';
import type { MatchContext, MatchResult } from '../../model/index.ts';
import { MATCH, matchIf, ok } from '../../model/index.ts';
import { formatNames, parseNames, type NamedBits } from '../conntrack-state.ts';
import { defineMatch, type CheckContext, type KernelRefusal } from '../extension.ts';
import { savedOption } from '../format.ts';
import { nftSet, nftWords } from '../nft-words.ts';
import type { GivenOptions, OptionSpec } from '../options.ts';
import { help } from './addrtype.help.ts';

interface Types {
  readonly mask: number;
  readonly inverted: boolean;
}

/** struct xt_addrtype_info_v1; null is no condition. */
interface Addrtype {
  readonly source: Types | null;
  readonly destination: Types | null;
  /** Only addresses of this device count as local. */
  readonly limit: 'in' | 'out' | null;
}

const NAMES = [
  'UNSPEC',
  'UNICAST',
  'LOCAL',
  'BROADCAST',
  'ANYCAST',
  'MULTICAST',
  'BLACKHOLE',
  'UNREACHABLE',
  'PROHIBIT',
  'THROW',
  'NAT',
  'XRESOLVE',
];
const TYPES: NamedBits = Object.fromEntries(NAMES.map((name, bit) => [name, 1 << bit]));

/** nft has no words for THROW, NAT and XRESOLVE. */
const TRANSLATED = 0x1ff;

const typeOption = (name: string): OptionSpec => ({
  name,
  kind: 'custom',
  invert: true,
  widget: 'flags',
  choices: NAMES,
  placeholder: 'LOCAL',
  read: (text) =>
    parseNames(text, TYPES, NAMES, {
      bad: (rest, isLast) => `addrtype: bad type ${isLast ? `"${rest}"` : `\`${rest}'`}`,
      empty: null,
    }),
});

const taken = (given: GivenOptions, name: string): Types | null => {
  const mask = given.value<number>(name);
  return mask === undefined ? null : { mask, inverted: given.inverted(name) };
};

/** xt_addrtype: addrtype_mt_v1. */
export const addrtype = defineMatch<Addrtype>({
  kind: 'match',
  name: 'addrtype',
  size: 40,
  help,
  options: [
    typeOption('src-type'),
    typeOption('dst-type'),
    { name: 'limit-iface-in', kind: 'flag', excludes: ['limit-iface-out'] },
    { name: 'limit-iface-out', kind: 'flag', excludes: ['limit-iface-in'] },
  ],
  finalCheck: (given) =>
    given.has('src-type') || given.has('dst-type')
      ? null
      : { message: 'addrtype: you must specify --src-type or --dst-type' },
  build: (given) =>
    ok({
      source: taken(given, 'src-type'),
      destination: taken(given, 'dst-type'),
      limit: given.has('limit-iface-in') ? 'in' : given.has('limit-iface-out') ? 'out' : null,
    }),
  check: checkLimit,
  save: ({ source, destination, limit }) => [
    ...(source === null ? [] : savedOption('src-type', formatNames(source.mask, TYPES), source.inverted)),
    ...(destination === null
      ? []
      : savedOption('dst-type', formatNames(destination.mask, TYPES), destination.inverted)),
    ...(limit === null ? [] : [`--limit-iface-${limit}`]),
  ],
  list: ({ source, destination, limit }) =>
    [
      'ADDRTYPE match',
      ...(source === null ? [] : [`src-type ${source.inverted ? '!' : ''}${formatNames(source.mask, TYPES)}`]),
      ...(destination === null
        ? []
        : [`dst-type ${destination.inverted ? '!' : ''}${formatNames(destination.mask, TYPES)}`]),
      ...(limit === null ? [] : [`limit-${limit}`]),
    ].join(' '),
  translate: ({ source, destination, limit }) => {
    // Only the first of the two is said.
    const types = source ?? destination;
    if (types === null) return null;
    const device = limit === null ? '' : `. ${limit === 'in' ? 'iif' : 'oif'}`;
    const names = formatNames(types.mask & TRANSLATED, TYPES)
      .toLowerCase()
      .split(',');
    return nftWords(
      'fib',
      source === null ? 'daddr' : 'saddr',
      device,
      `type${types.inverted ? ' !=' : ''}`,
      nftSet(names),
    );
  },
  brief: ({ source, destination }) =>
    [
      ...(source === null ? [] : [`src:${source.inverted ? '!' : ''}${formatNames(source.mask, TYPES)}`]),
      ...(destination === null
        ? []
        : [`dst:${destination.inverted ? '!' : ''}${formatNames(destination.mask, TYPES)}`]),
    ].join(' '),
  match: (params, context) => {
    const { bytes } = context.packet;
    const source = matchType('--src-type', params.source, ipSource(bytes), params.limit, context);
    return source.kind === 'match'
      ? matchType('--dst-type', params.destination, ipDestination(bytes), params.limit, context)
      : source;
  },
});

function checkLimit({ limit }: Addrtype, { hooks }: CheckContext): KernelRefusal | null {
  if (limit === 'in' && (hooks.includes('POSTROUTING') || hooks.includes('OUTPUT')))
    return { errno: 'EINVAL', log: 'xt_addrtype: input interface limitation not valid in POSTROUTING and OUTPUT' };
  if (limit === 'out' && (hooks.includes('PREROUTING') || hooks.includes('INPUT')))
    return { errno: 'EINVAL', log: 'xt_addrtype: output interface limitation not valid in PREROUTING and INPUT' };
  return null;
}

function matchType(
  option: string,
  types: Types | null,
  address: number,
  limit: Addrtype['limit'],
  context: MatchContext<undefined>,
): MatchResult {
  if (types === null) return MATCH;
  const device = limit === 'in' ? context.inDevice : context.outDevice;
  const type =
    limit === null || device === '' ? context.host.addressType(address) : context.host.addressType(address, device);
  return matchIf(
    ((TYPES[type] ?? 0) & types.mask) !== 0,
    types.inverted,
    option,
    () => `${types.inverted ? '! ' : ''}${formatNames(types.mask, TYPES)}`,
    type,
  );
}
