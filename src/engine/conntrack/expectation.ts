import { formatAddress } from '../net/index.ts';
import type { ConntrackEntry, Environment, Expectation, ExpectationDraft, Tuple } from '../model/index.ts';
import { setting } from './tracker.ts';
import type { ZonePair } from './table.ts';

/** How many a helper may expect at once, and for how long in ms (struct nf_conntrack_expect_policy). */
export interface ExpectationPolicy {
  readonly most: number;
  readonly timeout: number;
}

export interface ExpectationTable {
  add(draft: ExpectationDraft, policy: ExpectationPolicy): 'expected' | 'busy' | 'full';
  /** The expectation that a new connection fulfils, taken out of the table (nf_ct_find_expectation). */
  take(tuple: Tuple, zone: ZonePair): Expectation | null;
  removeOf(master: ConntrackEntry): void;
  collect(): void;
  list(): readonly Expectation[];
}

export function createExpectations(environment: Environment): ExpectationTable {
  let live: Expectation[] = [];
  let lastId = 0;

  const collect = (): void => {
    const now = environment.now();
    if (live.some(({ expires }) => expires <= now)) live = live.filter(({ expires }) => expires > now);
  };

  return {
    add(draft, policy) {
      collect();
      const others = live.filter((expectation) => !isSame(expectation, draft));
      if (others.some((expectation) => doClash(expectation, draft))) return 'busy';
      live = evictOldest(others, draft.master, policy.most);
      if (live.length >= setting(environment, 'expect_max')) {
        environment.printk(4, 'nf_conntrack: nf_conntrack: expectation table full');
        return 'full';
      }
      lastId += 1;
      live.push({ ...draft, id: lastId, expires: environment.now() + policy.timeout, permanent: false });
      return 'expected';
    },
    take(tuple, zone) {
      if (live.length === 0) return null;
      collect();
      const found = live.find((expectation) => isFulfilledBy(expectation, tuple) && isInZone(expectation.master, zone));
      if (found === undefined || !found.master.status.confirmed || found.master.status.dying) return null;
      if (!found.permanent) live = live.filter((expectation) => expectation !== found);
      return found;
    },
    removeOf(master) {
      if (live.length > 0) live = live.filter((expectation) => expectation.master !== master);
    },
    collect,
    list: () => live,
  };
}

/** Room for one more of the same master: the oldest gives way. */
function evictOldest(live: readonly Expectation[], master: ConntrackEntry, most: number): Expectation[] {
  const own = live.filter((expectation) => expectation.master === master);
  const surplus = new Set(own.slice(0, Math.max(0, own.length - most + 1)));
  return live.filter((expectation) => !surplus.has(expectation));
}

const isInZone = ({ zone }: ConntrackEntry, other: ZonePair): boolean =>
  zone.original === other.original && zone.reply === other.reply;

const isFulfilledBy = ({ tuple: expected, mask }: Expectation, tuple: Tuple): boolean =>
  tuple.protocol === expected.protocol &&
  tuple.destination === expected.destination &&
  tuple.destinationPart === expected.destinationPart &&
  ((tuple.source ^ expected.source) & mask.source) === 0 &&
  ((tuple.sourcePart ^ expected.sourcePart) & mask.sourcePart) === 0;

const isSame = (a: Expectation, b: ExpectationDraft): boolean =>
  a.master === b.master &&
  a.mask.source === b.mask.source &&
  a.mask.sourcePart === b.mask.sourcePart &&
  isFulfilledBy(a, b.tuple);

function doClash(a: Expectation, b: ExpectationDraft): boolean {
  const mask = { source: a.mask.source & b.mask.source, sourcePart: a.mask.sourcePart & b.mask.sourcePart };
  return isInZone(a.master, b.master.zone) && isFulfilledBy({ ...a, mask }, b.tuple);
}

/** A line of `conntrack -L expect`. */
export function expectationLine({ tuple, mask, master, helper, expires }: Expectation, now: number): string {
  const seconds = Math.max(0, Math.floor((expires - now) / 1000));
  return [
    `${seconds} proto=${tuple.protocol} src=${formatAddress(tuple.source)} dst=${formatAddress(tuple.destination)}`,
    `sport=${tuple.sourcePart} dport=${tuple.destinationPart}`,
    `mask-src=${formatAddress(mask.source)} mask-dst=255.255.255.255 sport=${mask.sourcePart} dport=65535`,
    `master-src=${formatAddress(master.original.source)} master-dst=${formatAddress(master.original.destination)}`,
    `sport=${master.original.sourcePart} dport=${master.original.destinationPart} class=0 helper=${helper}`,
  ].join(' ');
}
