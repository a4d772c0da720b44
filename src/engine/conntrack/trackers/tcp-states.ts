import { TCP_FLAGS } from '../../net/index.ts';
import type { Direction } from '../../model/index.ts';
import { parseStateTable } from './state-table.ts';

/** In the kernel's order (enum tcp_conntrack): TIME_WAIT and those behind it may be reopened. */
export const TCP_STATES = [
  'NONE',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
  'SYN_SENT2',
] as const;
export type TcpStateName = (typeof TCP_STATES)[number];

export const isBehindLastAck = (state: TcpStateName): boolean =>
  TCP_STATES.indexOf(state) >= TCP_STATES.indexOf('TIME_WAIT');

/** What a segment is to the tracker (enum tcp_bit_set). */
export const SEGMENT_KINDS = ['SYN', 'SYN/ACK', 'FIN', 'ACK', 'RST', 'none'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/** get_conntrack_index: RST before SYN before FIN before ACK. */
export function segmentKind(flags: number): SegmentKind {
  if (flags & TCP_FLAGS.RST) return 'RST';
  if (flags & TCP_FLAGS.SYN) return flags & TCP_FLAGS.ACK ? 'SYN/ACK' : 'SYN';
  if (flags & TCP_FLAGS.FIN) return 'FIN';
  return flags & TCP_FLAGS.ACK ? 'ACK' : 'none';
}

/** `ignore`: passes, but the entry stays as it is. `invalid`: the packet does not belong to the connection. */
export type Transition = TcpStateName | 'ignore' | 'invalid';

const CELLS: Readonly<Record<string, Transition>> = {
  NO: 'NONE',
  SS: 'SYN_SENT',
  SR: 'SYN_RECV',
  ES: 'ESTABLISHED',
  FW: 'FIN_WAIT',
  CW: 'CLOSE_WAIT',
  LA: 'LAST_ACK',
  TW: 'TIME_WAIT',
  CL: 'CLOSE',
  S2: 'SYN_SENT2',
  IG: 'ignore',
  IV: 'invalid',
};

/** tcp_conntracks of nf_conntrack_proto_tcp.c; columns in the order of TCP_STATES. */
const TABLE: { readonly [D in Direction]: ReadonlyMap<string, readonly Transition[]> } = {
  original: parseStateTable(
    `
            NO SS SR ES FW CW LA TW CL S2
    SYN     SS SS IG IG IG IG IG SS SS S2  opens, comes again, or reopens what is closed; else both ends may know more than this host
    SYN/ACK IV IV SR IV IV IV IV IV IV SR  the opener answers a SYN only when both open at once
    FIN     IV IV FW FW LA LA LA TW CL IV  the first FIN, the other side's, or one sent again
    ACK     ES IV ES ES CW CW TW TW CL IV  without an entry: a connection older than this host's memory
    RST     IV CL CL CL CL CL CL CL CL CL
    none    IV IV IV IV IV IV IV IV IV IV
    `,
    CELLS,
  ),
  reply: parseStateTable(
    `
            NO SS SR ES FW CW LA TW CL S2
    SYN     IV S2 IV IV IV IV IV SS IV S2  both open at once; after TIME_WAIT the server may open the next connection
    SYN/ACK IV SR IG IG IG IG IG IG IG SR  sent again, or the answer to a SYN that was ignored
    FIN     IV IV FW FW LA LA LA TW CL IV
    ACK     IV IG SR ES CW CW TW TW CL IG  in SYN_SENT: a challenge ACK to a SYN taken for an old connection's
    RST     IV CL CL CL CL CL CL CL CL CL
    none    IV IV IV IV IV IV IV IV IV IV
    `,
    CELLS,
  ),
};

export const tcpTransition = (direction: Direction, kind: SegmentKind, state: TcpStateName): Transition =>
  TABLE[direction].get(kind)?.[TCP_STATES.indexOf(state)] ?? 'invalid';

/** Bits of a side's `flags` (IP_CT_TCP_FLAG_*). */
export const SIDE = {
  WINDOW_SCALE: 0x01,
  SACK_PERMITTED: 0x02,
  /** This side sent the first FIN. */
  CLOSE_INIT: 0x04,
  BE_LIBERAL: 0x08,
  DATA_UNACKNOWLEDGED: 0x10,
  MAX_ACK_SET: 0x20,
  EXPECT_CHALLENGE_ACK: 0x40,
  SIMULTANEOUS_OPEN: 0x80,
} as const;

/** What one end has sent and may send (struct ip_ct_tcp_state). Sequence numbers are uint32. */
export interface TcpSide {
  /** Highest SEQ plus length sent. */
  end: number;
  /** Highest SEQ plus length that the other end's window allows. */
  maxEnd: number;
  /** Largest window announced, scaled; 0 while nothing was seen from this side. */
  maxWindow: number;
  /** Highest ACK sent. */
  maxAck: number;
  scale: number;
  flags: number;
}

export interface TcpState {
  readonly kind: 'tcp';
  name: TcpStateName;
  readonly seen: { readonly [D in Direction]: TcpSide };
  /** Of the last segment that was accepted or ignored. */
  lastDirection: Direction;
  lastKind: SegmentKind;
  lastSequence: number;
  lastAck: number;
  lastEnd: number;
  lastWindow: number;
  lastScale: number;
  lastFlags: number;
  /** Times that the same ACK segment came again in a row. */
  retransmissions: number;
}

export const newSide = (): TcpSide => ({ end: 0, maxEnd: 0, maxWindow: 0, maxAck: 0, scale: 0, flags: 0 });

export const newTcpState = (): TcpState => ({
  kind: 'tcp',
  name: 'NONE',
  seen: { original: newSide(), reply: newSide() },
  lastDirection: 'original',
  lastKind: 'none',
  lastSequence: 0,
  lastAck: 0,
  lastEnd: 0,
  lastWindow: 0,
  lastScale: 0,
  lastFlags: 0,
  retransmissions: 0,
});

/** Where a segment takes a connection. `skipWindow`: its numbers need no check. */
export interface TcpStep {
  readonly from: TcpStateName;
  readonly to: TcpStateName;
  readonly skipWindow: boolean;
}

/* As the kernel numbers them in its messages. */
export const segmentIndex = (kind: SegmentKind): number => SEGMENT_KINDS.indexOf(kind);
export const directionIndex = (direction: Direction): number => (direction === 'original' ? 0 : 1);
