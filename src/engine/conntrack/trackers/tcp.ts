import { TCP_FLAGS, TCP_MIN_HEADER, isTransportChecksumRight, tcpFlags, tcpHeaderLength } from '../../net/index.ts';
import type { Environment } from '../../model/index.ts';
import type { Entry } from '../entry.ts';
import { isAfter } from '../sequence.ts';
import {
  ACCEPTED,
  MILLISECONDS_PER_TICK,
  ignored,
  invalid,
  isChecksumDue,
  refuse,
  setting,
  timeoutOf,
} from '../tracker.ts';
import type { Tracked, Tracker, Tracking } from '../tracker.ts';
import { SIDE, directionIndex, isBehindLastAck, newTcpState, segmentIndex, tcpTransition } from './tcp-states.ts';
import type { TcpState, TcpStateName, TcpStep } from './tcp-states.ts';
import { readSegment, takeOptions } from './tcp-segment.ts';
import type { Segment } from './tcp-segment.ts';
import { ignoreSegment, isAnswerToIgnoredSyn, resynchronise } from './tcp-ignored.ts';
import { checkReset } from './tcp-reset.ts';
import { checkWindow } from './tcp-window.ts';

const { FIN, SYN, RST, ACK, URG } = TCP_FLAGS;

/** All that may stand together, apart from PSH, ECE and CWR, which always may (tcp_valid_flags). */
const LEGAL_FLAGS: ReadonlySet<number> = new Set([
  SYN,
  SYN | URG,
  SYN | ACK,
  RST,
  RST | ACK,
  FIN | ACK,
  FIN | ACK | URG,
  ACK,
  ACK | URG,
]);

/** States that hold nothing worth keeping (tcp_can_early_drop). */
const CLOSING: ReadonlySet<TcpStateName> = new Set(['FIN_WAIT', 'LAST_ACK', 'TIME_WAIT', 'CLOSE', 'CLOSE_WAIT']);

/** TCP (nf_conntrack_tcp_packet; RFC 9293). */
export const tcpTracker: Tracker = {
  protocolName: 'tcp',
  track(tracking) {
    const fault = findFault(tracking);
    if (fault !== null) return fault;
    const segment = readSegment(tracking.packet.bytes, tracking.transport);
    const state = stateOf(tracking, segment);
    return state === null ? refuseNew(tracking, segment) : advance(tracking, state, segment);
  },
  canEarlyDrop: ({ protocolState }) => protocolState.kind === 'tcp' && CLOSING.has(protocolState.name),
};

/** What no connection can contain (tcp_error). */
function findFault(tracking: Tracking): Tracked | null {
  const { packet, transport } = tracking;
  const room = packet.bytes.length - transport;
  if (room < TCP_MIN_HEADER) return invalid('no room for a TCP header');
  const headerLength = tcpHeaderLength(packet.bytes, transport);
  if (headerLength < TCP_MIN_HEADER || room < headerLength) return refuse(tracking, 'truncated packet');
  if (isChecksumDue(tracking)) {
    if (!isTransportChecksumRight(packet.bytes)) return refuse(tracking, 'bad checksum');
    packet.checksumVerified = true;
  }
  const flags = tcpFlags(packet.bytes, transport) & (FIN | SYN | RST | ACK | URG);
  return LEGAL_FLAGS.has(flags) ? null : refuse(tracking, 'invalid tcp flag combination');
}

function refuseNew({ logInvalid }: Tracking, { kind }: Segment): Tracked {
  if (kind === 'ACK') return invalid('no connection, and none is picked up midway (nf_conntrack_tcp_loose)');
  logInvalid('invalid new');
  return invalid(`no connection, and ${kind} opens none`);
}

/** The entry's state; for a new entry made from its first segment, null if that cannot be a first one (tcp_new). */
function stateOf({ environment, entry }: Tracking, segment: Segment): TcpState | null {
  if (entry.status.confirmed && entry.protocolState.kind === 'tcp') return entry.protocolState;
  const opening = tcpTransition('original', segment.kind, 'NONE');
  if (opening === 'invalid') return null;
  if (opening !== 'SYN_SENT' && setting(environment, 'tcp_loose') === 0) return null;
  const state = newTcpState();
  const opener = state.seen.original;
  opener.end = segment.end;
  opener.maxWindow = Math.max(segment.window, 1);
  if (opening === 'SYN_SENT') {
    opener.maxEnd = opener.end;
    takeOptions(opener, segment);
  } else {
    // Picked up midway: scaling is unknown, so no window can be held against it.
    opener.maxEnd = (opener.end + opener.maxWindow) >>> 0;
    opener.flags = state.seen.reply.flags = SIDE.SACK_PERMITTED | SIDE.BE_LIBERAL;
  }
  entry.protocolState = state;
  return state;
}

