import {
  ICMP,
  IPV4_MIN_HEADER,
  ipDestination,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  ipTos,
  read16,
  TCP_FLAGS,
  TCP_PROTOCOL,
  tcpFlags,
  tcpHeaderLength,
  tcpSequence,
} from '../net/index.ts';
import type { TcpOption } from '../net/index.ts';
import type { Tuple } from '../model/index.ts';
import { metricOf } from '../routing/index.ts';
import type { OutputDecision } from '../routing/index.ts';
import type { Kernel } from './kernel.ts';
import { mtuOf } from './route-packet.ts';
import type { Skb } from './skb.ts';
import { drainAhead, insertAhead, isAfter, noteBlock } from './tcp-ahead.ts';
import type { Block, Piece } from './tcp-ahead.ts';
import { answerSegment, optionsOf, readSegment, resetFor } from './tcp-segment.ts';
import type { Segment, TcpAnswer } from './tcp-segment.ts';
import { memoryOf, ReceiveWindow } from './tcp-window.ts';
import type { Load } from './tcp-window.ts';

const { FIN, SYN, RST, ACK, ECE, CWR, PSH, URG } = TCP_FLAGS;
/** Codepoints in the TOS byte (RFC 3168). */
const ECN_MASK = 3;
const CONGESTION = 3;
const RECEIVE_SPACE = 65536;
/** Of the largest receive buffer, 32 MiB since Linux 6.17. */
const WINDOW_SHIFT = 10;
/** The initial sequence number of a pair of ends grows by one every 64 ns (secure_tcp_seq). */
const SEQUENCE_PER_MS = 15_625;
const DELAYED_ACK_MS = 40;
const FIRST_RETRY_MS = 1000;
/** net.ipv4.tcp_invalid_ratelimit. */
const CHALLENGE_MS = 500;
const NOP: TcpOption = { kind: 'nop' };

/** A connection that a listener took: enough of TCP to answer as the kernel does while the process neither reads nor writes. */
interface Connection {
  readonly isn: number;
  readonly syn: Skb;
  /** Sequence number expected next from the peer. */
  expected: number;
  /** What the peer may send. */
  readonly window: ReceiveWindow;
  /** Bytes that the handshake announced. */
  readonly initialWindow: number;
  /** An acknowledgement is to be sent: when the delay is over, if nothing else is said before. */
  delayed: boolean;
  established: boolean;
  finished: boolean;
  /** Received out of order, latest first, as SACK tells it. */
  ahead: readonly Block[];
  /** The same as it lies in memory, in order. */
  pieces: readonly Piece[];
  readonly shift: number;
  readonly sack: boolean;
  /** Explicit congestion notification was agreed on (RFC 3168). */
  readonly ecn: boolean;
  /** A segment was marked on its way, and the peer has not said yet that it knows. */
  congested: boolean;
  /** The peer's latest timestamp, where timestamps were agreed on. */
  echo: number | null;
  /** When a segment that does not fit was last answered. */
  challenged: number | null;
  /** A stretch that came twice, to be told once (RFC 2883). */
  duplicate: Block | null;
}

export class TcpStack {
  private readonly kernel: Kernel;
  private readonly connections = new Map<string, Connection>();
  private readonly bases = new Map<string, number>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** tcp_v4_rcv for a right segment: the answer, or null for silence. `later` sends one that comes after a delay. */
  receive(skb: Skb, listening: boolean, later: (answer: TcpAnswer) => void): TcpAnswer | null {
    const { bytes } = skb;
    const at = ipHeaderLength(bytes);
    const flags = tcpFlags(bytes, at);
    const key = `${ipSource(bytes)} ${read16(bytes, at)} ${ipDestination(bytes)} ${read16(bytes, at + 2)}`;
    const connection = this.connections.get(key);
    if (connection !== undefined) return this.continue(skb, key, connection, later);
    if (!listening) return resetFor(skb);
    if ((flags & RST) !== 0) return null;
    if ((flags & ACK) !== 0) return resetFor(skb);
    return (flags & (SYN | FIN)) === SYN ? this.accept(skb, key, later) : null;
  }

  isConnected({ source, sourcePart, destination, destinationPart }: Tuple): boolean {
    return this.connections.has(`${source} ${sourcePart} ${destination} ${destinationPart}`);
  }

