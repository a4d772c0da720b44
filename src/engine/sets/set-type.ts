import type { OperandKind } from './operand.ts';

export type CreateOption =
  | 'family'
  | 'hashsize'
  | 'maxelem'
  | 'netmask'
  | 'bitmask'
  | 'markmask'
  | 'timeout'
  | 'counters'
  | 'comment'
  | 'forceadd'
  | 'skbinfo'
  | 'bucketsize'
  | 'initval'
  | 'range'
  | 'size';

/** A type of sets: what its elements are made of and what `create` and `add` take. One row per type in types.ts. */
export interface SetType {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly revision: number;
  readonly method: 'bitmap' | 'hash' | 'list';
  readonly operands: readonly OperandKind[];
  /** Dimensions that a rule's src,dst list must cover. */
  readonly dimensions: number;
  readonly createOptions: readonly CreateOption[];
  /** Header words in ipset's order. */
  readonly header: readonly CreateOption[];
  /** A plain address may stand for its dimension (bitmap:ip,mac). */
  readonly optionalLast?: boolean;
  readonly takesNomatch?: boolean;
  readonly takesWildcard?: boolean;
  /** A prefix of length 0 is allowed (hash:net,iface). */
  readonly takesZeroPrefix?: boolean;
  /** How 0.0.0.0 is refused where it cannot begin an element (hash:ip, hash:ip,port). */
  readonly refusesZero?: 'null-element' | 'invalid';
  /** `test` takes a range and asks for its first address (hash:ip). */
  readonly testsRanges?: boolean;
  /** Bytes that the kernel counts on a 64-bit machine for the empty set and for one element without extensions. */
  readonly memory: { readonly base: number; readonly element: number };
}
