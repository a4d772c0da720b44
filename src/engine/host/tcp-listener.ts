import {
  emitTcp,
  ipDestination,
  ipHeaderLength,
  ipSource,
  parseTcp,
  TCP_FLAGS,
  tcpAcknowledgment,
  tcpFlags,
  tcpHeaderLength,
  tcpSequence,
} from '../net/index.ts';
import type { TcpFields, TcpOption } from '../net/index.ts';
import type { Kernel } from './kernel.ts';
import type { Skb } from './skb.ts';

const { FIN, SYN, RST, ACK } = TCP_FLAGS;
const RECEIVE_SPACE = 65536;
/** Of the largest receive buffer, 32 MiB since Linux 6.17. */
const WINDOW_SHIFT = 10;

/** A connection that a listener took: enough of TCP to answer as the kernel does while the process neither reads nor writes. */
interface Connection {
  readonly isn: number;
  /** Sequence number expected next from the peer. */
  expected: number;
  established: boolean;
  finished: boolean;
  readonly shift: number;
}

/** What the stack sends back: a segment and whether a connection (else nobody) stands behind it. */
export interface TcpAnswer {
  readonly segment: Uint8Array;
  readonly kind: 'handshake' | 'connection' | 'reset';
}

export class TcpStack {
  private readonly kernel: Kernel;
  private readonly connections = new Map<string, Connection>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** tcp_v4_rcv for a right segment: the answer, or null for silence. */
  receive(skb: Skb, listening: boolean): TcpAnswer | null {
    const at = ipHeaderLength(skb.bytes);
    const flags = tcpFlags(skb.bytes, at);
    const key = `${ipSource(skb.bytes)} ${ipDestination(skb.bytes)} ${skb.bytes[at]} ${skb.bytes[at + 1]} ${skb.bytes[at + 2]} ${skb.bytes[at + 3]}`;
    const connection = this.connections.get(key);
    if (connection !== undefined) return this.continue(skb, key, connection);
    if (!listening) return resetFor(skb);
    if ((flags & RST) !== 0) return null;
    if ((flags & ACK) !== 0) return resetFor(skb);
    return (flags & (SYN | FIN)) === SYN ? this.accept(skb, key) : null;
  }

  private accept(skb: Skb, key: string): TcpAnswer {
    const at = ipHeaderLength(skb.bytes);
    const isn = this.kernel.random();
    const syn = parseTcp(skb.bytes.subarray(at));
    const offered = syn.ok ? syn.value.header.options : [];
    const has = (kind: TcpOption['kind']): boolean => offered.some((option) => option.kind === kind);
    const scaled = has('window-scale') && this.kernel.sysctls.number('net.ipv4.tcp_window_scaling') !== 0;
    const expected = (tcpSequence(skb.bytes, at) + 1) >>> 0;
    const connection: Connection = {
      isn,
      expected,
      established: false,
      finished: false,
      shift: scaled ? WINDOW_SHIFT : 0,
    };
    this.connections.set(key, connection);
    const options = this.synAckOptions(offered, skb);
    return {
      segment: this.emit(skb, {
        sequence: isn,
        acknowledgment: expected,
        flags: SYN | ACK,
        window: this.window(skb, has('timestamp')),
        options,
      }),
      kind: 'handshake',
    };
  }

  private mss(skb: Skb): number {
    const device = skb.inDevice === '' ? 'lo' : skb.inDevice;
    return Math.min(this.kernel.routing.device(device)?.mtu ?? 1500, 0xffff) - 40;
  }

  /** tcp_select_initial_window: whole segments of the receive space. */
  private window(skb: Skb, timestamps: boolean): number {
    const mss = this.mss(skb) - (timestamps ? 12 : 0);
    return Math.min(65535, mss > RECEIVE_SPACE ? RECEIVE_SPACE : Math.floor(RECEIVE_SPACE / mss) * mss);
  }

