import type { CounterCondition, SetQuery } from '../model/index.ts';
import type { ElementOptions, Member, SetFault, SetHeader, SkbInfo } from './element.ts';

/** ip_set_timeout_expired: an element lives through the tick it expires in. */
export const isExpired = ({ expires }: Member, now: number): boolean => expires !== null && now > expires;

/** Seconds left as the kernel reports them: rounded down, but never 0, which stands for ever. */
export function secondsLeft({ expires }: Member, now: number): number {
  return expires === null ? 0 : Math.max(1, Math.floor((expires - now) / 1000));
}

/** ip_set_get_extensions: what the set was not created with is refused. */
export function refuseExtensions(header: SetHeader, options: ElementOptions): SetFault | null {
  if (options.timeout !== undefined && header.timeout === null) return 'timeout';
  if ((options.packets !== undefined || options.bytes !== undefined) && !header.counters) return 'counters';
  if (options.comment !== undefined && !header.comment) return 'comment';
  const hasInfo = options.mark !== undefined || options.priority !== undefined || options.queue !== undefined;
  return hasInfo && !header.skbInfo ? 'skbinfo' : null;
}

export function expiryOf(header: SetHeader, timeout: number | undefined, now: number): number | null {
  const seconds = timeout ?? header.timeout;
  return seconds === null || seconds === 0 ? null : now + seconds * 1000;
}

const skbInfoOf = ({ mark, priority, queue }: ElementOptions): SkbInfo | null =>
  mark === undefined && priority === undefined && queue === undefined
    ? null
    : { mark: mark?.value ?? 0, markMask: mark?.mask ?? 0, priority: priority ?? 0, queue: queue ?? 0 };

export const newMember = (
  element: Member['element'],
  header: SetHeader,
  options: ElementOptions,
  now: number,
): Member => ({
  element,
  expires: expiryOf(header, options.timeout, now),
  packets: options.packets ?? 0n,
  bytes: options.bytes ?? 0n,
  comment: options.comment ?? '',
  skbInfo: header.skbInfo ? skbInfoOf(options) : null,
  nomatch: options.nomatch === true,
  wildcard: options.wildcard === true,
});

/** Adding again with -exist: counters stay unless they are given, all else is as in the new element. */
export function overwriteMember(member: Member, header: SetHeader, options: ElementOptions, now: number): void {
  const fresh = newMember(member.element, header, options, now);
  member.expires = fresh.expires;
  if (options.packets !== undefined) member.packets = options.packets;
  if (options.bytes !== undefined) member.bytes = options.bytes;
  member.comment = fresh.comment;
  member.skbInfo = fresh.skbInfo;
  member.nomatch = fresh.nomatch;
}

function holds(counter: bigint, condition: CounterCondition | null | undefined): boolean {
  if (condition === null || condition === undefined) return true;
  switch (condition.operator) {
    case 'eq':
      return counter === condition.value;
    case 'ne':
      return counter !== condition.value;
    case 'lt':
      return counter < condition.value;
    case 'gt':
      return counter > condition.value;
  }
}

/** ip_set_match_extensions: counts the packet first, then compares the counters. */
export function matchCounters(header: SetHeader, member: Member, query: SetQuery): boolean {
  if (!header.counters) return true;
  if (query.keepCounters !== true) {
    member.packets += 1n;
    member.bytes += BigInt(query.packet.bytes.length);
  }
  return holds(member.packets, query.packets) && holds(member.bytes, query.bytes);
}
