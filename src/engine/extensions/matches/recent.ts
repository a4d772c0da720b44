import { formatAddress, ipDestination, ipSource, ipTtl } from '../../net/index.ts';
import type { HostServices, MatchContext, MatchResult } from '../../model/index.ts';
import { MATCH, miss, ok } from '../../model/index.ts';
import { defineMatch, type KernelRefusal } from '../extension.ts';
import { savedOption } from '../format.ts';
import type { GivenOptions, OptionSpec } from '../options.ts';
import { help } from './recent.help.ts';

const ACTIONS = ['set', 'rcheck', 'update', 'remove'] as const;
type Action = (typeof ACTIONS)[number];

/** struct xt_recent_mtinfo_v1. `seconds` and `hitCount` 0 are no conditions. */
interface Recent {
  readonly action: Action;
  readonly inverted: boolean;
  readonly seconds: number;
  readonly hitCount: number;
  readonly reap: boolean;
  readonly matchTtl: boolean;
  readonly list: string;
  readonly mask: number;
  readonly side: 'source' | 'dest';
}

/** An address on a list: `stamps` is a ring of jiffies with `index` the next place (struct recent_entry). */
interface Entry {
  ttl: number;
  stamps: number[];
  index: number;
}

/** struct recent_table; the entries in the order in which they were last stamped. */
interface List {
  readonly mask: number;
  size: number;
  readonly entries: Map<number, Entry>;
}

const HZ = 250;
/** Module parameter ip_list_tot. */
const MAX_ENTRIES = 100;
const MAX_HIT_COUNT = 65535;
const DEFAULT_STAMPS = 32;
const NAME_BYTES = 199;
const LISTED = { set: 'SET', rcheck: 'CHECK', update: 'UPDATE', remove: 'REMOVE' } as const;

const others = (action: Action): readonly string[] => ACTIONS.filter((other) => other !== action);
const options: readonly OptionSpec[] = [
  ...ACTIONS.map((action): OptionSpec => ({ name: action, kind: 'flag', invert: true, excludes: others(action) })),
  { name: 'seconds', kind: 'uint32', min: 1, placeholder: '60' },
  { name: 'reap', kind: 'flag', also: ['seconds'] },
  { name: 'hitcount', kind: 'uint32', placeholder: '4' },
  { name: 'rttl', kind: 'flag', excludes: ['set', 'remove'] },
  { name: 'name', kind: 'string', placeholder: 'DEFAULT' },
  { name: 'rsource', kind: 'flag' },
  { name: 'rdest', kind: 'flag' },
  { name: 'mask', kind: 'host', placeholder: '255.255.255.255' },
];

function buildRecent(given: GivenOptions): Recent {
  const action = ACTIONS.find((candidate) => given.has(candidate)) ?? 'rcheck';
  return {
    action,
    inverted: given.inverted(action),
    seconds: given.value<number>('seconds') ?? 0,
    hitCount: given.value<number>('hitcount') ?? 0,
    reap: given.has('reap'),
    matchTtl: given.has('rttl'),
    list: (given.value<string>('name') ?? 'DEFAULT').slice(0, NAME_BYTES),
    mask: given.value<number>('mask') ?? 0xffffffff,
    side:
      given.all.findLast(({ name }) => name === 'rsource' || name === 'rdest')?.name === 'rdest' ? 'dest' : 'source',
  };
}

/** recent_mt_check. */
function checkRecent({ action, seconds, hitCount, matchTtl, reap, list }: Recent): KernelRefusal | null {
  const writes = action === 'set' || action === 'remove';
  if (writes && (seconds > 0 || hitCount > 0 || matchTtl || reap)) return { errno: 'EINVAL' };
  if (hitCount > MAX_HIT_COUNT)
    return {
      errno: 'EINVAL',
      log: `xt_recent: hitcount (${hitCount}) is larger than allowed maximum (${MAX_HIT_COUNT})`,
    };
  return list === '' || list === '.' || list === '..' || list.includes('/') ? { errno: 'EINVAL' } : null;
}

