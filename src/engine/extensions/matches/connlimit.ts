import { formatAddress, ipDestination, ipProtocol, ipSource, read16 } from '../../net/index.ts';
import type { ConntrackEntry, MatchContext, MatchResult, Tuple } from '../../model/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { maskLength, prefixMask } from '../address.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import type { OptionSpec } from '../options.ts';
import { help } from './connlimit.help.ts';

/** struct xt_connlimit_info. */
interface Connlimit {
  readonly limit: number;
  readonly comparison: 'above' | 'upto';
  readonly mask: number;
  readonly side: 'saddr' | 'daddr';
}

/** A connection that the rule has seen; null for a packet without one, which nothing will ever find again. */
interface Seen {
  readonly tuple: Tuple;
  readonly entry: ConntrackEntry | null;
}

/** Connections seen by this rule, by masked address and zone (struct nf_conncount_data). */
type Counts = Map<string, Seen[]>;

const options: readonly OptionSpec[] = [
  { name: 'connlimit-upto', kind: 'uint32', invert: true, excludes: ['connlimit-above'], placeholder: '10' },
  { name: 'connlimit-above', kind: 'uint32', invert: true, excludes: ['connlimit-upto'], placeholder: '10' },
  { name: 'connlimit-mask', kind: 'prefixMask', placeholder: '32' },
  { name: 'connlimit-saddr', kind: 'flag', excludes: ['connlimit-daddr'] },
  { name: 'connlimit-daddr', kind: 'flag', excludes: ['connlimit-saddr'] },
];

/** xt_connlimit: connlimit_mt. */
export const connlimit = defineMatch<Connlimit, Counts>({
  kind: 'match',
  name: 'connlimit',
  size: 64,
  help,
  options,
  needs: ['conntrack', 'defrag'],
  finalCheck: (given) =>
    given.has('connlimit-upto') || given.has('connlimit-above')
      ? null
      : { message: 'You must specify "--connlimit-above" or "--connlimit-upto".' },
  build: (given) => {
    const name = given.has('connlimit-above') ? 'connlimit-above' : 'connlimit-upto';
    const isAbove = (name === 'connlimit-above') !== given.inverted(name);
    return ok({
      limit: given.value<number>(name) ?? 0,
      comparison: isAbove ? 'above' : 'upto',
      mask: given.value<number>('connlimit-mask') ?? prefixMask(32),
      side: given.has('connlimit-daddr') ? 'daddr' : 'saddr',
    });
  },
  save: ({ limit, comparison, mask, side }) => [
    ...savedOption(`connlimit-${comparison}`, limit),
    ...savedOption('connlimit-mask', maskLength(mask) ?? 32),
    `--connlimit-${side}`,
  ],
  list: ({ limit, comparison, mask, side }) =>
    `#conn ${side === 'saddr' ? 'src' : 'dst'}/${maskLength(mask) ?? 32} ${comparison === 'above' ? '>' : '<='} ${limit}`,
  translate: ({ limit, comparison, mask, side }, { addSet }) => {
    const set = addSet('connlimit', '{ type ipv4_addr; flags dynamic; }');
    const masked = maskLength(mask) === 32 ? '' : ` and ${formatAddress(mask)}`;
    return `add @${set} { ip ${side}${masked} ct count ${comparison === 'above' ? 'over ' : ''}${limit} }`;
  },
  brief: ({ limit, comparison, mask, side }) =>
    `conns/${side === 'saddr' ? 'src' : 'dst'}${maskLength(mask) === 32 ? '' : `/${maskLength(mask)}`} ${comparison === 'above' ? '>' : '≤'} ${limit}`,
  initialState: () => new Map(),
  describeState: (counts, { limit: capacity }, host) => ({
    unit: 'connections',
    entries: [...counts].map(([key, seen]) => ({
      name: formatAddress(Number(key.split(' ')[0])),
      level: seen.filter((one) => isCounted(one, host.now())).length,
      capacity,
    })),
  }),
  match: matchCount,
});

