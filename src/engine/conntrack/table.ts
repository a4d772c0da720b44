import type { Direction, Tuple } from '../model/index.ts';
import { equalTuples, hashTuple } from './tuple.ts';
import type { Entry } from './entry.ts';

/** Zone of each direction: equal unless a template set only one. */
export interface ZonePair {
  readonly original: number;
  readonly reply: number;
}

export const bothZones = (zone: number): ZonePair => ({ original: zone, reply: zone });

/** One direction of a confirmed entry (struct nf_conntrack_tuple_hash). */
export interface Found {
  readonly entry: Entry;
  readonly direction: Direction;
}

export interface ConntrackTable {
  readonly size: number;
  insert(entry: Entry): void;
  remove(entry: Entry): void;
  /** A tuple is the same only in the zone of its direction (nf_ct_key_equal); it also lies where that zone's tuples do, by `hashed` or by the original zone first (nf_conntrack_find_get). */
  find(tuple: Tuple, zone: ZonePair, hashed?: Direction): Found | null;
  /**
   * Would an entry with this reply tuple clash (nf_conntrack_tuple_taken)? An entry with the very same original tuple is the same
   * flow and does not count.
   */
  isTaken(reply: Tuple, ignoring: Entry): boolean;
  /** Entries whose opener has this source and protocol and whose source was bound, the newest first (nf_nat_bysource). */
  withSource(tuple: Tuple, zone: number): readonly Entry[];
  entries(): Iterable<Entry>;
}

/** Confirmed entries, found by the tuple of either direction. */
export function createTable(): ConntrackTable {
  const buckets = new Map<number, Found[]>();
  const all = new Map<number, Entry>();
  const bySource = new Map<number, Entry[]>();

  const add = (entry: Entry, direction: Direction): void => {
    const hash = hashTuple(entry[direction]);
    const bucket = buckets.get(hash);
    if (bucket === undefined) buckets.set(hash, [{ entry, direction }]);
    else bucket.push({ entry, direction });
  };

  const drop = (entry: Entry, direction: Direction): void => {
    const hash = hashTuple(entry[direction]);
    const rest = (buckets.get(hash) ?? []).filter((node) => node.entry !== entry || node.direction !== direction);
    if (rest.length === 0) buckets.delete(hash);
    else buckets.set(hash, rest);
  };

  return {
    get size() {
      return all.size;
    },
    insert(entry) {
      add(entry, 'original');
      add(entry, 'reply');
      all.set(entry.id, entry);
      if (!entry.status.sourceNatDone) return;
      const hash = hashSource(entry.original);
      const bucket = bySource.get(hash);
      if (bucket === undefined) bySource.set(hash, [entry]);
      else bucket.push(entry);
    },
    remove(entry) {
      if (!all.delete(entry.id)) return;
      drop(entry, 'original');
      drop(entry, 'reply');
      const hash = hashSource(entry.original);
      const rest = (bySource.get(hash) ?? []).filter((other) => other !== entry);
      if (rest.length === 0) bySource.delete(hash);
      else bySource.set(hash, rest);
    },
    find(tuple, zone, hashed) {
      // The latest first: whoever talks to itself is found as the answer, whose tuple went in last (hlist_nulls_add_head_rcu).
      const bucket = buckets.get(hashTuple(tuple)) ?? [];
      const among = (side: Direction): Found | null =>
        bucket.findLast((node) => isKey(node, tuple, zone, side)) ?? null;
      if (hashed !== undefined) return among(hashed);
      return among('original') ?? (zone.original === zone.reply ? null : among('reply'));
    },
    isTaken(reply, ignoring) {
      return (buckets.get(hashTuple(reply)) ?? []).some(
        (node) =>
          node.entry !== ignoring && isKey(node, reply, ignoring.zone, 'reply') && !isSameFlow(node.entry, ignoring),
      );
    },
    withSource: (tuple, zone) =>
      (bySource.get(hashSource(tuple)) ?? [])
        .filter((entry) => isSameSource(entry.original, tuple) && entry.zone.original === zone)
        .toReversed(),
    entries: () => all.values(),
  };
}

const isKey = ({ entry, direction }: Found, tuple: Tuple, zone: ZonePair, hashed: Direction): boolean =>
  entry.zone[direction] === zone[direction] &&
  entry.zone[direction] === zone[hashed] &&
  equalTuples(entry[direction], tuple);

const isSameFlow = (a: Entry, b: Entry): boolean =>
  a.zone.original === b.zone.original && equalTuples(a.original, b.original);

/** Both tuples and zones are the same (nf_ct_match). */
export const isSameConnection = (a: Entry, b: Entry): boolean =>
  isSameFlow(a, b) && a.zone.reply === b.zone.reply && equalTuples(a.reply, b.reply);

const hashSource = ({ source, protocol, sourcePart }: Tuple): number =>
  hashTuple({ source, destination: 0, protocol, sourcePart, destinationPart: 0 });

const isSameSource = (a: Tuple, b: Tuple): boolean =>
  a.source === b.source && a.protocol === b.protocol && a.sourcePart === b.sourcePart;