  /** tcp_v4_err for a handshake: an error about its SYN/ACK that says that no way leads there gives it up (tcp_req_err). */
  error(quote: Uint8Array, type: number, code: number): void {
    const isFatal = type !== ICMP.UNREACHABLE || code === 0 || code === 1;
    const at = quote.length < IPV4_MIN_HEADER ? quote.length : ipHeaderLength(quote);
    if (!isFatal || at < IPV4_MIN_HEADER || quote.length < at + 8 || ipProtocol(quote) !== TCP_PROTOCOL) return;
    const key = `${ipDestination(quote)} ${read16(quote, at + 2)} ${ipSource(quote)} ${read16(quote, at)}`;
    const connection = this.connections.get(key);
    if (connection?.established === false && tcpSequence(quote, at) === connection.isn) this.connections.delete(key);
  }

  /** The quoted segment is one that a complete connection sent last (the window check of tcp_v4_err). */
  isFrom(quote: Uint8Array): boolean {
    const at = ipHeaderLength(quote);
    const key = `${ipDestination(quote)} ${read16(quote, at + 2)} ${ipSource(quote)} ${read16(quote, at)}`;
    const connection = this.connections.get(key);
    return connection?.established === true && tcpSequence(quote, at) === (connection.isn + 1) >>> 0;
  }

  private accept(skb: Skb, key: string, later: (answer: TcpAnswer) => void): TcpAnswer {
    const offered = optionsOf(skb);
    const timestamp = offered.find((option) => option.kind === 'timestamp');
    const agreed = (kind: TcpOption['kind'], setting: string): boolean =>
      offered.some((option) => option.kind === kind) && this.kernel.sysctls.number(`net.ipv4.${setting}`) !== 0;
    const timestamps = agreed('timestamp', 'tcp_timestamps');
    const expected = (tcpSequence(skb.bytes, ipHeaderLength(skb.bytes)) + 1) >>> 0;
    const initialWindow = this.initialWindow(skb, timestamps);
    const shift = agreed('window-scale', 'tcp_window_scaling') ? WINDOW_SHIFT : 0;
    const most = metricOf(this.wayBack(skb)?.route ?? null, 'window');
    const connection: Connection = {
      isn: this.initialSequence(key),
      syn: skb,
      expected,
      window: new ReceiveWindow(initialWindow, expected, this.mss(skb), shift, most),
      initialWindow,
      delayed: false,
      established: false,
      finished: false,
      ahead: [],
      pieces: [],
      shift,
      sack: agreed('sack-permitted', 'tcp_sack'),
      ecn: asksForEcn(skb) && this.kernel.sysctls.number('net.ipv4.tcp_ecn') !== 0,
      congested: false,
      echo: timestamp !== undefined && timestamps ? timestamp.value : null,
      challenged: null,
      duplicate: null,
    };
    this.connections.set(key, connection);
    this.retryLater(key, connection, 0, later);
    return this.handshake(skb, connection);
  }

  /** reqsk_timer_handler: the SYN/ACK goes out again after 1, 2, 4… s, five times. */
  private retryLater(key: string, connection: Connection, done: number, later: (answer: TcpAnswer) => void): void {
    this.kernel.clock.after(FIRST_RETRY_MS << done, () => {
      if (this.connections.get(key) !== connection || connection.established) return;
      if (done >= this.kernel.sysctls.number('net.ipv4.tcp_synack_retries')) {
        this.connections.delete(key);
        return;
      }
      later(this.handshake(connection.syn, connection));
      this.retryLater(key, connection, done + 1, later);
    });
  }

  private initialSequence(key: string): number {
    const base = this.bases.get(key) ?? this.kernel.random();
    this.bases.set(key, base);
    return (base + Math.imul(this.kernel.clock.now() >>> 0, SEQUENCE_PER_MS)) >>> 0;
  }

  /** ipv4_default_advmss of the way back to the peer. */
  private mss(skb: Skb): number {
    const back = this.wayBack(skb);
    const least = this.kernel.sysctls.number('net.ipv4.route.min_adv_mss');
    if (back === null) return least;
    return metricOf(back.route, 'advmss') || Math.max(mtuOf(this.kernel, back.device, back) - 40, least);
  }

  private wayBack({ bytes, mark }: Skb): Extract<OutputDecision, { readonly kind: 'route' }> | null {
    const { routing, sysctls } = this.kernel;
    const decision = routing.output({
      destination: ipSource(bytes),
      source: ipDestination(bytes),
      tos: 0,
      mark: sysctls.number('net.ipv4.tcp_fwmark_accept') === 0 ? 0 : mark,
      outDevice: '',
      protocol: TCP_PROTOCOL,
      sourcePort: 0,
      destinationPort: 0,
      uid: 0,
      anySource: true,
    });
    return decision.kind === 'route' ? decision : null;
  }

