/** Reads just enough of a datagram to answer, describe and normalise it. */

import { bytesOf } from './packets.ts';

export interface Datagram {
  readonly bytes: Uint8Array;
  readonly headerLength: number;
  readonly protocol: number;
  readonly id: number;
  readonly src: string;
  readonly dst: string;
  readonly ttl: number;
  readonly fragmentOffset: number;
  readonly moreFragments: boolean;
  /** Everything after the IP header. */
  readonly body: Uint8Array;
}

export function read16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function read32(bytes: Uint8Array, at: number): number {
  return ((read16(bytes, at) << 16) | read16(bytes, at + 2)) >>> 0;
}

const address = (bytes: Uint8Array, at: number): string => bytes.subarray(at, at + 4).join('.');

/** Undefined when there is not even an IPv4 header. */
export function readDatagram(hex: string): Datagram | undefined {
  const bytes = bytesOf(hex);
  const headerLength = ((bytes[0] ?? 0) & 15) * 4;
  if (bytes.length < 20 || (bytes[0] ?? 0) >> 4 !== 4 || headerLength < 20 || headerLength > bytes.length) {
    return undefined;
  }
  return {
    bytes,
    headerLength,
    protocol: bytes[9] ?? 0,
    id: read16(bytes, 4),
    src: address(bytes, 12),
    dst: address(bytes, 16),
    ttl: bytes[8] ?? 0,
    fragmentOffset: read16(bytes, 6) & 0x1fff,
    moreFragments: (read16(bytes, 6) & 0x2000) !== 0,
    body: bytes.subarray(headerLength),
  };
}

const TCP_LETTERS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];

export function tcpFlagNames(body: Uint8Array): string {
  return TCP_LETTERS.filter((_, bit) => ((body[13] ?? 0) & (1 << bit)) !== 0).join(',') || 'none';
}

/** Payload length of a TCP segment plus one for each of SYN and FIN: what its sequence numbers span. */
export function tcpSpan(body: Uint8Array): number {
  const flags = body[13] ?? 0;
  return body.length - ((body[12] ?? 0) >> 4) * 4 + ((flags >> 1) & 1) + (flags & 1);
}

/** One line for the reader of a recording. */
export function describe(hex: string): string {
  const datagram = readDatagram(hex);
  if (datagram === undefined) return `${hex.length / 2} bytes that are no IPv4 datagram`;
  const { src, dst, body, protocol, fragmentOffset, ttl } = datagram;
  const head = `${src} > ${dst} ttl ${ttl}${datagram.moreFragments ? ' MF' : ''}`;
  if (fragmentOffset > 0) return `${head} protocol ${protocol}, fragment at ${fragmentOffset * 8}`;
  const ports = `${read16(body, 0)} > ${read16(body, 2)}`;
  if (protocol === 6) return `${head} TCP ${ports} ${tcpFlagNames(body)} seq ${read32(body, 4)} ack ${read32(body, 8)}`;
  if (protocol === 17) return `${head} UDP ${ports}`;
  if (protocol === 1) return `${head} ICMP ${body[0] ?? '?'}/${body[1] ?? '?'}`;
  return `${head} protocol ${protocol}`;
}
