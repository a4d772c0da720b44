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

/** struct nf_conncount_list. */
interface Counted {
  readonly seen: readonly Seen[];
  /** The tick in which those that are gone were last looked for. */
  readonly collected: number;
}

/** Connections seen by this rule, by masked address and zone (struct nf_conncount_data). */
type Counts = Map<string, Counted>;

/** Milliseconds (HZ=250). */
const TICK = 4;

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
    entries: [...counts].map(([key, { seen }]) => ({
      name: formatAddress(Number(key.split(' ')[0])),
      level: seen.filter((one) => isCounted(one, host.now())).length,
      capacity,
    })),
  }),
  match: matchCount,
});

function matchCount({ limit, comparison, mask, side }: Connlimit, context: MatchContext<Counts>): MatchResult {
  const { packet, state, host } = context;
  const attachment = packet.conntrack === null || packet.conntrack === 'untracked' ? null : packet.conntrack.entry;
  const attached = attachment?.id === 0 ? null : attachment;
  if (attached === null && !hasTuple(context))
    return { kind: 'hotdrop', reason: 'connlimit cannot tell its connection' };
  const address = ((side === 'saddr' ? ipSource(packet.bytes) : ipDestination(packet.bytes)) & mask) >>> 0;
  const zone = attachment?.zone ?? { original: 0, reply: 0 };
  const key = `${address} ${zone.original || zone.reply}`;
  // What has no connection attached is known by its own tuple, even if that is an answer's (get_ct_or_tuple_from_skb).
  const tuple = attached?.original ?? looseTuple(context);
  const current: Seen = { tuple, entry: attached ?? host.entryOf?.(tuple) ?? null };
  const counted = countedWith(state.get(key), current, context);
  state.set(key, counted);
  const { seen } = counted;
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
 * nf_conncount_add: packets of an assured connection add nothing and only clean up (nf_conncount_gc_list). What is gone is
 * looked for once in a tick: a second packet whose connection is not confirmed is added without asking whether it is there.
 */
function countedWith(before: Counted | undefined, current: Seen, { packet, host }: MatchContext<Counts>): Counted {
  const now = host.now();
  const tick = Math.floor(now / TICK);
  if (before === undefined) return { seen: [current], collected: tick };
  const isAssured = current.entry?.status.assured === true;
  const isLoopback = host.interface(packet.inDevice)?.loopback ?? false;
  const isCollected = before.collected === tick;
  if (isAssured && !isLoopback && isCollected) return before;
  const isConfirmed = current.entry?.status.confirmed === true;
  if (!isConfirmed && isCollected) return { ...before, seen: [...before.seen, current] };
  // Each is looked up anew by its tuple: it may have been tracked only after it was seen here.
  const seen = before.seen.map((one) =>
    one.entry !== null && isTracked(one.entry, now) ? one : { ...one, entry: host.entryOf?.(one.tuple) ?? one.entry },
  );
  if (isAssured && !isLoopback) return { seen: seen.filter((one) => isCounted(one, now)), collected: tick };
  return (
    withThis({ ...before, seen }, current, now) ?? {
      seen: [...seen.filter((one) => isCounted(one, now)), current],
      collected: tick,
    }
  );
}

/** The list as it is when the current connection turns out to be in it; null if it is not. Those before it that are gone are left out. */
function withThis({ seen, collected }: Counted, current: Seen, now: number): Counted | null {
  const at = seen.findIndex(
    (one) => one.entry !== null && isTracked(one.entry, now) && sameTuple(one.tuple, current.tuple),
  );
  if (at < 0) return null;
  return { seen: [...seen.slice(0, at).filter((one) => isCounted(one, now)), ...seen.slice(at)], collected };
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