  /** tcp_select_initial_window: whole segments of the receive space. */
  private initialWindow(skb: Skb, timestamps: boolean): number {
    const mss = this.mss(skb) - (timestamps ? 12 : 0);
    const clamp = metricOf(this.wayBack(skb)?.route ?? null, 'window') || RECEIVE_SPACE;
    return Math.min(65535, Math.floor(Math.min(RECEIVE_SPACE, clamp) / mss) * mss);
  }

  /** tcp_make_synack: what was offered comes back, in the kernel's order and padding (tcp_options_write). */
  private handshake(skb: Skb, connection: Connection): TcpAnswer {
    const options: TcpOption[] = [{ kind: 'mss', mss: this.mss(skb) }];
    if (connection.echo !== null) {
      options.push(
        ...(connection.sack ? [{ kind: 'sack-permitted' } as const] : [NOP, NOP]),
        this.timestamp(connection.echo),
      );
    } else if (connection.sack) options.push(NOP, NOP, { kind: 'sack-permitted' });
    if (connection.shift !== 0) options.push(NOP, { kind: 'window-scale', shift: connection.shift });
    const { isn, expected, initialWindow: window, ecn } = connection;
    const flags = SYN | ACK | (ecn ? ECE : 0);
    return {
      segment: answerSegment(skb, { sequence: isn, acknowledgment: expected, flags, window, options }),
      kind: 'handshake',
      echoes: connection.syn,
    };
  }

  private timestamp(echo: number): TcpOption {
    return { kind: 'timestamp', value: this.kernel.clock.now() >>> 0, echo };
  }

  private continue(
    skb: Skb,
    key: string,
    connection: Connection,
    later: (answer: TcpAnswer) => void,
  ): TcpAnswer | null {
    const segment = readSegment(skb);
    if (!connection.established) {
      const answer = this.request(skb, key, connection, segment);
      if (answer !== 'child') return answer;
      connection.established = true;
    }
    const answer = this.established(skb, key, connection, segment);
    if (answer !== 'later') return answer;
    if (connection.delayed) return null;
    connection.delayed = true;
    this.kernel.clock.after(DELAYED_ACK_MS, () => {
      if (this.connections.get(key) === connection && connection.delayed)
        later(this.acknowledge(skb, connection, true));
    });
    return null;
  }

  /** tcp_check_req: a segment for a handshake that is not complete; 'child' if it completes it. */
  private request(skb: Skb, key: string, connection: Connection, segment: Segment): TcpAnswer | 'child' | null {
    const { flags, sequence, end, acknowledgment, timestamp } = segment;
    const { isn, expected, initialWindow, echo } = connection;
    const isFirst = sequence === (expected - 1) >>> 0;
    const isOld = echo !== null && timestamp !== null && isAfter(echo, timestamp);
    if (isFirst && (flags & (RST | SYN | ACK)) === SYN && !isOld)
      return this.mayChallenge(connection, segment) ? this.handshake(connection.syn, connection) : null;
    const isWithin = isInWindow(sequence, end, expected, (expected + initialWindow) >>> 0);
    // RFC 5961 3.2: a reset must hit exactly; near misses are asked about.
    if ((flags & RST) !== 0 && !isOld && sequence !== expected)
      return isWithin && this.mayChallenge(connection, segment) ? this.inquiry(skb, connection) : null;
    if ((flags & ACK) !== 0 && acknowledgment !== (isn + 1) >>> 0) return resetFor(skb);
    if (isOld || !isWithin) {
      const isAnswered = (flags & RST) === 0 && this.mayChallenge(connection, segment);
      return isAnswered ? this.inquiry(skb, connection) : null;
    }
    if ((flags & RST) !== 0 || ((flags & SYN) !== 0 && !isFirst)) {
      this.connections.delete(key);
      return (flags & RST) === 0 ? resetFor(skb) : null;
    }
    if ((flags & ACK) === 0) return null;
    if (echo !== null && timestamp !== null && !isAfter(sequence, expected)) connection.echo = timestamp;
    // The connection counts its challenges from the beginning.
    connection.challenged = null;
    return 'child';
  }

  /** tcp_v4_reqsk_send_ack: what the handshake expects. */
  private inquiry(skb: Skb, connection: Connection): TcpAnswer {
    return { ...this.acknowledge(skb, connection), kind: 'reset', echoes: skb };
  }

