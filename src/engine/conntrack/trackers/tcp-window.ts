import type { Direction, Environment } from '../../model/index.ts';
import { opposite } from '../entry.ts';
import type { Entry } from '../entry.ts';
import { isAfter, isBefore, sequenceOffset } from '../sequence.ts';
import { setting } from '../tracker.ts';
import { SIDE } from './tcp-states.ts';
import type { TcpSide, TcpState } from './tcp-states.ts';
import { highestAck, takeOptions } from './tcp-segment.ts';
import type { Segment } from './tcp-segment.ts';

/** How far an ACK may lie behind what the other side sent, at least. */
const MIN_ACK_WINDOW = 66000;

export type WindowVerdict =
  | { readonly kind: 'in-window' }
  | { readonly kind: 'ignored' | 'invalid'; readonly reason: string };

const IN_WINDOW: WindowVerdict = { kind: 'in-window' };

interface Numbers {
  sequence: number;
  end: number;
  ack: number;
  /** The highest of ACK and SACK. */
  sack: number;
}

/**
 * Does the segment fit what both ends have sent and announced (tcp_in_window, after Rooij, "Real stateful TCP packet filtering in
 * IP Filter")? If it does, both sides' numbers are brought up to date.
 */
export function checkWindow(
  environment: Environment,
  entry: Entry,
  state: TcpState,
  direction: Direction,
  segment: Segment,
): WindowVerdict {
  const sender = state.seen[direction];
  const receiver = state.seen[opposite(direction)];
  const numbers = readNumbers(entry, direction, segment, receiver);
  if (meetSender(state, direction, segment, numbers) === 'simultaneous-open') return IN_WINDOW;
  if (!segment.ack || (segment.rst && numbers.ack === 0)) numbers.ack = numbers.sack = receiver.end;
  if (segment.rst && numbers.sequence === 0 && state.name === 'SYN_SENT') numbers.sequence = numbers.end = sender.end;
  const misfit = findMisfit(sender, receiver, numbers);
  if (misfit !== null) {
    const isLiberal = (sender.flags & SIDE.BE_LIBERAL) !== 0 || setting(environment, 'tcp_be_liberal') !== 0;
    return isLiberal ? IN_WINDOW : misfit;
  }
  update(sender, receiver, segment, numbers);
  if (segment.kind === 'ACK') countRetransmission(state, direction, segment, numbers);
  return IN_WINDOW;
}

function readNumbers(entry: Entry, direction: Direction, segment: Segment, receiver: TcpSide): Numbers {
  const ack = segment.acknowledgment;
  const sack = receiver.flags & SIDE.SACK_PERMITTED ? highestAck(segment) : ack;
  const offset = sequenceOffset(entry, opposite(direction), (ack - 1) >>> 0);
  return { sequence: segment.sequence, end: segment.end, ack: (ack - offset) >>> 0, sack: (sack - offset) >>> 0 };
}

/** Takes note of a side's first segment, or of its SYN sent anew with other numbers. */
function meetSender(
  state: TcpState,
  direction: Direction,
  segment: Segment,
  numbers: Numbers,
): 'known' | 'simultaneous-open' {
  const sender = state.seen[direction];
  const receiver = state.seen[opposite(direction)];
  if (sender.maxWindow === 0) {
    if (!segment.syn) {
      meetMidway(sender, receiver, segment, numbers);
      return 'known';
    }
    initialise(sender, receiver, direction, segment);
    return segment.ack ? 'known' : 'simultaneous-open';
  }
  const isOpening = state.name === 'SYN_SENT' || state.name === 'SYN_RECV';
  if (!segment.syn || !isOpening || !isAfter(segment.end, sender.end)) return 'known';
  initialise(sender, receiver, direction, segment);
  return direction === 'reply' && !segment.ack ? 'simultaneous-open' : 'known';
}

/** RFC 7323 section 2.2: both sides must offer window scaling, or neither scales. */
function initialise(sender: TcpSide, receiver: TcpSide, direction: Direction, segment: Segment): void {
  sender.end = sender.maxEnd = segment.end;
  sender.maxWindow = Math.max(segment.window, 1);
  takeOptions(sender, segment);
  if (direction === 'reply' && (sender.flags & receiver.flags & SIDE.WINDOW_SCALE) === 0)
    sender.scale = receiver.scale = 0;
}

