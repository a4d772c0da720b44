import { TCP_FLAGS } from '../../net/index.ts';
import type { Direction } from '../../model/index.ts';

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

type Cell = 'NO' | 'SS' | 'SR' | 'ES' | 'FW' | 'CW' | 'LA' | 'TW' | 'CL' | 'S2' | 'IG' | 'IV';

const CELLS: { readonly [C in Cell]: Transition } = {
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

/** Columns are the states in the order of TCP_STATES; from tcp_conntracks of nf_conntrack_proto_tcp.c. */
const ROWS: { readonly [D in Direction]: { readonly [K in SegmentKind]: string } } = {
  original: {
    //          NO SS SR ES FW CW LA TW CL S2
    // Opens, is sent again, or reopens what is closed; else perhaps a connection that this host lost sight of.
    SYN: 'SS SS IG IG IG IG IG SS SS S2',
    // The opener answers only in a simultaneous open.
    'SYN/ACK': 'IV IV SR IV IV IV IV IV IV SR',
    FIN: 'IV IV FW FW LA LA LA TW CL IV',
    // Without an entry: a connection older than this host's memory (nf_conntrack_tcp_loose).
    ACK: 'ES IV ES ES CW CW TW TW CL IV',
    RST: 'IV CL CL CL CL CL CL CL CL CL',
    none: 'IV IV IV IV IV IV IV IV IV IV',
  },
  reply: {
    // Simultaneous open; after TIME_WAIT the server may open a new one.
    SYN: 'IV S2 IV IV IV IV IV SS IV S2',
    'SYN/ACK': 'IV SR IG IG IG IG IG IG IG SR',
    FIN: 'IV IV FW FW LA LA LA TW CL IV',
    // In SYN_SENT: a challenge ACK to a SYN that the server took for an old connection's.
    ACK: 'IV IG SR ES CW CW TW TW CL IG',
    RST: 'IV CL CL CL CL CL CL CL CL CL',
    none: 'IV IV IV IV IV IV IV IV IV IV',
  },
};

const isCell = (text: string): text is Cell => text in CELLS;

function parseRow(row: string): readonly Transition[] {
  return row.split(' ').map((cell) => {
    if (!isCell(cell)) throw new Error(`not a cell of the TCP table: ${cell}`);
    return CELLS[cell];
  });
}

const parseTable = (rows: { readonly [K in SegmentKind]: string }): {
  readonly [K in SegmentKind]: readonly Transition[];
} => ({
  SYN: parseRow(rows.SYN),
  'SYN/ACK': parseRow(rows['SYN/ACK']),
  FIN: parseRow(rows.FIN),
  ACK: parseRow(rows.ACK),
  RST: parseRow(rows.RST),
  none: parseRow(rows.none),
});

const TABLE = { original: parseTable(ROWS.original), reply: parseTable(ROWS.reply) };

export const tcpTransition = (direction: Direction, kind: SegmentKind, state: TcpStateName): Transition =>
  TABLE[direction][kind][TCP_STATES.indexOf(state)] ?? 'invalid';

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
