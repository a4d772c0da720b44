/** One dimension of an element. Addresses are host-order uint32; a plain address has length 32. */
export type Part =
  | { readonly kind: 'net'; readonly address: number; readonly length: number }
  | { readonly kind: 'port'; readonly protocol: number; readonly port: number }
  | { readonly kind: 'number'; readonly port: number }
  /** Twelve hex digits in capitals; '' where bitmap:ip,mac has none yet. */
  | { readonly kind: 'mac'; readonly mac: string }
  | { readonly kind: 'mark'; readonly mark: number }
  | { readonly kind: 'iface'; readonly device: string; readonly physical: boolean }
  | { readonly kind: 'set'; readonly name: string };

export type Element = readonly Part[];

/** skbinfo of an element. */
export interface SkbInfo {
  readonly mark: number;
  readonly markMask: number;
  /** major << 16 | minor */
  readonly priority: number;
  readonly queue: number;
}

/** What may stand beside an element in `add`: undefined where nothing was said. */
export interface ElementOptions {
  readonly timeout?: number;
  readonly packets?: bigint;
  readonly bytes?: bigint;
  readonly comment?: string;
  readonly mark?: { readonly value: number; readonly mask: number };
  readonly priority?: number;
  readonly queue?: number;
  readonly nomatch?: boolean;
  readonly wildcard?: boolean;
  readonly before?: string;
  readonly after?: string;
}

/** An element that is in a set, with its extensions. */
export interface Member {
  element: Element;
  /** Virtual instant in ms, null for ever. */
  expires: number | null;
  packets: bigint;
  bytes: bigint;
  comment: string;
  skbInfo: SkbInfo | null;
  nomatch: boolean;
  readonly wildcard: boolean;
}

/** What a set was created with. Which of them count depends on the type. */
export interface SetHeader {
  readonly hashSize: number;
  readonly maxElements: number;
  readonly netmask: number | null;
  /** A mask that need not be contiguous (hash:ip, hash:ip,port, hash:net,net). */
  readonly bitmask: number | null;
  readonly markMask: number;
  readonly bucketSize: number;
  readonly initval: number;
  /** bitmap types: both inclusive. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** list:set: how many were announced. The kernel grows beyond it. */
  readonly size: number;
  /** Seconds, 0 for ever; null: without timeouts. */
  readonly timeout: number | null;
  readonly counters: boolean;
  readonly comment: boolean;
  readonly skbInfo: boolean;
  readonly forceAdd: boolean;
}

/** The kernel's refusals (enum ipset_errno and those of the types), told by ipset in `messages.ts`. */
export type SetFault =
  | 'exists'
  | 'missing'
  | 'out-of-range'
  | 'full'
  | 'null-element'
  | 'invalid'
  | 'invalid-cidr'
  | 'whole-range'
  | 'invalid-protocol'
  | 'timeout'
  | 'counters'
  | 'comment'
  | 'skbinfo'
  | 'no-such-member-set'
  | 'list-in-list'
  | 'no-such-reference'
  | 'reference-not-member';
