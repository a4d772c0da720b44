import type { Direction } from '../../model/index.ts';
import { ignored } from '../tracker.ts';
import type { Tracked, Tracking } from '../tracker.ts';
import { takeOptions } from './tcp-segment.ts';
import type { Segment } from './tcp-segment.ts';
import { SIDE, directionIndex, newSide, segmentIndex } from './tcp-states.ts';
import type { TcpState } from './tcp-states.ts';

/** A SYN/ACK to a SYN that was let through as ignored: both ends are in step, only this host is not. */
export const isAnswerToIgnoredSyn = (state: TcpState, direction: Direction, segment: Segment): boolean =>
  segment.kind === 'SYN/ACK' &&
  state.lastKind === 'SYN' &&
  state.lastDirection !== direction &&
  segment.acknowledgment === state.lastEnd;

/** Gets in step by what was noted of the ignored SYN. */
export function resynchronise(state: TcpState, direction: Direction): void {
  const opener = state.seen[state.lastDirection];
  opener.end = opener.maxEnd = state.lastEnd;
  opener.maxWindow = Math.max(state.lastWindow, 1);
  opener.scale = state.lastScale;
  state.lastFlags &= ~SIDE.EXPECT_CHALLENGE_ACK;
  opener.flags = state.lastFlags;
  const answerer = state.seen[direction];
  Object.assign(answerer, { ...newSide(), flags: answerer.flags & SIDE.BE_LIBERAL });
}

/**
 * The entry may be out of step, so a segment that might belong to a real connection between the ends passes, and is noted: if it was
 * wrong, the receiver's RST or SYN/ACK will tell.
 */
export function ignoreSegment(tracking: Tracking, state: TcpState, segment: Segment): Tracked {
  const { direction } = tracking;
  state.lastKind = segment.kind;
  state.lastDirection = direction;
  state.lastSequence = segment.sequence;
  state.lastEnd = segment.end;
  state.lastWindow = segment.window;
  if (segment.kind === 'SYN' && direction === 'original') noteSyn(state, segment);
  if (state.name === 'SYN_SENT' && segment.kind === 'ACK' && direction === 'reply')
    state.lastAck = segment.acknowledgment;
  const text = `packet (index ${segmentIndex(segment.kind)}) in dir ${directionIndex(direction)} ignored, state ${state.name}`;
  tracking.logInvalid(text);
  return ignored(text);
}

function noteSyn(state: TcpState, segment: Segment): void {
  const side = newSide();
  takeOptions(side, segment);
  state.lastFlags = side.flags;
  state.lastScale = side.scale;
  if (state.name === 'LAST_ACK') state.lastFlags |= SIDE.EXPECT_CHALLENGE_ACK;
}
