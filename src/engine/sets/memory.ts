import type { Member, SetHeader } from './element.ts';
import type { IpSet } from './ip-set.ts';
import { elementKey } from './part.ts';

/** struct hbucket before its elements, and how many of those it is made for. */
const BUCKET = 32;
const BUCKET_ELEMENTS = 2;
/** struct ip_set_comment_rcu and the NUL. */
const COMMENT = 17;

/** Bytes of the extensions beside one element, each aligned to 8. */
const extensionSize = (header: SetHeader): number =>
  (header.timeout === null ? 0 : 8) + (header.counters ? 16 : 0) + (header.comment ? 8 : 0) + (header.skbInfo ? 16 : 0);

const alignedTo = (size: number, unit: number): number => Math.ceil(size / unit) * unit;
const commentsOf = (members: readonly Member[]): number =>
  members.reduce((sum, { comment }) => sum + (comment === '' ? 0 : comment.length + COMMENT), 0);

function bitmapSize({ header, type }: IpSet): number {
  const { from, to } = header.range ?? { from: 0, to: -1 };
  const elements = (to - from + 1) / 2 ** (32 - (header.netmask ?? 32));
  return (
    type.memory.base + alignedTo(Math.ceil(elements / 8), 8) + elements * (type.memory.element + extensionSize(header))
  );
}

/** Elements per bucket: the device of hash:net,iface is not hashed, so a network's elements share one. */
function bucketsOf({ type }: IpSet, members: readonly Member[]): readonly number[] {
  if (!type.operands.includes('iface')) return members.map(() => 1);
  const counts = new Map<string | number, number>();
  for (const { element } of members)
    counts.set(elementKey(element.slice(0, 1)), (counts.get(elementKey(element.slice(0, 1))) ?? 0) + 1);
  return [...counts.values()];
}

/**
 * "Size in memory" of a 64-bit kernel. Of a hash it depends on which elements share a bucket, that is on the random initval: here none do,
 * and the hash does not grow.
 */
export function memoryOf(set: IpSet, now: number): number {
  const members = set.members(now);
  const { method, memory } = set.type;
  const extensions = extensionSize(set.header);
  switch (method) {
    case 'bitmap':
      return bitmapSize(set) + commentsOf(members);
    case 'list':
      return memory.base + members.length * (memory.element + extensions) + commentsOf(members);
    case 'hash': {
      const element = extensions === 0 ? memory.element : alignedTo(memory.element, 8) + extensions;
      return (
        memory.base +
        bucketsOf(set, members).reduce(
          (sum, count) => sum + alignedTo(BUCKET + alignedTo(count, BUCKET_ELEMENTS) * element, 8),
          0,
        ) +
        commentsOf(members)
      );
    }
  }
}