function advance(tracking: Tracking, state: TcpState, segment: Segment): Tracked {
  const step = chooseStep(tracking, state, segment);
  if ('kind' in step) return step;
  if (!step.skipWindow) {
    const verdict = checkWindow(tracking.environment, tracking.entry, state, tracking.direction, segment);
    if (verdict.kind !== 'in-window') {
      tracking.logInvalid(verdict.reason);
      if (verdict.kind === 'ignored') return ignored(verdict.reason);
      shortenIfLost(tracking, state, segment);
      return invalid(verdict.reason);
    }
  }
  return accept(tracking, state, segment, step);
}

function chooseStep(tracking: Tracking, state: TcpState, segment: Segment): TcpStep | Tracked {
  const { direction } = tracking;
  const from = state.name;
  const to = tcpTransition(direction, segment.kind, from);
  switch (to) {
    case 'invalid':
      return refuse(
        tracking,
        `packet (index ${segmentIndex(segment.kind)}) in dir ${directionIndex(direction)} invalid, state ${from}`,
      );
    case 'ignore':
      return leaveOrResynchronise(tracking, state, segment);
    case 'SYN_SENT':
      if (!isBehindLastAck(from)) return { from, to, skipWindow: false };
      return canReopen(tracking, state)
        ? { kind: 'reopen', reason: `a new SYN after ${from}` }
        : leaveOrResynchronise(tracking, state, segment);
    case 'TIME_WAIT':
      return isChallengeAck(tracking, state, segment)
        ? ignoreChallengeAck(tracking, state)
        : { from, to, skipWindow: false };
    case 'SYN_SENT2':
      state.lastFlags |= SIDE.SIMULTANEOUS_OPEN;
      return { from, to, skipWindow: false };
    case 'SYN_RECV': {
      const isOpen =
        direction === 'reply' && segment.kind === 'ACK' && (state.lastFlags & SIDE.SIMULTANEOUS_OPEN) !== 0;
      return { from, to: isOpen ? 'ESTABLISHED' : to, skipWindow: false };
    }
    case 'CLOSE':
      if (segment.kind !== 'RST') return { from, to, skipWindow: false };
      return CLOSING.has(from) ? { from, to, skipWindow: true } : checkReset(tracking, state, segment);
    default:
      return { from, to, skipWindow: false };
  }
}

/** A FIN was seen, or this side gave the connection up with its last segment. */
const canReopen = ({ direction }: Tracking, state: TcpState): boolean =>
  ((state.seen.original.flags | state.seen.reply.flags) & SIDE.CLOSE_INIT) !== 0 ||
  (state.lastDirection === direction && state.lastKind === 'RST');

function leaveOrResynchronise(tracking: Tracking, state: TcpState, segment: Segment): TcpStep | Tracked {
  if (isAnswerToIgnoredSyn(state, tracking.direction, segment)) {
    resynchronise(state, tracking.direction);
    return { from: 'SYN_SENT', to: 'SYN_RECV', skipWindow: false };
  }
  return ignoreSegment(tracking, state, segment);
}

/** RFC 5961 section 4: the answer to a stray SYN must not be taken for the ACK of the last FIN. */
const isChallengeAck = ({ direction }: Tracking, state: TcpState, segment: Segment): boolean =>
  state.name === 'LAST_ACK' &&
  segment.kind === 'ACK' &&
  state.lastDirection !== direction &&
  state.lastKind === 'SYN' &&
  (state.lastFlags & SIDE.EXPECT_CHALLENGE_ACK) !== 0;

function ignoreChallengeAck(tracking: Tracking, state: TcpState): Tracked {
  state.lastFlags &= ~SIDE.EXPECT_CHALLENGE_ACK;
  tracking.logInvalid('challenge-ack ignored');
  return ignored('challenge-ack ignored');
}

