import type { Packet } from './packet.ts';

/** A comparison of an element's counter, as `--packets-lt 5` asks it. */
export interface CounterCondition {
  readonly operator: 'eq' | 'ne' | 'lt' | 'gt';
  readonly value: bigint;
}

/** What a rule asks of a set about a packet (struct ip_set_adt_opt). */
export interface SetQuery {
  readonly packet: Packet;
  /** One per dimension of the set's type: does it take the packet's source? */
  readonly fromSource: readonly boolean[];
  readonly inDevice: string;
  readonly outDevice: string;
  readonly transportOffset: number;
  /** Units of 8 bytes; later fragments have no ports. */
  readonly fragmentOffset: number;
  /** --return-nomatch: only elements flagged `nomatch` count. */
  readonly returnNomatch?: boolean;
  /** ! --update-counters */
  readonly keepCounters?: boolean;
  /** ! --update-subcounters: those of the sets that are members of a list:set. */
  readonly keepSubCounters?: boolean;
  readonly packets?: CounterCondition | null;
  readonly bytes?: CounterCondition | null;
}

/** What an element of a set with skbinfo maps a packet to. `queue` is not modelled further than this. */
export interface SetMapping {
  readonly mark: number;
  readonly markMask: number;
  readonly priority: number;
  readonly queue: number;
}

export interface SetAnswer {
  readonly found: boolean;
  /** Null where nothing was found, or the set has no skbinfo. */
  readonly mapping: SetMapping | null;
}

export interface SetAddition {
  /** Seconds, 0 for ever; null takes the set's default. */
  readonly timeout: number | null;
  /** --exist: an element that is there already gets its timeout and counters anew. */
  readonly exist: boolean;
}

/** What rules may do with ipsets: ip_set_test, ip_set_add, ip_set_del. A set that does not exist holds nothing. */
export interface PacketSets {
  test(name: string, query: SetQuery): SetAnswer;
  add(name: string, query: SetQuery, addition: SetAddition): void;
  delete(name: string, query: SetQuery): void;
}