/** The history is lost: the packet itself is all there is to go by. */
function meetMidway(sender: TcpSide, receiver: TcpSide, segment: Segment, { end, sack }: Numbers): void {
  sender.end = end;
  sender.maxWindow = Math.max((segment.window << sender.scale) >>> 0, 1);
  sender.maxEnd = (end + sender.maxWindow) >>> 0;
  if (receiver.maxWindow === 0) receiver.end = receiver.maxEnd = sack;
  // Likely the answer to a keep-alive.
  else if (sack === (receiver.end + 1) >>> 0) receiver.end = sack;
}

function findMisfit(sender: TcpSide, receiver: TcpSide, { sequence, end, sack }: Numbers): WindowVerdict | null {
  const lowestAck = (receiver.end - Math.max(MIN_ACK_WINDOW, sender.maxWindow) - 1) >>> 0;
  const lowestEnd = (sender.end - receiver.maxWindow - 1) >>> 0;
  const isAckSeen = isBefore(sack, (receiver.end + 1) >>> 0);
  if (!isBefore(sequence, (sender.maxEnd + 1) >>> 0)) {
    const overshot = (end - sender.maxEnd + 1) >>> 0;
    const isNear =
      receiver.maxWindow !== 0 && isAfter(end, lowestEnd) && isAfter(sack, lowestAck) && overshot <= receiver.maxWindow;
    if (isNear && isAckSeen) {
      // Should the other end take it after all, its ACK must not look wrong.
      sender.end = end;
      sender.flags |= SIDE.DATA_UNACKNOWLEDGED;
      return { kind: 'ignored', reason: `${overshot} bytes more than expected` };
    }
    return {
      kind: 'invalid',
      reason: `SEQ is over upper bound ${(sender.maxEnd + 1) >>> 0} (over the window of the receiver)`,
    };
  }
  if (!isAckSeen)
    return { kind: 'invalid', reason: `ACK is over upper bound ${(receiver.end + 1) >>> 0} (ACKed data not seen yet)` };
  if (receiver.maxWindow !== 0 && !isAfter(end, lowestEnd)) {
    return { kind: 'ignored', reason: `SEQ is under lower bound ${lowestEnd} (already ACKed data retransmitted)` };
  }
  if (!isAfter(sack, lowestAck))
    return { kind: 'ignored', reason: `ignored ACK under lower bound ${lowestAck} (possible overly delayed)` };
  return null;
}

function update(sender: TcpSide, receiver: TcpSide, segment: Segment, { end, ack, sack }: Numbers): void {
  const window = segment.syn ? segment.window : (segment.window << sender.scale) >>> 0;
  sender.maxWindow = Math.max(sender.maxWindow, (window + (sack - ack)) >>> 0);
  if (isAfter(end, sender.end)) {
    sender.end = end;
    sender.flags |= SIDE.DATA_UNACKNOWLEDGED;
  }
  if (segment.ack && ((sender.flags & SIDE.MAX_ACK_SET) === 0 || isAfter(ack, sender.maxAck))) {
    sender.maxAck = ack;
    sender.flags |= SIDE.MAX_ACK_SET;
  }
  if (receiver.maxWindow !== 0 && isAfter(end, sender.maxEnd)) {
    receiver.maxWindow = (receiver.maxWindow + end - sender.maxEnd) >>> 0;
  }
  const edge = (sack + window) >>> 0;
  if (isAfter(edge, (receiver.maxEnd - 1) >>> 0)) receiver.maxEnd = window === 0 ? (edge + 1) >>> 0 : edge;
  if (ack === receiver.end) receiver.flags &= ~SIDE.DATA_UNACKNOWLEDGED;
}

function countRetransmission(
  state: TcpState,
  direction: Direction,
  segment: Segment,
  { sequence, end, ack }: Numbers,
): void {
  const isSame =
    state.lastDirection === direction &&
    state.lastSequence === sequence &&
    state.lastAck === ack &&
    state.lastEnd === end &&
    state.lastWindow === segment.window;
  if (isSame) {
    state.retransmissions += 1;
    return;
  }
  state.lastDirection = direction;
  state.lastSequence = sequence;
  state.lastAck = ack;
  state.lastEnd = end;
  state.lastWindow = segment.window;
  state.retransmissions = 0;
}
