import { ICMP_PROTOCOL, formatAddress, hasPorts } from '../net/index.ts';
import type { ConntrackView, Direction, DirectionCounters, Tuple } from '../model/index.ts';
import type { Entry } from './entry.ts';
import { GRE_PROTOCOL } from './tuple.ts';
import { trackerOf } from './trackers/registry.ts';

/** Plain copy of an entry as it is at `now`. */
export function viewEntry(entry: Entry, now: number): ConntrackView {
  const { status } = entry;
  return {
    id: entry.id,
    protocol: entry.original.protocol,
    protocolName: trackerOf(entry.original.protocol).protocolName,
    state: entry.protocolState.name,
    original: entry.original,
    reply: entry.reply,
    zone: { ...entry.zone },
    mark: entry.mark,
    remaining: remainingOf(entry, now),
    timeout: entry.timeout,
    counters: entry.counters && { original: { ...entry.counters.original }, reply: { ...entry.counters.reply } },
    seenReply: status.seenReply,
    assured: status.assured,
    confirmed: status.confirmed,
    sourceNat: status.sourceNat,
    destinationNat: status.destinationNat,
    helper: entry.helper,
    master: entry.master?.id ?? null,
    use: referencesTo(entry),
    line: formatLine(entry, now),
  };
}

/** Milliseconds left; before confirmation the timer does not run. */
export const remainingOf = ({ status, expires }: Entry, now: number): number =>
  status.confirmed ? Math.max(0, expires - now) : expires;

/** References: the table's own and one of each live connection that it is master of. */
const referencesTo = ({ children }: Entry): number => 1 + children;

/** The line of conntrack-tools 1.4.7's `conntrack -L`. Seconds are rounded down. */
export function formatLine(entry: Entry, now: number): string {
  const { original, reply, zone, status, protocolState } = entry;
  const name = trackerOf(original.protocol).protocolName.padEnd(8);
  const seconds = Math.floor(remainingOf(entry, now) / 1000);
  const isOneZone = zone.original === zone.reply;
  return [
    `${name} ${original.protocol} ${seconds}`,
    ...(protocolState.name === '' ? [] : [protocolState.name]),
    formatTuple(original),
    ...formatZone('original', zone.original, isOneZone),
    ...formatCounters(entry.counters?.original),
    ...(status.seenReply ? [] : ['[UNREPLIED]']),
    formatTuple(reply),
    ...formatZone('reply', zone.reply, isOneZone),
    ...formatCounters(entry.counters?.reply),
    ...(status.assured ? ['[ASSURED]'] : []),
    `mark=${entry.mark}`,
    ...(isOneZone && zone.original !== 0 ? [`zone=${zone.original}`] : []),
    ...(entry.helper === null ? [] : [`helper=${entry.helper}`]),
    `use=${referencesTo(entry)}`,
  ].join(' ');
}

const formatZone = (direction: Direction, zone: number, isOneZone: boolean): readonly string[] =>
  isOneZone || zone === 0 ? [] : [`${direction === 'original' ? 'zone-orig' : 'zone-reply'}=${zone}`];

const formatCounters = (counters: DirectionCounters | undefined): readonly string[] =>
  counters === undefined ? [] : [`packets=${counters.packets} bytes=${counters.bytes}`];

function formatTuple(tuple: Tuple): string {
  const addresses = `src=${formatAddress(tuple.source)} dst=${formatAddress(tuple.destination)}`;
  const { protocol, sourcePart, destinationPart } = tuple;
  if (protocol === ICMP_PROTOCOL)
    return `${addresses} type=${destinationPart >>> 8} code=${destinationPart & 255} id=${sourcePart}`;
  if (protocol === GRE_PROTOCOL)
    return `${addresses} srckey=0x${sourcePart.toString(16)} dstkey=0x${destinationPart.toString(16)}`;
  return hasPorts(protocol) ? `${addresses} sport=${sourcePart} dport=${destinationPart}` : addresses;
}