  /** tcp_oow_rate_limited: what does not fit is answered twice a second at most, except data. */
  private mayChallenge(connection: Connection, { sequence, end, flags }: Segment): boolean {
    return (sequence !== end && (flags & SYN) === 0) || this.isChallengeDue(connection);
  }

  private isChallengeDue(connection: Connection): boolean {
    const now = this.kernel.clock.now();
    if (connection.challenged !== null && now - connection.challenged < CHALLENGE_MS) return false;
    connection.challenged = now;
    return true;
  }

  /** tcp_send_challenge_ack (RFC 5961). */
  private challenge(skb: Skb, connection: Connection): TcpAnswer | null {
    return this.isChallengeDue(connection) ? this.acknowledge(skb, connection) : null;
  }

  /** tcp_rcv_established and, after the peer's FIN, tcp_rcv_state_process. */
  private established(skb: Skb, key: string, connection: Connection, segment: Segment): TcpAnswer | 'later' | null {
    const { flags, acknowledgment } = segment;
    if ((flags & (ACK | RST | SYN)) === 0) return null;
    const refusal = this.validate(skb, key, connection, segment);
    if (refusal !== 'valid') return refusal;
    // Nothing was sent after the handshake: any other acknowledgement is too old or of what never was.
    const sent = (connection.isn + 1) >>> 0;
    if (acknowledgment !== sent) {
      return connection.finished || isAfter(sent, acknowledgment) ? this.challenge(skb, connection) : null;
    }
    if (
      connection.echo !== null &&
      segment.timestamp !== null &&
      !isAfter(segment.sequence, connection.window.announced)
    )
      connection.echo = segment.timestamp;
    return this.take(skb, connection, segment);
  }

  /** tcp_validate_incoming: sequence, RST and SYN, in this order. */
  private validate(skb: Skb, key: string, connection: Connection, segment: Segment): TcpAnswer | 'valid' | null {
    const { flags, sequence, end } = segment;
    const isReset = (flags & RST) !== 0;
    const isBeforeFin = connection.finished && sequence === (connection.expected - 1) >>> 0;
    const reset = (): null => {
      this.connections.delete(key);
      return null;
    };
    if (!isReset && isStale(connection, segment)) return this.repeat(skb, connection, segment);
    const limit = (connection.expected + connection.window.left(connection.expected)) >>> 0;
    const fin = (flags & FIN) !== 0 ? 1 : 0;
    const isOutside =
      isAfter(connection.window.announced, end) || (isAfter((end - fin) >>> 0, limit) && isAfter(sequence, limit));
    if (isOutside) {
      if (!isReset) return this.repeat(skb, connection, segment);
      return isBeforeFin ? reset() : null;
    }
    if (isReset) {
      const isExact = sequence === connection.expected || isBeforeFin;
      const rightmost = connection.ahead
        .map((block) => block.right)
        .reduce((a, b) => (isAfter(b, a) ? b : a), connection.expected);
      return isExact || (connection.sack && sequence === rightmost) ? reset() : this.challenge(skb, connection);
    }
    return (flags & SYN) !== 0 ? this.challenge(skb, connection) : 'valid';
  }

  /** tcp_send_dupack, and the challenge that a SYN gets in its place. */
  private repeat(skb: Skb, connection: Connection, segment: Segment): TcpAnswer | null {
    const { flags, sequence, end } = segment;
    if ((flags & SYN) !== 0) return this.challenge(skb, connection);
    if (!this.mayChallenge(connection, segment)) return null;
    if (sequence !== end && isAfter(connection.expected, sequence)) {
      connection.window.hurry();
      noteDuplicate(connection, sequence, isAfter(end, connection.expected) ? connection.expected : end);
    }
    return this.acknowledge(skb, connection);
  }

  /** tcp_data_queue and, for when to answer, __tcp_ack_snd_check: a FIN ends the haste (inet_csk_enter_pingpong_mode). */
  private take(skb: Skb, connection: Connection, segment: Segment): TcpAnswer | 'later' | null {
    const { flags, sequence, end, length } = segment;
    const { expected, window } = connection;
    if (sequence === end || (connection.finished && !isAfter(expected, sequence))) return null;
    if ((flags & CWR) !== 0) connection.congested = false;
    if (!isAfter(end, expected)) {
      noteDuplicate(connection, sequence, end);
      window.hurry();
      return this.acknowledge(skb, connection, true);
    }
    if (connection.ecn && length > 0 && (ipTos(skb.bytes) & ECN_MASK) === CONGESTION) connection.congested = true;
    if (isAfter(sequence, expected)) {
      if (isAfter((expected + window.left(expected)) >>> 0, sequence)) {
        insert(connection, loadOf(skb, segment), { left: sequence, right: end });
      }
      return this.acknowledge(skb, connection, true);
    }
    if (sequence !== expected) noteDuplicate(connection, sequence, expected);
    if (length > 0) window.receive(loadOf(skb, segment), sequence === expected);
    const hadGap = connection.ahead.length > 0;
    advance(connection, (sequence + length) >>> 0);
    const fin = (flags & FIN) !== 0;
    if (fin)
      Object.assign(connection, { expected: (connection.expected + 1) >>> 0, finished: true, ahead: [], pieces: [] });
    const isDue = hadGap || sequence !== expected || window.isDue(connection.expected, fin);
    return isDue ? this.acknowledge(skb, connection, true) : 'later';
  }

