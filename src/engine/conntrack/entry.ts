import type { ConntrackEntry, ConntrackStatus, Direction, Tuple } from '../model/index.ts';
import type { SctpState } from './trackers/sctp-states.ts';
import type { TcpState } from './trackers/tcp-states.ts';

/** Private state of each tracker; `name` is what conntrack -L prints, '' for protocols without states. */
export type ProtocolState =
  | TcpState
  | SctpState
  /** Until `streamAfter` (ticks) a flow counts as question and answer, afterwards as a stream. */
  | { readonly kind: 'udp'; name: ''; streamAfter: number }
  | { readonly kind: 'stateless'; name: '' };

/** How far the sequence numbers of one direction are shifted (struct nf_ct_seqadj). */
export interface SequenceAdjustment {
  /** Sequence number of the last segment whose length changed. */
  position: number;
  /** Shift up to and including `position`, and behind it. */
  before: number;
  after: number;
}

/** What this room keeps on an entry besides what others see. */
export interface Entry extends ConntrackEntry {
  protocolState: ProtocolState;
  /** Length in ms that the timer was last set to. */
  timeout: number;
  /** Instant that the expiry queue holds for it. */
  queuedUntil: number;
  /** Live entries that it is master of. */
  children: number;
  /** nf_ct_seqadj: null until NAT changes the length of a payload. */
  sequence: { readonly original: SequenceAdjustment; readonly reply: SequenceAdjustment } | null;
  /** Private state of its helper (nfct_help_data). */
  helperState: unknown;
}

export const opposite = (direction: Direction): Direction => (direction === 'original' ? 'reply' : 'original');

/** The entry with this room's own fields; every entry there is was made here. */
export function own(entry: ConntrackEntry): Entry {
  if (!isOwn(entry)) throw new Error(`entry ${entry.id} was not made by this connection tracker`);
  return entry;
}

const isOwn = (entry: ConntrackEntry): entry is Entry => 'queuedUntil' in entry;

const noStatus = (): ConntrackStatus => ({
  expected: false,
  seenReply: false,
  assured: false,
  confirmed: false,
  sourceNat: false,
  destinationNat: false,
  sourceNatDone: false,
  destinationNatDone: false,
  dying: false,
  fixedTimeout: false,
  sequenceAdjust: false,
});

export interface NewEntry {
  readonly id: number;
  readonly original: Tuple;
  readonly reply: Tuple;
  readonly zone: { readonly original: number; readonly reply: number };
  readonly created: number;
  readonly accounting: boolean;
  readonly labelling?: boolean | undefined;
}

/** An unconfirmed entry (nf_conntrack_alloc). */
export function createEntry({ id, original, reply, zone, created, accounting, labelling }: NewEntry): Entry {
  return {
    id,
    original,
    reply,
    zone: { ...zone },
    status: noStatus(),
    mark: 0,
    expires: 0,
    created,
    counters: accounting ? { original: { packets: 0, bytes: 0 }, reply: { packets: 0, bytes: 0 } } : null,
    protocolState: { kind: 'stateless', name: '' },
    helper: null,
    master: null,
    labels: labelling === true ? new Set() : null,
    masqueradeDevice: null,
    timeout: 0,
    queuedUntil: Infinity,
    children: 0,
    sequence: null,
    helperState: null,
  };
}

const NO_TUPLE: Tuple = { source: 0, destination: 0, protocol: 0, sourcePart: 0, destinationPart: 0 };

/** What the CT target attaches until the tracker has seen the packet: rules of raw take it for a new connection (nf_ct_tmpl_alloc). */
export function createTemplate(): Entry {
  const zone = { original: 0, reply: 0 };
  const template = createEntry({ id: 0, original: NO_TUPLE, reply: NO_TUPLE, zone, created: 0, accounting: false });
  template.status.confirmed = true;
  return template;
}
