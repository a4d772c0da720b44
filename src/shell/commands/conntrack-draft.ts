import type { ConntrackChange, ConntrackDraft, ConntrackView, Tuple } from '../../engine/index.ts';
import { leadingNumber, readAddress, readMark } from './conntrack-words.ts';
import type { Request } from './conntrack-options.ts';

const ICMP = 1;
/** Reply type of each ICMP query type, both ways. */
const ICMP_ANSWER: Readonly<Record<number, number>> = { 8: 0, 0: 8, 13: 14, 14: 13, 15: 16, 16: 15, 17: 18, 18: 17 };

function invert({ source, destination, protocol, sourcePart, destinationPart }: Tuple): Tuple {
  if (protocol !== ICMP)
    return {
      source: destination,
      destination: source,
      protocol,
      sourcePart: destinationPart,
      destinationPart: sourcePart,
    };
  const type = destinationPart >>> 8;
  const answer = ((ICMP_ANSWER[type] ?? type) << 8) | (destinationPart & 255);
  return { source: destination, destination: source, protocol, sourcePart, destinationPart: answer };
}

/** What `-I` asks for and `-G` looks up; null where the two directions do not fit (EINVAL). */
export function draftOf(request: Request): ConntrackDraft | null {
  const { given, protocol } = request;
  const number = protocol?.number ?? 0;
  const address = (name: string): number | null => {
    const text = given.get(name);
    return text === undefined ? null : readAddress(text.split('/')[0] ?? '');
  };
  const part = (name: string): number | null => {
    const text = given.get(name);
    return text === undefined ? null : leadingNumber(text) & 0xffff;
  };
  const isIcmp = number === ICMP;
  const icmpParts = {
    sourcePart: leadingNumber(given.get('query') ?? ''),
    destinationPart: ((part('type') ?? 0) << 8) | (part('code') ?? 0),
  };
  const half = (names: readonly [string, string, string, string]): Tuple | null => {
    const [source, destination] = [address(names[0]), address(names[1])];
    if (source === null || destination === null) return null;
    const parts = isIcmp ? icmpParts : { sourcePart: part(names[2]) ?? 0, destinationPart: part(names[3]) ?? 0 };
    return { source, destination, protocol: number, ...parts };
  };
  const forward = half(['src', 'dst', 'sport', 'dport']);
  const backward = half(['reply-src', 'reply-dst', 'reply-sport', 'reply-dport']);
  const hasPorts = (protocol?.pair ?? null) !== null;
  if (forward !== null && backward !== null && hasPorts && !given.has('reply-sport')) return null;
  const original = forward ?? (backward === null ? null : invert(backward));
  if (original === null) return null;
  const zone = leadingNumber(given.get('zone') ?? '');
  return {
    original,
    reply: withNat(forward === null || backward === null ? invert(original) : backward, given),
    zone: {
      original: leadingNumber(given.get('orig-zone') ?? String(zone)),
      reply: leadingNumber(given.get('reply-zone') ?? String(zone)),
    },
    ...changesOf(request)(null),
  };
}

function withNat(reply: Tuple, given: ReadonlyMap<string, string>): Tuple {
  const [source, destination] = [given.get('src-nat'), given.get('dst-nat')];
  let changed = reply;
  if (source !== undefined && source !== '') {
    const [address = '', port] = source.split(':');
    changed = {
      ...changed,
      destination: readAddress(address) ?? reply.destination,
      ...(port !== undefined && { destinationPart: Number(port) }),
    };
  }
  if (destination !== undefined && destination !== '') {
    const [address = '', port] = destination.split(':');
    changed = {
      ...changed,
      source: readAddress(address) ?? reply.source,
      ...(port !== undefined && { sourcePart: Number(port) }),
    };
  }
  return changed;
}

/** What the options set of an entry; a mark under a mask keeps the rest of the entry's. */
export function changesOf({ given }: Request): (view: ConntrackView | null) => ConntrackChange {
  const statuses = (given.get('status') ?? '').toUpperCase().split(',');
  const mark = given.get('mark');
  const timeout = given.get('timeout');
  const state = given.get('state');
  return (view) => {
    const wanted = mark === undefined ? null : readMark(mark);
    return {
      ...(wanted !== null && { mark: (((view?.mark ?? 0) & ~wanted.mask) | wanted.value) >>> 0 }),
      ...(timeout !== undefined && { timeout: leadingNumber(timeout) * 1000 }),
      ...(state !== undefined && { state }),
      ...(statuses.includes('SEEN_REPLY') && { seenReply: true }),
      ...(statuses.includes('ASSURED') && { assured: true }),
    };
  };
}
