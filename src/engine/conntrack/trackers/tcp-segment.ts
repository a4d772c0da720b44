import {
  TCP_FLAGS,
  TCP_MIN_HEADER,
  parseTcpOptions,
  tcpAcknowledgment,
  tcpFlags,
  tcpHeaderLength,
  tcpSequence,
  tcpWindow,
} from '../../net/index.ts';
import type { TcpOption } from '../../net/index.ts';
import { isAfter } from '../sequence.ts';
import { SIDE, segmentKind } from './tcp-states.ts';
import type { SegmentKind, TcpSide } from './tcp-states.ts';

const MAX_SCALE = 14;

/** What the tracker reads off a segment. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly syn: boolean;
  readonly ack: boolean;
  readonly rst: boolean;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** As in the header, unscaled. */
  readonly window: number;
  /** SEQ plus data plus one each for SYN and FIN (segment_seq_plus_len). */
  readonly end: number;
  /** Parsed when asked: most segments are tracked without a look at them. */
  options(): readonly TcpOption[];
}

export function readSegment(bytes: Uint8Array, at: number): Segment {
  const flags = tcpFlags(bytes, at);
  const sequence = tcpSequence(bytes, at);
  const headerLength = tcpHeaderLength(bytes, at);
  const space = bytes.length - at - headerLength + (flags & TCP_FLAGS.SYN ? 1 : 0) + (flags & TCP_FLAGS.FIN ? 1 : 0);
  return {
    kind: segmentKind(flags),
    syn: (flags & TCP_FLAGS.SYN) !== 0,
    ack: (flags & TCP_FLAGS.ACK) !== 0,
    rst: (flags & TCP_FLAGS.RST) !== 0,
    sequence,
    acknowledgment: tcpAcknowledgment(bytes, at),
    window: tcpWindow(bytes, at),
    end: (sequence + space) >>> 0,
    options: () => parseTcpOptions(bytes.subarray(at + TCP_MIN_HEADER, at + headerLength)),
  };
}

/** Takes window scale and SACK-permitted off a SYN; of the side's other flags only the liberal one stays (tcp_options). */
export function takeOptions(side: TcpSide, segment: Segment): void {
  side.scale = 0;
  side.flags &= SIDE.BE_LIBERAL;
  for (const option of segment.options()) {
    if (option.kind === 'sack-permitted') side.flags |= SIDE.SACK_PERMITTED;
    if (option.kind !== 'window-scale') continue;
    side.scale = Math.min(option.shift, MAX_SCALE);
    side.flags |= SIDE.WINDOW_SCALE;
  }
}

/** The highest of ACK and the right edges of the SACK blocks (tcp_sack); only the first SACK option counts. */
export function highestAck(segment: Segment): number {
  const sack = segment.options().find((option) => option.kind === 'sack');
  if (sack?.kind !== 'sack') return segment.acknowledgment;
  return sack.blocks.reduce(
    (highest, { right }) => (isAfter(right, highest) ? right : highest),
    segment.acknowledgment,
  );
}