/** FIN or RST out of the window in both directions: the ends agree that it is over, so it need not be kept for days. */
function shortenIfLost(tracking: Tracking, state: TcpState, segment: Segment): void {
  const { environment, entry, direction } = tracking;
  if (!entry.status.assured || entry.status.fixedTimeout) return;
  if (segment.kind !== 'RST' && segment.kind !== 'FIN') return;
  if (state.lastDirection === direction || (state.lastKind !== 'FIN' && state.lastKind !== 'RST')) {
    state.lastKind = segment.kind;
    state.lastDirection = direction;
    return;
  }
  const left = entry.expires - environment.now();
  const timeout = timeoutOf(environment, 'tcp_timeout_unacknowledged');
  if (left < 120_000 || left <= timeout) return;
  const [kind, last] = [segmentIndex(segment.kind), segmentIndex(state.lastKind)];
  const ticks = timeout / MILLISECONDS_PER_TICK;
  tracking.logInvalid(
    `packet (index ${kind}, dir ${directionIndex(direction)}) response for index ${last} lower timeout to ${ticks}`,
  );
  tracking.shorten(timeout);
}

function accept(tracking: Tracking, state: TcpState, segment: Segment, { from, to }: TcpStep): Tracked {
  const { environment, entry, direction } = tracking;
  state.lastKind = segment.kind;
  state.lastDirection = direction;
  state.name = to;
  if (from !== to) {
    tracking.changed(`${from} → ${to}`);
    if (to === 'FIN_WAIT') state.seen[direction].flags |= SIDE.CLOSE_INIT;
  }
  let timeout = chooseTimeout(environment, state, segment);
  if (!entry.status.seenReply) {
    if (segment.rst) {
      tracking.destroy('RST before any answer');
      return ACCEPTED;
    }
    // Else a client could keep an entry alive for ever by knocking.
    if (segment.kind === 'SYN' && from === 'SYN_SENT') return ignored('SYN sent again: the timer runs on');
    if (to === 'ESTABLISHED') timeout = Math.min(timeout, timeoutOf(environment, 'tcp_timeout_unacknowledged'));
  } else if (!entry.status.assured && (from === 'SYN_RECV' || from === 'ESTABLISHED') && to === 'ESTABLISHED') {
    entry.status.assured = true;
    tracking.changed('ASSURED: data flows both ways');
  }
  tracking.refresh(timeout);
  return ACCEPTED;
}

const STATE_TIMEOUT: { readonly [S in TcpStateName]: string } = {
  NONE: 'tcp_timeout_syn_sent',
  SYN_SENT: 'tcp_timeout_syn_sent',
  SYN_RECV: 'tcp_timeout_syn_recv',
  ESTABLISHED: 'tcp_timeout_established',
  FIN_WAIT: 'tcp_timeout_fin_wait',
  CLOSE_WAIT: 'tcp_timeout_close_wait',
  LAST_ACK: 'tcp_timeout_last_ack',
  TIME_WAIT: 'tcp_timeout_time_wait',
  CLOSE: 'tcp_timeout_close',
  SYN_SENT2: 'tcp_timeout_syn_sent',
};

/** A connection that shows signs of trouble is not kept for days. */
function chooseTimeout(environment: Environment, state: TcpState, segment: Segment): number {
  const usual = timeoutOf(environment, STATE_TIMEOUT[state.name]);
  const retransmitted = timeoutOf(environment, 'tcp_timeout_max_retrans');
  if (state.retransmissions >= setting(environment, 'tcp_max_retrans') && usual > retransmitted) return retransmitted;
  if (segment.kind === 'RST') return timeoutOf(environment, 'tcp_timeout_close');
  const unacknowledged = timeoutOf(environment, 'tcp_timeout_unacknowledged');
  const isDataOut = ((state.seen.original.flags | state.seen.reply.flags) & SIDE.DATA_UNACKNOWLEDGED) !== 0;
  if (isDataOut && usual > unacknowledged) return unacknowledged;
  return state.lastWindow === 0 && usual > retransmitted ? retransmitted : usual;
}

/** Is `old` closed, and is the SYN of `young` beyond what its opener sent (nf_nat_may_kill, nf_seq_has_advanced)? */
export function isOvertaken({ protocolState: old }: Entry, { protocolState: young }: Entry): boolean {
  if (old.kind !== 'tcp' || young.kind !== 'tcp' || young.name !== 'SYN_SENT' || !isBehindLastAck(old.name))
    return false;
  return isAfter(young.seen.original.end, old.seen.original.end);
}
