import { SCTP_HEADER, read16, read32, read8, readSctpChecksum, sctpChecksum } from '../../net/index.ts';
import { opposite } from '../entry.ts';
import { ACCEPTED, ignored, invalid, isChecksumDue, refuse, timeoutOf } from '../tracker.ts';
import type { Tracked, Tracker, Tracking } from '../tracker.ts';
import { CHUNK, newSctpState, sctpTransition } from './sctp-states.ts';
import type { SctpState, SctpStateName } from './sctp-states.ts';

/** Chunk header of 4 bytes at `at`. */
interface Chunk {
  readonly type: number;
  readonly flags: number;
  readonly at: number;
}

/** These carry their own rule for the verification tag, or none (RFC 9260 section 8.5.1). */
const OWN_TAG_RULE: readonly number[] = [
  CHUNK.INIT,
  CHUNK.SHUTDOWN_COMPLETE,
  CHUNK.COOKIE_ECHO,
  CHUNK.ABORT,
  CHUNK.SHUTDOWN_ACK,
  CHUNK.HEARTBEAT,
  CHUNK.HEARTBEAT_ACK,
];

/** SCTP (nf_conntrack_sctp_packet; RFC 9260). */
export const sctpTracker: Tracker = {
  protocolName: 'sctp',
  track(tracking) {
    const fault = findFault(tracking);
    if (fault !== null) return fault;
    const chunks = readChunks(tracking);
    if (chunks === null) return invalid('chunks that may not stand together');
    const state = stateOf(tracking, chunks);
    return state === null ? invalid('these chunks open no association') : walkChunks(tracking, state, chunks);
  },
};

function findFault(tracking: Tracking): Tracked | null {
  const { packet, transport } = tracking;
  if (packet.bytes.length < transport + SCTP_HEADER) return refuse(tracking, 'nf_ct_sctp: short packet ');
  if (!isChecksumDue(tracking)) return null;
  if (readSctpChecksum(packet.bytes, transport) !== sctpChecksum(packet.bytes, transport))
    return refuse(tracking, 'nf_ct_sctp: bad CRC ');
  packet.checksumVerified = true;
  return null;
}

/** Null if there is none, one has length 0, or one that must stand alone or first does not (do_basic_checks). */
function readChunks({ packet: { bytes }, transport, logInvalid }: Tracking): readonly Chunk[] | null {
  const chunks: Chunk[] = [];
  let isAlone = false;
  for (let at = transport + SCTP_HEADER; at + 4 <= bytes.length;) {
    const type = read8(bytes, at);
    const length = read16(bytes, at + 2);
    if (type === CHUNK.INIT || type === CHUNK.INIT_ACK || type === CHUNK.SHUTDOWN_COMPLETE) isAlone = true;
    const isFirst = type === CHUNK.COOKIE_ACK || type === CHUNK.COOKIE_ECHO || isAlone;
    if (length === 0 || (isFirst && chunks.length > 0)) {
      const swapped = ((length & 255) << 8) | (length >>> 8);
      logInvalid(
        `do_basic_checks failed. chunk num ${chunks.length}, type ${type}, len ${swapped} flag ${isAlone ? 1 : 0}\n`,
      );
      return null;
    }
    chunks.push({ type, flags: read8(bytes, at + 1), at });
    at += (length + 3) & ~3;
  }
  return chunks.length === 0 ? null : chunks;
}

const has = (chunks: readonly Chunk[], type: number): boolean => chunks.some((chunk) => chunk.type === type);

/** State of the entry, or of a new one (sctp_new); null if these chunks open nothing. */
function stateOf({ entry, packet, transport }: Tracking, chunks: readonly Chunk[]): SctpState | null {
  if (entry.status.confirmed && entry.protocolState.kind === 'sctp') return entry.protocolState;
  if ([CHUNK.ABORT, CHUNK.SHUTDOWN_COMPLETE, CHUNK.COOKIE_ACK].some((type) => has(chunks, type))) return null;
  const state = newSctpState();
  const tag = read32(packet.bytes, transport + 4);
  for (const chunk of chunks) {
    const opening = sctpTransition('original', chunk.type, 'NONE');
    if (opening === null || opening === 'NONE') return null;
    if (chunk.type === CHUNK.INIT) {
      if (tag !== 0 || packet.bytes.length < chunk.at + 20) return null;
      state.tag.reply = read32(packet.bytes, chunk.at + 4);
    } else if (chunk.type === CHUNK.HEARTBEAT || chunk.type === CHUNK.HEARTBEAT_ACK) state.tag.original = tag;
    else state.tag.reply = tag;
  }
  entry.protocolState = state;
  return state;
}

/** The kernel prints tags as they lie in memory, on a little-endian machine. */
const asKernelPrints = (tag: number): string =>
  (((tag >>> 24) | ((tag >>> 8) & 0xff00) | ((tag & 0xff00) << 8) | (tag << 24)) >>> 0).toString(16);

/** What a walk over the chunks has come to. */
interface Progress {
  to: SctpStateName;
  /** The timer is left alone: an INIT sent again, or a heartbeat with a foreign tag. */
  keepsTimer: boolean;
}

