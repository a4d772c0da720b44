/** Sequence numbers from `left` to before `right`. */
export interface Block {
  readonly left: number;
  readonly right: number;
}

/** What lies in memory: `room` bytes more fit behind it. */
export interface Piece extends Block {
  readonly memory: number;
  readonly room: number;
}

export const isAfter = (a: number, b: number): boolean => ((a - b) | 0) > 0;
const later = (a: number, b: number): number => (isAfter(a, b) ? a : b);
const earlier = (a: number, b: number): number => (isAfter(a, b) ? b : a);

const areTouching = (a: Block, b: Block): boolean => !isAfter(a.left, b.right) && !isAfter(b.left, a.right);
const union = (a: Block, b: Block): Block => ({ left: earlier(a.left, b.left), right: later(a.right, b.right) });

/** The block in front, merged with those that it touches (tcp_sack_new_ofo_skb). */
export function noteBlock(blocks: readonly Block[], added: Block): readonly Block[] {
  let merged = added;
  const others: Block[] = [];
  for (const block of blocks) {
    if (areTouching(block, merged)) merged = union(merged, block);
    else others.push(block);
  }
  return [merged, ...others];
}

/** The stretches that came twice, as one where they touch, else the first (tcp_dsack_extend). */
const extend = (duplicate: Block | null, added: Block): Block =>
  duplicate === null ? added : areTouching(duplicate, added) ? union(duplicate, added) : duplicate;

export interface Insertion {
  readonly pieces: readonly Piece[];
  /** Stretch to be told as a duplicate, or null. */
  readonly duplicate: Block | null;
  /** Memory that is taken, or given back where negative. */
  readonly memory: number;
  /** All of it was there. */
  readonly dropped: boolean;
}

/** tcp_data_queue_ofo: a piece that came out of order among those before it, by `left`. */
export function insertAhead(pieces: readonly Piece[], added: Piece, told: Block | null): Insertion {
  const length = (added.right - added.left) >>> 0;
  const before = pieces.filter((piece) => !isAfter(piece.left, added.left));
  const after = pieces.filter((piece) => isAfter(piece.left, added.left));
  const last = before.at(-1);
  let duplicate = told;
  if (last !== undefined && isAfter(last.right, added.left)) {
    if (!isAfter(added.right, last.right))
      return { pieces, duplicate: { left: added.left, right: added.right }, memory: 0, dropped: true };
    if (last.left === added.left) {
      before.pop();
      duplicate = extend(duplicate, last);
      return mergeRight(before, added, after, { duplicate, memory: added.memory - last.memory });
    }
    duplicate = { left: added.left, right: last.right };
  } else if (last?.right === added.left && length <= last.room) {
    const joined = { ...last, right: added.right, room: last.room - length };
    return { pieces: [...before.slice(0, -1), joined, ...after], duplicate, memory: 0, dropped: false };
  }
  return mergeRight(before, added, after, { duplicate, memory: added.memory });
}

function mergeRight(
  before: readonly Piece[],
  added: Piece,
  after: readonly Piece[],
  { duplicate, memory }: Pick<Insertion, 'duplicate' | 'memory'>,
): Insertion {
  let [told, taken] = [duplicate, memory];
  const rest: Piece[] = [];
  for (const piece of after) {
    if (!isAfter(added.right, piece.left)) rest.push(piece);
    else if (isAfter(piece.right, added.right)) {
      told = extend(told, { left: piece.left, right: added.right });
      rest.push(piece);
    } else {
      told = extend(told, piece);
      taken -= piece.memory;
    }
  }
  return { pieces: [...before, added, ...rest], duplicate: told, memory: taken, dropped: false };
}

/** tcp_ofo_queue: pieces that now follow what came in order; `drop` and `join` are told of each. */
export function drainAhead(
  pieces: readonly Piece[],
  from: number,
  told: Block | null,
  { drop, join }: { drop(piece: Piece): void; join(piece: Piece, follows: boolean): void },
): { readonly expected: number; readonly pieces: readonly Piece[]; readonly duplicate: Block | null } {
  let [expected, duplicate] = [from, told];
  for (const [at, piece] of pieces.entries()) {
    if (isAfter(piece.left, expected)) return { expected, pieces: pieces.slice(at), duplicate };
    if (isAfter(from, piece.left))
      duplicate = extend(duplicate, { left: piece.left, right: earlier(piece.right, from) });
    if (!isAfter(piece.right, expected)) drop(piece);
    else {
      join(piece, piece.left === expected);
      expected = piece.right;
    }
  }
  return { expected, pieces: [], duplicate };
}
