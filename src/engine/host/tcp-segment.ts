import {
  emitTcp,
  ipDestination,
  ipHeaderLength,
  ipSource,
  parseTcp,
  read16,
  TCP_FLAGS,
  tcpAcknowledgment,
  tcpFlags,
  tcpHeaderLength,
  tcpSequence,
} from '../net/index.ts';
import type { TcpFields, TcpOption } from '../net/index.ts';
import type { Skb } from './skb.ts';

const { FIN, SYN, RST, ACK } = TCP_FLAGS;

/** One segment as the state machine reads it; `end` counts SYN and FIN. */
export interface Segment {
  readonly flags: number;
  readonly sequence: number;
  readonly end: number;
  readonly acknowledgment: number;
  readonly length: number;
  readonly timestamp: number | null;
}

/** What the stack sends back: a segment and whether a connection (else nobody) stands behind it. */
export interface TcpAnswer {
  readonly segment: Uint8Array;
  readonly kind: 'handshake' | 'connection' | 'reset';
  /** The segment whose IP options are echoed: the SYN for what a connection sends. */
  readonly echoes: Skb;
}

export function readSegment(skb: Skb): Segment {
  const at = ipHeaderLength(skb.bytes);
  const flags = tcpFlags(skb.bytes, at);
  const sequence = tcpSequence(skb.bytes, at);
  const length = skb.bytes.length - at - tcpHeaderLength(skb.bytes, at);
  const end = (sequence + length + ((flags & SYN) === 0 ? 0 : 1) + ((flags & FIN) === 0 ? 0 : 1)) >>> 0;
  const timestamp = optionsOf(skb).find((option) => option.kind === 'timestamp')?.value ?? null;
  return { flags, sequence, end, acknowledgment: tcpAcknowledgment(skb.bytes, at), length, timestamp };
}

export function optionsOf(skb: Skb): readonly TcpOption[] {
  const parsed = parseTcp(skb.bytes.subarray(ipHeaderLength(skb.bytes)));
  return parsed.ok ? parsed.value.header.options : [];
}

export function answerSegment(skb: Skb, fields: Omit<TcpFields, 'sourcePort' | 'destinationPort'>): Uint8Array {
  const at = ipHeaderLength(skb.bytes);
  const ports = { sourcePort: read16(skb.bytes, at + 2), destinationPort: read16(skb.bytes, at) };
  const addresses = { source: ipDestination(skb.bytes), destination: ipSource(skb.bytes) };
  return emitTcp({ ...fields, ...ports }, new Uint8Array(), addresses);
}

/** tcp_v4_send_reset: never about a reset. */
export function resetFor(skb: Skb): TcpAnswer | null {
  const at = ipHeaderLength(skb.bytes);
  const flags = tcpFlags(skb.bytes, at);
  if ((flags & RST) !== 0) return null;
  if ((flags & ACK) !== 0) {
    return {
      segment: answerSegment(skb, { sequence: tcpAcknowledgment(skb.bytes, at), flags: RST }),
      kind: 'reset',
      echoes: skb,
    };
  }
  const length =
    skb.bytes.length -
    at -
    tcpHeaderLength(skb.bytes, at) +
    ((flags & SYN) === 0 ? 0 : 1) +
    ((flags & FIN) === 0 ? 0 : 1);
  const acknowledgment = (tcpSequence(skb.bytes, at) + length) >>> 0;
  return { segment: answerSegment(skb, { acknowledgment, flags: RST | ACK }), kind: 'reset', echoes: skb };
}