  /** `isScheduled`: data asked for it. */
  private acknowledge(skb: Skb, connection: Connection, isScheduled = false): TcpAnswer {
    const { echo, ahead, sack, shift, duplicate, established, initialWindow } = connection;
    const options: TcpOption[] = echo === null ? [] : [NOP, NOP, this.timestamp(echo)];
    const blocks = duplicate === null ? ahead : [duplicate, ...ahead];
    if (sack && blocks.length > 0)
      options.push(NOP, NOP, { kind: 'sack', blocks: blocks.slice(0, echo === null ? 4 : 3) });
    const window = established
      ? connection.window.announce(connection.expected, isScheduled || connection.delayed)
      : initialWindow >>> shift;
    Object.assign(connection, { duplicate: null, delayed: false });
    const fields = {
      sequence: (connection.isn + 1) >>> 0,
      acknowledgment: connection.expected,
      flags: ACK | (connection.congested ? ECE : 0),
      window,
      options,
    };
    return { segment: answerSegment(skb, fields), kind: 'connection', echoes: connection.syn };
  }
}

/** tcp_ecn_create_request: both flags, on a datagram that is not marked as capable itself. */
function asksForEcn({ bytes }: Skb): boolean {
  const asked = ECE | CWR;
  return (tcpFlags(bytes, ipHeaderLength(bytes)) & asked) === asked && (ipTos(bytes) & ECN_MASK) === 0;
}

/** tcp_data_queue_ofo. */
function insert(connection: Connection, load: Load, block: Block): void {
  const { window, sack, pieces, duplicate } = connection;
  window.noteAhead(load);
  const { memory, room } = load;
  const done = insertAhead(pieces, { ...block, memory, room }, duplicate);
  connection.pieces = done.pieces;
  window.take(done.memory);
  if (sack) {
    connection.duplicate = done.duplicate;
    if (!done.dropped) window.growAhead(load);
  }
  connection.ahead = noteBlock(connection.ahead, block);
}

/** What lay ahead is joined to what came in order (tcp_ofo_queue). */
function advance(connection: Connection, to: number): void {
  const { window, sack, duplicate } = connection;
  const done = drainAhead(connection.pieces, to, duplicate, {
    drop: ({ memory }) => window.take(-memory),
    join: ({ left, right, memory, room }, follows) =>
      window.store({ length: (right - left) >>> 0, memory, room }, follows, memory),
  });
  Object.assign(connection, { expected: done.expected, pieces: done.pieces });
  if (sack) connection.duplicate = done.duplicate;
  connection.ahead = connection.ahead.filter((block) => isAfter(block.left, connection.expected));
}

const loadOf = ({ bytes }: Skb, { length, flags }: Segment): Load => ({
  length,
  ...memoryOf(bytes.length),
  header: tcpHeaderLength(bytes, ipHeaderLength(bytes)),
  remnant: (flags & (FIN | URG | SYN | PSH)) !== 0,
});

/** tcp_dsack_set. */
function noteDuplicate(connection: Connection, left: number, right: number): void {
  if (connection.sack) connection.duplicate = { left, right };
}

/** tcp_in_window. */
const isInWindow = (sequence: number, end: number, from: number, to: number): boolean =>
  sequence === from || (isAfter(end, from) && isAfter(to, sequence)) || (sequence === to && sequence === end);

/** tcp_paws_discard: an older timestamp, save on an acknowledgement that says nothing new. */
function isStale({ echo, expected, isn }: Connection, segment: Segment): boolean {
  if (echo === null || segment.timestamp === null || ((echo - segment.timestamp) | 0) <= 1) return false;
  const { sequence, end, acknowledgment } = segment;
  return !(sequence === end && sequence === expected && acknowledgment === (isn + 1) >>> 0);
}
