import { checksum, pseudoHeaderSum, replace16, replace32 } from './checksum.ts';
import { concatBytes, read16, read32, read8, write16, write32, write8 } from './bytes.ts';
import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** Flag bits of byte 13 (RFC 9293 section 3.1). `AE` is bit 0 of byte 12. */
export const TCP_FLAGS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128 } as const;
export type TcpFlag = keyof typeof TCP_FLAGS;

export const TCP_MIN_HEADER = 20;
export const TCP_PROTOCOL = 6;

/** Unknown kinds are kept with their bytes; `malformed` is the rest from the first option that does not fit. */
export type TcpOption =
  | { readonly kind: 'end' }
  | { readonly kind: 'nop' }
  | { readonly kind: 'mss'; readonly mss: number }
  | { readonly kind: 'window-scale'; readonly shift: number }
  | { readonly kind: 'sack-permitted' }
  | { readonly kind: 'sack'; readonly blocks: readonly { readonly left: number; readonly right: number }[] }
  | { readonly kind: 'timestamp'; readonly value: number; readonly echo: number }
  | { readonly kind: 'unknown'; readonly number: number; readonly data: Uint8Array }
  | { readonly kind: 'malformed'; readonly bytes: Uint8Array };

export interface TcpHeader {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly headerLength: number;
  /** The low nibble of byte 12: three reserved bits and AE. */
  readonly reserved: number;
  readonly flags: number;
  readonly window: number;
  readonly checksum: number;
  readonly urgent: number;
  readonly options: readonly TcpOption[];
}

export interface TcpFields {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence?: number;
  readonly acknowledgment?: number;
  readonly flags?: number;
  readonly window?: number;
  readonly urgent?: number;
  readonly reserved?: number;
  readonly options?: readonly TcpOption[];
}

/* Views; `at` is the offset of the TCP header. */
export const tcpSourcePort = (bytes: Uint8Array, at: number): number => read16(bytes, at);
export const tcpDestinationPort = (bytes: Uint8Array, at: number): number => read16(bytes, at + 2);
export const tcpSequence = (bytes: Uint8Array, at: number): number => read32(bytes, at + 4);
export const tcpAcknowledgment = (bytes: Uint8Array, at: number): number => read32(bytes, at + 8);
export const tcpHeaderLength = (bytes: Uint8Array, at: number): number => (read8(bytes, at + 12) >>> 4) * 4;
export const tcpReserved = (bytes: Uint8Array, at: number): number => read8(bytes, at + 12) & 15;
export const tcpFlags = (bytes: Uint8Array, at: number): number => read8(bytes, at + 13);
export const tcpWindow = (bytes: Uint8Array, at: number): number => read16(bytes, at + 14);
export const tcpChecksum = (bytes: Uint8Array, at: number): number => read16(bytes, at + 16);
export const tcpUrgent = (bytes: Uint8Array, at: number): number => read16(bytes, at + 18);

/** `bytes` is the segment: from the TCP header to the end of the datagram. */
export function parseTcp(
  segment: Uint8Array,
): Parsed<{ readonly header: TcpHeader; readonly payload: Uint8Array }, 'truncated' | 'header-length'> {
  if (segment.length < TCP_MIN_HEADER) return refused('truncated');
  const headerLength = tcpHeaderLength(segment, 0);
  if (headerLength < TCP_MIN_HEADER || headerLength > segment.length) return refused('header-length');
  return parsed({
    header: {
      sourcePort: tcpSourcePort(segment, 0),
      destinationPort: tcpDestinationPort(segment, 0),
      sequence: tcpSequence(segment, 0),
      acknowledgment: tcpAcknowledgment(segment, 0),
      headerLength,
      reserved: tcpReserved(segment, 0),
      flags: tcpFlags(segment, 0),
      window: tcpWindow(segment, 0),
      checksum: tcpChecksum(segment, 0),
      urgent: tcpUrgent(segment, 0),
      options: parseTcpOptions(segment.subarray(TCP_MIN_HEADER, headerLength)),
    },
    payload: segment.subarray(headerLength),
  });
}

/** Options in order, through the end mark (padding after it is dropped). */
export function parseTcpOptions(bytes: Uint8Array): readonly TcpOption[] {
  const options: TcpOption[] = [];
  let at = 0;
  while (at < bytes.length) {
    const number = read8(bytes, at);
    if (number === 0) return [...options, { kind: 'end' }];
    if (number === 1) {
      options.push({ kind: 'nop' });
      at += 1;
      continue;
    }
    const length = read8(bytes, at + 1);
    if (at + 1 >= bytes.length || length < 2 || at + length > bytes.length) {
      return [...options, { kind: 'malformed', bytes: bytes.slice(at) }];
    }
    options.push(readOption(number, bytes.slice(at + 2, at + length)));
    at += length;
  }
  return options;
}