/** xt_recent: recent_mt. */
export const recent = defineMatch<Recent, List>({
  kind: 'match',
  name: 'recent',
  size: 264,
  help,
  options,
  finalCheck: (given) =>
    ACTIONS.some((action) => given.has(action))
      ? null
      : { message: "recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'" },
  build: (given) => ok(buildRecent(given)),
  check: checkRecent,
  save: ({ action, inverted, seconds, reap, hitCount, matchTtl, list, mask, side }) => [
    ...savedOption(action, null, inverted),
    ...(seconds === 0 ? [] : savedOption('seconds', seconds)),
    ...(reap ? ['--reap'] : []),
    ...(hitCount === 0 ? [] : savedOption('hitcount', hitCount)),
    ...(matchTtl ? ['--rttl'] : []),
    ...savedOption('name', list),
    ...savedOption('mask', formatAddress(mask)),
    `--r${side}`,
  ],
  list: ({ action, inverted, seconds, reap, hitCount, matchTtl, list, mask, side }) =>
    [
      `${inverted ? '! ' : ''}recent: ${LISTED[action]}`,
      ...(seconds === 0 ? [] : [`seconds: ${seconds}`]),
      ...(reap ? ['reap'] : []),
      ...(hitCount === 0 ? [] : [`hit_count: ${hitCount}`]),
      ...(matchTtl ? ['TTL-Match'] : []),
      `name: ${list} side: ${side} mask: ${formatAddress(mask)}`,
    ].join(' '),
  brief: ({ action, inverted, seconds, hitCount, list }) =>
    `${inverted ? '!' : ''}${action} ${list}${hitCount === 0 ? '' : ` ≥${hitCount}×`}${seconds === 0 ? '' : `/${seconds}s`}`,
  initialState: openList,
  describeState: (list, params, host) => ({
    unit: 'hits',
    entries: [...list.entries].map(([address, entry]) => ({
      name: formatAddress(address),
      level: countHits(params, entry, host.jiffies()),
      capacity: Math.max(1, params.hitCount),
    })),
  }),
  match: matchRecent,
});

const roundUp = (count: number): number => 2 ** Math.ceil(Math.log2(count));

/** The list of this name, which survives commits; a rule that counts further than it remembers empties it (recent_table_flush). */
function openList({ list: name, mask, hitCount }: Recent, host: HostServices): List {
  const size = hitCount === 0 ? DEFAULT_STAMPS : roundUp(hitCount);
  const list = host.shared<List>('recent', name, () => ({ mask, size, entries: new Map() }));
  if (size > list.size) {
    list.entries.clear();
    list.size = size;
  }
  return list;
}

function matchRecent(params: Recent, context: MatchContext<List>): MatchResult {
  const { state: list, host } = context;
  const { bytes } = context.packet;
  const address = ((params.side === 'dest' ? ipDestination(bytes) : ipSource(bytes)) & list.mask) >>> 0;
  const ttl = ttlAsReceived(context);
  const found = list.entries.get(address);
  const entry = found !== undefined && params.matchTtl && found.ttl !== ttl && found.ttl !== 0 ? undefined : found;
  if (entry === undefined) return matchAbsent(params, list, { address, ttl, now: host.jiffies() });
  const hits = countHits(params, entry, host.jiffies());
  const holds = params.action === 'set' || params.action === 'remove' || hits >= Math.max(1, params.hitCount);
  const matched = holds !== params.inverted;
  if (params.action === 'remove') list.entries.delete(address);
  if (params.reap)
    reap(list, host.jiffies() - params.seconds * HZ, matched && params.action === 'update' ? entry : null);
  if (params.action === 'set' || (params.action === 'update' && matched))
    stamp(list, address, entry, ttl, host.jiffies());
  return result(params, matched, () => `${formatAddress(address)}: ${hits} in time`);
}

/** The TTL before this host took one off. */
function ttlAsReceived({ packet, outDevice }: MatchContext<List>): number {
  return ipTtl(packet.bytes) + (outDevice !== '' && packet.socket === null ? 1 : 0);
}

function matchAbsent(
  params: Recent,
  list: List,
  { address, ttl, now }: { address: number; ttl: number; now: number },
): MatchResult {
  if (params.action !== 'set')
    return result(params, params.inverted, () => `${formatAddress(address)} is not on the list`);
  const oldest = list.entries.keys().next();
  if (list.entries.size >= MAX_ENTRIES && !oldest.done) list.entries.delete(oldest.value);
  list.entries.set(address, { ttl, stamps: [now], index: 1 });
  return result(params, !params.inverted, () => `${formatAddress(address)} is new`);
}

const result = (params: Recent, matched: boolean, has: () => string): MatchResult =>
  matched
    ? MATCH
    : miss(
        `--${params.action}`,
        () =>
          `${params.inverted ? '! ' : ''}on ${params.list}${params.hitCount > 0 ? ` ${params.hitCount} times` : ''}${params.seconds > 0 ? ` within ${params.seconds} s` : ''}`,
        has,
      );

/** Stamps not older than `seconds`. */
const countHits = ({ seconds }: Recent, { stamps }: Entry, now: number): number =>
  seconds === 0 ? stamps.length : stamps.filter((at) => at >= now - seconds * HZ).length;

/** recent_entry_update: the ring is as long as the list remembers. */
function stamp(list: List, address: number, entry: Entry, ttl: number, now: number): void {
  entry.index %= list.size;
  entry.stamps[entry.index] = now;
  entry.index += 1;
  entry.ttl = ttl;
  list.entries.delete(address);
  list.entries.set(address, entry);
}

/** recent_entry_reap: the address that was stamped longest ago leaves the list if that was before `since`, unless it is being stamped. */
function reap({ entries }: List, since: number, working: Entry | null): void {
  for (const [address, entry] of entries) {
    if (entry !== working && (entry.stamps[entry.index - 1] ?? 0) < since) entries.delete(address);
    return;
  }
}