function matchCount({ limit, comparison, mask, side }: Connlimit, context: MatchContext<Counts>): MatchResult {
  const { packet, state, host } = context;
  const attached =
    packet.conntrack === null || packet.conntrack === 'untracked' || packet.conntrack.entry.id === 0
      ? null
      : packet.conntrack.entry;
  if (attached === null && !hasTuple(context))
    return { kind: 'hotdrop', reason: 'connlimit cannot tell its connection' };
  const entry = attached ?? host.entryOf?.(looseTuple(context)) ?? null;
  const address = ((side === 'saddr' ? ipSource(packet.bytes) : ipDestination(packet.bytes)) & mask) >>> 0;
  const key = `${address} ${entry?.zone.original ?? 0}`;
  // Each is looked up anew by its tuple: it may have been tracked only after it was seen here.
  const before = state
    .get(key)
    ?.map((one) =>
      one.entry !== null && isTracked(one.entry, host.now())
        ? one
        : { ...one, entry: host.entryOf?.(one.tuple) ?? one.entry },
    );
  const isSettled = entry?.status.assured === true && !(host.interface(packet.inDevice)?.loopback ?? false);
  const current: Seen = { tuple: entry?.original ?? looseTuple(context), entry };
  const seen =
    before === undefined
      ? [current]
      : isSettled
        ? before.filter((one) => isCounted(one, host.now()))
        : withThis(before, current, host.now());
  state.set(key, seen);
  if (seen.length === 0)
    return { kind: 'hotdrop', reason: 'connlimit counts no connection at all, which the kernel takes for an error' };
  return matchIf(
    seen.length > limit,
    comparison === 'upto',
    `--connlimit-${comparison}`,
    limit,
    () => `${seen.length} connections of ${formatAddress(address)}`,
  );
}

const sameTuple = (one: Tuple, other: Tuple): boolean =>
  one.source === other.source &&
  one.destination === other.destination &&
  one.protocol === other.protocol &&
  one.sourcePart === other.sourcePart &&
  one.destinationPart === other.destinationPart;

/**
 * nf_conncount_add. Packets of an assured connection add nothing and only clean up (nf_conncount_gc_list).
 * Connections that are gone or closed are forgotten on the way, the current one is counted once.
 */
function withThis(seen: readonly Seen[], current: Seen, now: number): Seen[] {
  const kept: Seen[] = [];
  for (const [index, one] of seen.entries()) {
    if (one.entry !== null && isTracked(one.entry, now) && sameTuple(one.tuple, current.tuple))
      return [...kept, ...seen.slice(index)];
    if (isCounted(one, now)) kept.push(one);
  }
  return [...kept, current];
}

const isCounted = ({ entry }: Seen, now: number): boolean =>
  entry !== null && isTracked(entry, now) && !isClosed(entry);
const isTracked = ({ status, expires }: ConntrackEntry, now: number): boolean =>
  status.confirmed && !status.dying && expires > now;
const isClosed = ({ protocolState }: ConntrackEntry): boolean =>
  protocolState.name === 'TIME_WAIT' || protocolState.name === 'CLOSE';

const SHORTEST: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [6, 4],
  [17, 4],
  [132, 4],
  [136, 4],
]);

/** Can a tuple be read off the packet itself (nf_ct_get_tuplepr)? */
const hasTuple = ({ packet: { bytes }, fragmentOffset, transportOffset }: MatchContext<Counts>): boolean =>
  fragmentOffset === 0 && bytes.length >= transportOffset + (SHORTEST.get(ipProtocol(bytes)) ?? 0);

function partsOf(bytes: Uint8Array, at: number): Pick<Tuple, 'sourcePart' | 'destinationPart'> {
  const protocol = ipProtocol(bytes);
  if (!SHORTEST.has(protocol)) return { sourcePart: 0, destinationPart: 0 };
  return protocol === 1
    ? { sourcePart: read16(bytes, at + 4), destinationPart: read16(bytes, at) }
    : { sourcePart: read16(bytes, at), destinationPart: read16(bytes, at + 2) };
}

const looseTuple = ({ packet: { bytes }, transportOffset }: MatchContext<Counts>): Tuple => ({
  source: ipSource(bytes),
  destination: ipDestination(bytes),
  protocol: ipProtocol(bytes),
  ...partsOf(bytes, transportOffset),
});
