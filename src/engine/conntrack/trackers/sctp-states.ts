import type { Direction } from '../../model/index.ts';

/** In the kernel's order (enum sctp_conntrack). */
export const SCTP_STATES = [
  'NONE',
  'CLOSED',
  'COOKIE_WAIT',
  'COOKIE_ECHOED',
  'ESTABLISHED',
  'SHUTDOWN_SENT',
  'SHUTDOWN_RECD',
  'SHUTDOWN_ACK_SENT',
  'HEARTBEAT_SENT',
] as const;
export type SctpStateName = (typeof SCTP_STATES)[number];

/** Chunk types that matter here (RFC 9260 section 3.2). */
export const CHUNK = {
  DATA: 0,
  INIT: 1,
  INIT_ACK: 2,
  HEARTBEAT: 4,
  HEARTBEAT_ACK: 5,
  ABORT: 6,
  SHUTDOWN: 7,
  SHUTDOWN_ACK: 8,
  ERROR: 9,
  COOKIE_ECHO: 10,
  COOKIE_ACK: 11,
  SHUTDOWN_COMPLETE: 14,
} as const;

type Cell = 'NO' | 'CL' | 'CW' | 'CE' | 'ES' | 'SS' | 'SR' | 'SA' | 'HS' | 'IV';

const CELLS: { readonly [C in Cell]: SctpStateName | null } = {
  NO: 'NONE',
  CL: 'CLOSED',
  CW: 'COOKIE_WAIT',
  CE: 'COOKIE_ECHOED',
  ES: 'ESTABLISHED',
  SS: 'SHUTDOWN_SENT',
  SR: 'SHUTDOWN_RECD',
  SA: 'SHUTDOWN_ACK_SENT',
  HS: 'HEARTBEAT_SENT',
  IV: null,
};

/** Columns are the states in the order of SCTP_STATES; from sctp_conntracks of nf_conntrack_proto_sctp.c. */
const ROWS: { readonly [D in Direction]: readonly (readonly [number, string])[] } = {
  original: [
    //                          NO CL CW CE ES SS SR SA HS
    [CHUNK.INIT, 'CL CL CW CE ES CL CL SA CW'],
    [CHUNK.INIT_ACK, 'CL CL CW CE ES SS SR SA CL'],
    [CHUNK.ABORT, 'CL CL CL CL CL CL CL CL CL'],
    [CHUNK.SHUTDOWN, 'CL CL CW CE SS SS SR SA CL'],
    [CHUNK.SHUTDOWN_ACK, 'SA CL CW CE ES SA SA SA SA'],
    [CHUNK.ERROR, 'CL CL CW CE ES SS SR SA CL'],
    [CHUNK.COOKIE_ECHO, 'CL CL CE CE ES SS SR SA CL'],
    [CHUNK.COOKIE_ACK, 'CL CL CW ES ES SS SR SA CL'],
    [CHUNK.SHUTDOWN_COMPLETE, 'CL CL CW CE ES SS SR CL CL'],
    [CHUNK.HEARTBEAT, 'HS CL CW CE ES SS SR SA HS'],
    [CHUNK.HEARTBEAT_ACK, 'CL CL CW CE ES SS SR SA HS'],
  ],
  reply: [
    [CHUNK.INIT, 'IV CL CW CE ES SS SR SA IV'],
    [CHUNK.INIT_ACK, 'IV CW CW CE ES SS SR SA IV'],
    [CHUNK.ABORT, 'IV CL CL CL CL CL CL CL IV'],
    [CHUNK.SHUTDOWN, 'IV CL CW CE SR SS SR SA IV'],
    [CHUNK.SHUTDOWN_ACK, 'IV CL CW CE ES SA SA SA IV'],
    [CHUNK.ERROR, 'IV CL CW CL ES SS SR SA IV'],
    [CHUNK.COOKIE_ECHO, 'IV CL CE CE ES SS SR SA IV'],
    [CHUNK.COOKIE_ACK, 'IV CL CW ES ES SS SR SA IV'],
    [CHUNK.SHUTDOWN_COMPLETE, 'IV CL CW CE ES SS SR CL IV'],
    [CHUNK.HEARTBEAT, 'IV CL CW CE ES SS SR SA HS'],
    [CHUNK.HEARTBEAT_ACK, 'IV CL CW CE ES SS SR SA ES'],
  ],
};

const isCell = (text: string): text is Cell => text in CELLS;

const parseRow = (row: string): readonly (SctpStateName | null)[] =>
  row.split(' ').map((cell) => {
    if (!isCell(cell)) throw new Error(`not a cell of the SCTP table: ${cell}`);
    return CELLS[cell];
  });

const parseTable = (
  rows: readonly (readonly [number, string])[],
): ReadonlyMap<number, readonly (SctpStateName | null)[]> =>
  new Map(rows.map(([chunk, row]) => [chunk, parseRow(row)]));

const TABLE = { original: parseTable(ROWS.original), reply: parseTable(ROWS.reply) };

/** Chunks that are not in the table, such as DATA, change nothing. Null: invalid. */
export function sctpTransition(direction: Direction, chunk: number, state: SctpStateName): SctpStateName | null {
  const row = TABLE[direction].get(chunk);
  return row === undefined ? state : (row[SCTP_STATES.indexOf(state)] ?? null);
}

export interface SctpState {
  readonly kind: 'sctp';
  name: SctpStateName;
  /** Verification tag that packets of a direction must carry; 0 while unknown. */
  readonly tag: { original: number; reply: number };
  /** An INIT was seen from this side and no COOKIE ACK since. */
  readonly init: { original: boolean; reply: boolean };
  /** Direction whose HEARTBEAT last came with a foreign tag, null if none is pending. */
  strangeHeartbeat: Direction | null;
}

export const newSctpState = (): SctpState => ({
  kind: 'sctp',
  name: 'NONE',
  tag: { original: 0, reply: 0 },
  init: { original: false, reply: false },
  strangeHeartbeat: null,
});