  /** tcp_synack_options and tcp_options_write: what was offered comes back, in the kernel's order and padding. */
  private synAckOptions(offered: readonly TcpOption[], skb: Skb): readonly TcpOption[] {
    const setting = (key: string): boolean => this.kernel.sysctls.number(`net.ipv4.${key}`) !== 0;
    const timestamp = offered.find((option) => option.kind === 'timestamp');
    const sack = offered.some((option) => option.kind === 'sack-permitted') && setting('tcp_sack');
    const scaled = offered.some((option) => option.kind === 'window-scale') && setting('tcp_window_scaling');
    const nop: TcpOption = { kind: 'nop' };
    const options: TcpOption[] = [{ kind: 'mss', mss: this.mss(skb) }];
    if (timestamp !== undefined && setting('tcp_timestamps')) {
      options.push(...(sack ? [{ kind: 'sack-permitted' } as const] : [nop, nop]));
      options.push({ kind: 'timestamp', value: this.kernel.clock.now() >>> 0, echo: timestamp.value });
    } else if (sack) options.push(nop, nop, { kind: 'sack-permitted' });
    if (scaled) options.push(nop, { kind: 'window-scale', shift: WINDOW_SHIFT });
    return options;
  }

  private continue(skb: Skb, key: string, connection: Connection): TcpAnswer | null {
    const at = ipHeaderLength(skb.bytes);
    const flags = tcpFlags(skb.bytes, at);
    const sequence = tcpSequence(skb.bytes, at);
    if ((flags & RST) !== 0) {
      if (sequence === connection.expected) this.connections.delete(key);
      return null;
    }
    if ((flags & SYN) !== 0)
      return connection.established ? this.acknowledge(skb, connection) : this.repeatHandshake(skb, key);
    if ((flags & ACK) === 0) return null;
    if (!connection.established && tcpAcknowledgment(skb.bytes, at) !== (connection.isn + 1) >>> 0)
      return resetFor(skb);
    connection.established = true;
    return this.take(skb, connection, flags);
  }

  private repeatHandshake(skb: Skb, key: string): TcpAnswer {
    this.connections.delete(key);
    return this.accept(skb, key);
  }

  /** Data and FIN in order are acknowledged at once, as at the start of a connection (quick acks); so is what is out of order. */
  private take(skb: Skb, connection: Connection, flags: number): TcpAnswer | null {
    const at = ipHeaderLength(skb.bytes);
    const length = skb.bytes.length - at - tcpHeaderLength(skb.bytes, at);
    const fin = (flags & FIN) !== 0;
    if (length === 0 && !fin) return null;
    if (tcpSequence(skb.bytes, at) === connection.expected && !connection.finished) {
      connection.expected = (connection.expected + length + (fin ? 1 : 0)) >>> 0;
      connection.finished = fin;
    }
    return this.acknowledge(skb, connection);
  }

  private acknowledge(skb: Skb, connection: Connection): TcpAnswer {
    const sequence = (connection.isn + 1) >>> 0;
    const window = this.window(skb, false) >>> connection.shift;
    return {
      segment: this.emit(skb, { sequence, acknowledgment: connection.expected, flags: ACK, window }),
      kind: 'connection',
    };
  }

  private emit(skb: Skb, fields: Omit<TcpFields, 'sourcePort' | 'destinationPort'>): Uint8Array {
    return answerSegment(skb, fields);
  }
}

function answerSegment(skb: Skb, fields: Omit<TcpFields, 'sourcePort' | 'destinationPort'>): Uint8Array {
  const at = ipHeaderLength(skb.bytes);
  const port = (offset: number): number => ((skb.bytes[at + offset] ?? 0) << 8) | (skb.bytes[at + offset + 1] ?? 0);
  const addresses = { source: ipDestination(skb.bytes), destination: ipSource(skb.bytes) };
  return emitTcp({ ...fields, sourcePort: port(2), destinationPort: port(0) }, new Uint8Array(), addresses);
}

/** tcp_v4_send_reset: never about a reset. */
export function resetFor(skb: Skb): TcpAnswer | null {
  const at = ipHeaderLength(skb.bytes);
  const flags = tcpFlags(skb.bytes, at);
  if ((flags & RST) !== 0) return null;
  if ((flags & ACK) !== 0)
    return { segment: answerSegment(skb, { sequence: tcpAcknowledgment(skb.bytes, at), flags: RST }), kind: 'reset' };
  const length =
    skb.bytes.length -
    at -
    tcpHeaderLength(skb.bytes, at) +
    ((flags & SYN) === 0 ? 0 : 1) +
    ((flags & FIN) === 0 ? 0 : 1);
  const acknowledgment = (tcpSequence(skb.bytes, at) + length) >>> 0;
  return { segment: answerSegment(skb, { acknowledgment, flags: RST | ACK }), kind: 'reset' };
}
