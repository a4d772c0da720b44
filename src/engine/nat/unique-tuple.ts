import { ICMP_PROTOCOL, TCP_PROTOCOL, UDPLITE_PROTOCOL, UDP_PROTOCOL } from '../net/index.ts';
import type { Conntrack, ConntrackEntry, Environment, NatRange, Tuple } from '../model/index.ts';
import { chooseAddress } from './address-choice.ts';
import type { Manip } from './manip.ts';
import { equalTuples } from './tuples.ts';

const GRE = 47;
const SCTP = 132;

/** Protocols with a part that can be changed (nf_nat_l4proto_unique_tuple). */
const WITH_PORTS: ReadonlySet<number> = new Set([TCP_PROTOCOL, UDP_PROTOCOL, UDPLITE_PROTOCOL, SCTP]);

const MOST_ATTEMPTS = 128;
const FEWEST_ATTEMPTS = 16;
/** With so few attempts left, a closed connection is given up for its port (NF_NAT_HARDER_THRESH). */
const LAST_ATTEMPTS = MOST_ATTEMPTS / 4;

/** What a choice is made for and with. */
export interface Choice {
  readonly environment: Environment;
  readonly conntrack: Conntrack;
  readonly entry: ConntrackEntry;
  readonly range: NatRange;
  readonly manip: Manip;
}

/**
 * The tuple that packets of the opener are to have after the manip, if possible one whose answers no other connection gets
 * (get_unique_tuple). If there is none the last one tried: its packet is dropped at confirmation.
 */
export function chooseTuple(choice: Choice, current: Tuple): Tuple {
  const { entry, range, manip } = choice;
  const isRandom = range.random || range.randomFully;
  if (manip === 'source' && !isRandom) {
    if (isInRange(current, range)) {
      if (!isUsed(choice, current) || isReverse(choice, current)) return current;
    } else {
      const mapped = findMapping(choice, current);
      if (mapped !== null && !isUsed(choice, mapped)) return mapped;
    }
  }
  const tuple = chooseAddress(current, range, manip, entry.zone.original || entry.zone.reply);
  return !isRandom && keepsPart(choice, tuple) ? tuple : searchPart(choice, tuple);
}

/** Would another connection get the answers (nf_nat_used_tuple)? */
function isUsed({ conntrack, entry }: Choice, tuple: Tuple): boolean {
  const reply = conntrack.invert(tuple);
  return reply !== null && conntrack.isTaken(reply, entry.zone.original, entry);
}

/** Is it used only by the same flow seen from its other end, without NAT? Then another port would part them (nf_nat_used_tuple_new). */
function isReverse({ conntrack, entry }: Choice, tuple: Tuple): boolean {
  const reply = conntrack.invert(tuple);
  const zone = entry.zone.original;
  const found = conntrack.find(tuple, zone) ?? (reply && conntrack.find(reply, zone));
  if (found?.direction !== 'reply') return false;
  const other = found.entry;
  if (other.status.sourceNat || other.status.destinationNat || other.status.sequenceAdjust) return false;
  return equalTuples(other.original, entry.reply) && equalTuples(other.reply, entry.original);
}

/** nf_nat_used_tuple_harder. */
function isUsedAtLast(choice: Choice, tuple: Tuple, attemptsLeft: number): boolean {
  if (!isUsed(choice, tuple)) return false;
  if (attemptsLeft > LAST_ATTEMPTS || tuple.protocol !== TCP_PROTOCOL) return true;
  const reply = choice.conntrack.invert(tuple);
  return reply === null || !choice.conntrack.evictClosed(reply, choice.entry);
}

/** The mapping that another connection from the same address and port has already, so that a client keeps its outer address. */
function findMapping({ conntrack, entry, range }: Choice, current: Tuple): Tuple | null {
  for (const other of conntrack.findSourceMapping(current, entry.zone.original)) {
    const outer = conntrack.invert(other.reply);
    if (outer === null) continue;
    const tuple = { ...outer, destination: current.destination, destinationPart: current.destinationPart };
    if (isInRange(tuple, range)) return tuple;
  }
  return null;
}

function isInRange(tuple: Tuple, range: NatRange): boolean {
  const { addresses } = range;
  if (addresses !== null && (tuple.source < addresses.min || tuple.source > addresses.max)) return false;
  return isPartInRange(tuple, range, 'source');
}

function isPartInRange(tuple: Tuple, { ports }: NatRange, manip: Manip): boolean {
  if (ports === null || !hasPart(tuple.protocol)) return true;
  const part = tuple[partField(tuple.protocol, manip)];
  return part >= ports.min && part <= ports.max;
}

const hasPart = (protocol: number): boolean =>
  WITH_PORTS.has(protocol) || protocol === ICMP_PROTOCOL || protocol === GRE;

/** An ICMP id is the same both ways. */
const partField = (protocol: number, manip: Manip): 'sourcePart' | 'destinationPart' =>
  protocol === ICMP_PROTOCOL || manip === 'source' ? 'sourcePart' : 'destinationPart';

/** Can the port stay as it is? */
function keepsPart(choice: Choice, tuple: Tuple): boolean {
  const { ports } = choice.range;
  if (ports === null) return !isUsed(choice, tuple);
  if (ports.base !== null || !isPartInRange(tuple, choice.range, choice.manip)) return false;
  return ports.min === ports.max || !isUsed(choice, tuple);
}

interface Parts {
  readonly min: number;
  readonly size: number;
}

/** Ports that may be tried; without a range a port stays in its class (below 512, below 1024, above). Null: none may. */
function partsFor({ entry, range, manip }: Choice, tuple: Tuple): Parts | null {
  const { protocol } = tuple;
  const { ports } = range;
  const given = ports && { min: Math.min(ports.min, ports.max), size: Math.abs(ports.max - ports.min) + 1 };
  if (protocol === ICMP_PROTOCOL) return given ?? { min: 0, size: 65536 };
  if (protocol === GRE) return entry.master === null ? null : (given ?? { min: 1, size: 65535 });
  if (!WITH_PORTS.has(protocol)) return null;
  if (given !== null) return given;
  if (manip === 'destination') return null;
  if (tuple.sourcePart < 512) return { min: 1, size: 511 };
  return tuple.sourcePart < 1024 ? { min: 600, size: 424 } : { min: 1024, size: 64512 };
}

function searchPart(choice: Choice, tuple: Tuple): Tuple {
  const parts = partsFor(choice, tuple);
  if (parts === null) return tuple;
  const field = partField(tuple.protocol, choice.manip);
  let tried = tuple;
  let offset = startOffset(choice, tuple[field]);
  for (let attempts = Math.min(parts.size, MOST_ATTEMPTS); ; attempts = attempts >>> 1) {
    for (let left = attempts; left > 0; left -= 1) {
      tried = { ...tuple, [field]: parts.min + (offset % parts.size) };
      if (!isUsedAtLast(choice, tried, left)) return tried;
      offset = (offset + 1) & 0xffff;
    }
    if (attempts >= parts.size || attempts < FEWEST_ATTEMPTS) return tried;
    offset = choice.environment.random() & 0xffff;
  }
}

function startOffset({ environment, range, manip }: Choice, part: number): number {
  const base = range.ports?.base ?? null;
  if (base !== null) return (part - base) & 0xffff;
  return manip === 'source' || range.random || range.randomFully ? environment.random() & 0xffff : 0;
}
