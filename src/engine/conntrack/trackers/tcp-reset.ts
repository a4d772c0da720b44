import { opposite } from '../entry.ts';
import { isBefore } from '../sequence.ts';
import { refuse, setting } from '../tracker.ts';
import type { Tracked, Tracking } from '../tracker.ts';
import type { Segment } from './tcp-segment.ts';
import { SIDE } from './tcp-states.ts';
import type { TcpState, TcpStep } from './tcp-states.ts';

/** Is a RST on a connection that is not closing yet to be believed (RFC 5961 section 3)? */
export function checkReset(tracking: Tracking, state: TcpState, segment: Segment): TcpStep | Tracked {
  const { entry, environment, direction } = tracking;
  const close: TcpStep = { from: state.name, to: 'CLOSE', skipWindow: false };
  const other = state.seen[opposite(direction)];
  let to: TcpStep['to'] = 'CLOSE';
  if ((other.flags & SIDE.MAX_ACK_SET) !== 0 && state.lastKind !== 'SYN') {
    const isEstablished = state.name === 'ESTABLISHED' && entry.status.assured;
    // Most likely the answer to a SYN that was let through.
    if (segment.sequence === 0 && !isEstablished) return close;
    if (isBefore(segment.sequence, other.maxAck) && setting(environment, 'tcp_ignore_invalid_rst') === 0) {
      return refuse(tracking, 'invalid rst');
    }
    if (!isEstablished || segment.sequence === other.maxAck || followsOn(tracking, state, segment)) return close;
    // In the window but not exact: the receiver may answer with a challenge ACK.
    to = state.name;
  }
  return { from: state.name, to, skipWindow: answersIgnored(tracking, state, segment) };
}

/** The next segment of a train that the same side just sent. */
const followsOn = ({ direction }: Tracking, state: TcpState, segment: Segment): boolean =>
  state.lastKind === 'ACK' && state.lastDirection === direction && segment.sequence === state.lastEnd;

/** Answers a SYN or ACK that was let through as ignored; it may acknowledge what was never noted. */
function answersIgnored({ entry }: Tracking, state: TcpState, segment: Segment): boolean {
  const { seenReply, assured } = entry.status;
  const wasIgnored = (seenReply && state.lastKind === 'SYN') || (!assured && state.lastKind === 'ACK');
  if (wasIgnored && segment.acknowledgment === state.lastEnd) return true;
  const answersChallenge = state.name === 'SYN_SENT' && state.lastKind === 'ACK' && state.lastDirection === 'reply';
  return answersChallenge && segment.sequence === state.lastAck;
}