function walkChunks(tracking: Tracking, state: SctpState, chunks: readonly Chunk[]): Tracked {
  const { environment, packet, transport, direction, entry } = tracking;
  const tag = read32(packet.bytes, transport + 4);
  const hasOwnRule = OWN_TAG_RULE.some((type) => has(chunks, type));
  if (!hasOwnRule && tag !== state.tag[direction]) {
    const [seen, wanted] = [tag, state.tag[direction]].map(asKernelPrints);
    return refuse(
      tracking,
      `verification tag check failed ${seen} vs ${wanted} for dir ${direction === 'original' ? 0 : 1}`,
    );
  }
  const progress: Progress = { to: 'NONE', keepsTimer: false };
  for (const chunk of chunks) {
    const verdict = checkTag(state, chunk, {
      tag,
      direction,
      hasData: has(chunks, CHUNK.DATA),
      isSecond: progress.keepsTimer,
    });
    if (verdict === 'wrong') return invalid('wrong verification tag');
    if (verdict === 'strange') {
      progress.keepsTimer = true;
      continue;
    }
    const from = state.name;
    const to = sctpTransition(direction, chunk.type, from);
    if (to === null) return invalid(`a chunk of type ${chunk.type} makes no sense in ${from}`);
    if (!noteInit(tracking, state, chunk)) return invalid('wrong INIT');
    if (chunk.type === CHUNK.INIT && from === 'CLOSED' && to === 'CLOSED' && entry.status.confirmed)
      progress.keepsTimer = true;
    enter(tracking, state, to);
    progress.to = to;
  }
  if (progress.keepsTimer) return ignored('the timer runs on');
  tracking.refresh(timeoutOf(environment, STATE_TIMEOUT[progress.to]));
  return ACCEPTED;
}

interface TagContext {
  readonly tag: number;
  readonly direction: 'original' | 'reply';
  readonly hasData: boolean;
  readonly isSecond: boolean;
}

/** Verification tag of the chunks with a rule of their own. `strange`: a heartbeat that may come by another path. */
function checkTag(state: SctpState, chunk: Chunk, context: TagContext): 'right' | 'wrong' | 'strange' {
  const { tag, direction } = context;
  switch (chunk.type) {
    case CHUNK.INIT:
      return tag === 0 ? 'right' : 'wrong';
    case CHUNK.ABORT:
    case CHUNK.SHUTDOWN_COMPLETE:
      // The T bit: the sender had no association and reflects the tag.
      return tag === state.tag[chunk.flags & 1 ? opposite(direction) : direction] ? 'right' : 'wrong';
    case CHUNK.COOKIE_ECHO:
      return tag === state.tag[direction] ? 'right' : 'wrong';
    case CHUNK.COOKIE_ACK:
      state.init.original = state.init.reply = false;
      return 'right';
    case CHUNK.HEARTBEAT:
    case CHUNK.HEARTBEAT_ACK:
      return checkHeartbeat(state, chunk, context);
    default:
      return 'right';
  }
}

function checkHeartbeat(
  state: SctpState,
  chunk: Chunk,
  { tag, direction, hasData, isSecond }: TagContext,
): 'right' | 'wrong' | 'strange' {
  if (state.tag[direction] === 0) {
    state.tag[direction] = tag;
    return 'right';
  }
  if (tag === state.tag[direction]) {
    state.strangeHeartbeat = null;
    return 'right';
  }
  if (hasData || isSecond) return 'wrong';
  if (chunk.type === CHUNK.HEARTBEAT) {
    state.strangeHeartbeat = direction;
    return 'strange';
  }
  if (state.strangeHeartbeat !== opposite(direction)) return 'wrong';
  state.strangeHeartbeat = null;
  state.tag[direction] = tag;
  state.tag[opposite(direction)] = 0;
  return 'right';
}

/** INIT and INIT ACK tell the tag that the other side must use. */
function noteInit({ packet, direction }: Tracking, state: SctpState, chunk: Chunk): boolean {
  if (chunk.type !== CHUNK.INIT && chunk.type !== CHUNK.INIT_ACK) return true;
  if (packet.bytes.length < chunk.at + 20) return false;
  const other = opposite(direction);
  const told = read32(packet.bytes, chunk.at + 4);
  if (chunk.type === CHUNK.INIT) {
    if (state.init[direction] && state.init[other]) state.init[other] = false;
    state.init[direction] = true;
  } else {
    const known = state.tag[other];
    if (!state.init[other] && known !== 0 && known !== told) return false;
    if (state.init[direction] && state.init[other] && known !== told) return false;
  }
  state.tag[other] = told;
  return true;
}

function enter({ entry, changed }: Tracking, state: SctpState, to: SctpStateName): void {
  if (state.name === to) return;
  changed(`${state.name} → ${to}`);
  state.name = to;
  if (to !== 'ESTABLISHED' || entry.status.assured) return;
  entry.status.assured = true;
  changed('ASSURED: the association is up');
}

const STATE_TIMEOUT: { readonly [S in SctpStateName]: string } = {
  NONE: 'sctp_timeout_closed',
  CLOSED: 'sctp_timeout_closed',
  COOKIE_WAIT: 'sctp_timeout_cookie_wait',
  COOKIE_ECHOED: 'sctp_timeout_cookie_echoed',
  ESTABLISHED: 'sctp_timeout_established',
  SHUTDOWN_SENT: 'sctp_timeout_shutdown_sent',
  SHUTDOWN_RECD: 'sctp_timeout_shutdown_recd',
  SHUTDOWN_ACK_SENT: 'sctp_timeout_shutdown_ack_sent',
  HEARTBEAT_SENT: 'sctp_timeout_heartbeat_sent',
};