function readOption(number: number, data: Uint8Array): TcpOption {
  if (number === 2 && data.length === 2) return { kind: 'mss', mss: read16(data, 0) };
  if (number === 3 && data.length === 1) return { kind: 'window-scale', shift: read8(data, 0) };
  if (number === 4 && data.length === 0) return { kind: 'sack-permitted' };
  if (number === 5 && data.length > 0 && data.length % 8 === 0) return { kind: 'sack', blocks: readBlocks(data) };
  if (number === 8 && data.length === 8) return { kind: 'timestamp', value: read32(data, 0), echo: read32(data, 4) };
  return { kind: 'unknown', number, data };
}

const readBlocks = (data: Uint8Array): readonly { readonly left: number; readonly right: number }[] =>
  Array.from({ length: data.length / 8 }, (_, i) => ({ left: read32(data, 8 * i), right: read32(data, 8 * i + 4) }));

/** Wire form of options, padded with end marks to a multiple of 4. */
export function emitTcpOptions(options: readonly TcpOption[]): Uint8Array {
  const bytes = concatBytes(...options.map(emitOption));
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  return padded;
}

function emitOption(option: TcpOption): Uint8Array {
  switch (option.kind) {
    case 'end':
      return Uint8Array.of(0);
    case 'nop':
      return Uint8Array.of(1);
    case 'mss':
      return Uint8Array.of(2, 4, option.mss >>> 8, option.mss);
    case 'window-scale':
      return Uint8Array.of(3, 3, option.shift);
    case 'sack-permitted':
      return Uint8Array.of(4, 2);
    case 'sack':
      return emitBlocks(option.blocks);
    case 'timestamp':
      return emitTimestamp(option.value, option.echo);
    case 'unknown':
      return concatBytes(Uint8Array.of(option.number, option.data.length + 2), option.data);
    case 'malformed':
      return option.bytes;
  }
}

function emitBlocks(blocks: readonly { readonly left: number; readonly right: number }[]): Uint8Array {
  const bytes = new Uint8Array(2 + 8 * blocks.length);
  bytes.set([5, bytes.length]);
  blocks.forEach((block, i) => {
    write32(bytes, 2 + 8 * i, block.left);
    write32(bytes, 6 + 8 * i, block.right);
  });
  return bytes;
}

function emitTimestamp(value: number, echo: number): Uint8Array {
  const bytes = Uint8Array.of(8, 10, 0, 0, 0, 0, 0, 0, 0, 0);
  write32(bytes, 2, value);
  write32(bytes, 6, echo);
  return bytes;
}

/** Segment with the right checksum for these addresses. */
export function emitTcp(
  fields: TcpFields,
  payload: Uint8Array,
  addresses: { readonly source: number; readonly destination: number },
): Uint8Array {
  const options = emitTcpOptions(fields.options ?? []);
  const header = new Uint8Array(TCP_MIN_HEADER + options.length);
  write16(header, 0, fields.sourcePort);
  write16(header, 2, fields.destinationPort);
  write32(header, 4, fields.sequence ?? 0);
  write32(header, 8, fields.acknowledgment ?? 0);
  write8(header, 12, ((header.length / 4) << 4) | (fields.reserved ?? 0));
  write8(header, 13, fields.flags ?? 0);
  write16(header, 14, fields.window ?? 0);
  write16(header, 18, fields.urgent ?? 0);
  header.set(options, TCP_MIN_HEADER);
  const segment = concatBytes(header, payload);
  fillTcpChecksum(segment, 0, segment.length, addresses.source, addresses.destination);
  return segment;
}

/** `at` is the TCP header, `end` the end of the segment. */
export function fillTcpChecksum(bytes: Uint8Array, at: number, end: number, source: number, destination: number): void {
  write16(bytes, at + 16, 0);
  write16(bytes, at + 16, checksum(bytes, at, end, pseudoHeaderSum(source, destination, TCP_PROTOCOL, end - at)));
}

/* Setters: they keep the checksum as right or wrong as it was. */
function setWord(bytes: Uint8Array, at: number, word: number, value: number): void {
  const before = read16(bytes, at + word);
  write16(bytes, at + word, value);
  write16(bytes, at + 16, replace16(tcpChecksum(bytes, at), before, value));
}

function setLong(bytes: Uint8Array, at: number, offset: number, value: number): void {
  const before = read32(bytes, at + offset);
  write32(bytes, at + offset, value);
  write16(bytes, at + 16, replace32(tcpChecksum(bytes, at), before, value));
}

export const setTcpDestinationPort = (bytes: Uint8Array, at: number, port: number): void => setWord(bytes, at, 2, port);
export const setTcpSequence = (bytes: Uint8Array, at: number, value: number): void => setLong(bytes, at, 4, value);
export const setTcpAcknowledgment = (bytes: Uint8Array, at: number, value: number): void =>
  setLong(bytes, at, 8, value);
export const setTcpFlags = (bytes: Uint8Array, at: number, flags: number): void =>
  setWord(bytes, at, 12, (read8(bytes, at + 12) << 8) | flags);
