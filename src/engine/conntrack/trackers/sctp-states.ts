import type { Direction } from '../../model/index.ts';
import { parseStateTable } from './state-table.ts';

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

const INVALID = 'invalid';

const CELLS: Readonly<Record<string, SctpStateName | typeof INVALID>> = {
  NO: 'NONE',
  CL: 'CLOSED',
  CW: 'COOKIE_WAIT',
  CE: 'COOKIE_ECHOED',
  ES: 'ESTABLISHED',
  SS: 'SHUTDOWN_SENT',
  SR: 'SHUTDOWN_RECD',
  SA: 'SHUTDOWN_ACK_SENT',
  HS: 'HEARTBEAT_SENT',
  IV: INVALID,
};

/** sctp_conntracks of nf_conntrack_proto_sctp.c; columns in the order of SCTP_STATES. */
const TABLE: { readonly [D in Direction]: ReadonlyMap<string, readonly (SctpStateName | typeof INVALID)[]> } = {
  original: parseStateTable(
    `
                      NO CL CW CE ES SS SR SA HS
    INIT              CL CL CW CE ES CL CL SA CW  opens, or opens anew after a shutdown
    INIT_ACK          CL CL CW CE ES SS SR SA CL
    ABORT             CL CL CL CL CL CL CL CL CL
    SHUTDOWN          CL CL CW CE SS SS SR SA CL
    SHUTDOWN_ACK      SA CL CW CE ES SA SA SA SA
    ERROR             CL CL CW CE ES SS SR SA CL  a stale cookie can only be complained about by the other side
    COOKIE_ECHO       CL CL CE CE ES SS SR SA CL
    COOKIE_ACK        CL CL CW ES ES SS SR SA CL
    SHUTDOWN_COMPLETE CL CL CW CE ES SS SR CL CL
    HEARTBEAT         HS CL CW CE ES SS SR SA HS  the other path of a host with several addresses
    HEARTBEAT_ACK     CL CL CW CE ES SS SR SA HS
    `,
    CELLS,
  ),
  reply: parseStateTable(
    `
                      NO CL CW CE ES SS SR SA HS
    INIT              IV CL CW CE ES SS SR SA IV
    INIT_ACK          IV CW CW CE ES SS SR SA IV
    ABORT             IV CL CL CL CL CL CL CL IV
    SHUTDOWN          IV CL CW CE SR SS SR SA IV
    SHUTDOWN_ACK      IV CL CW CE ES SA SA SA IV
    ERROR             IV CL CW CL ES SS SR SA IV  the cookie was stale
    COOKIE_ECHO       IV CL CE CE ES SS SR SA IV
    COOKIE_ACK        IV CL CW ES ES SS SR SA IV
    SHUTDOWN_COMPLETE IV CL CW CE ES SS SR CL IV
    HEARTBEAT         IV CL CW CE ES SS SR SA HS
    HEARTBEAT_ACK     IV CL CW CE ES SS SR SA ES  the other path works
    `,
    CELLS,
  ),
};

const NAME_OF: ReadonlyMap<number, string> = new Map(Object.entries(CHUNK).map(([name, type]) => [type, name]));

/** Chunks that are not in the table, such as DATA, change nothing. Null: invalid. */
export function sctpTransition(direction: Direction, chunk: number, state: SctpStateName): SctpStateName | null {
  const row = TABLE[direction].get(NAME_OF.get(chunk) ?? '');
  const next = row === undefined ? state : row[SCTP_STATES.indexOf(state)];
  return next === undefined || next === INVALID ? null : next;
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
