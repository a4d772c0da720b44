import { checksum, replace16, replace32 } from './checksum.ts';
import { concatBytes, read16, read32, read8, write16, write32, write8 } from './bytes.ts';
import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** IPv4 header (RFC 791). Lengths are bytes, `fragmentOffset` counts units of 8 bytes. */
export interface Ipv4Header {
  readonly headerLength: number;
  readonly tos: number;
  readonly totalLength: number;
  readonly id: number;
  /** The reserved flag bit 0x8000; the kernel prints it as CE. */
  readonly reserved: boolean;
  readonly dontFragment: boolean;
  readonly moreFragments: boolean;
  readonly fragmentOffset: number;
  readonly ttl: number;
  readonly protocol: number;
  readonly checksum: number;
  readonly source: number;
  readonly destination: number;
  /** Options with their padding, unparsed. */
  readonly options: Uint8Array;
}

/** What `emitIpv4` needs; lengths and checksum are computed. */
export interface Ipv4Fields {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly tos?: number;
  readonly id?: number;
  readonly reserved?: boolean;
  readonly dontFragment?: boolean;
  readonly moreFragments?: boolean;
  readonly fragmentOffset?: number;
  readonly ttl?: number;
  readonly options?: Uint8Array;
}

export type Ipv4Issue = 'truncated' | 'version' | 'header-length' | 'total-length';

export const IPV4_MIN_HEADER = 20;
export const IPV4_RESERVED = 0x8000;
export const IPV4_DONT_FRAGMENT = 0x4000;
export const IPV4_MORE_FRAGMENTS = 0x2000;

/* Views: `at` is the offset of the header, for the datagram that an ICMP error quotes. */
export const ipVersion = (bytes: Uint8Array, at = 0): number => read8(bytes, at) >>> 4;
export const ipHeaderLength = (bytes: Uint8Array, at = 0): number => (read8(bytes, at) & 15) * 4;
export const ipTos = (bytes: Uint8Array, at = 0): number => read8(bytes, at + 1);
export const ipTotalLength = (bytes: Uint8Array, at = 0): number => read16(bytes, at + 2);
export const ipId = (bytes: Uint8Array, at = 0): number => read16(bytes, at + 4);
/** The 16 bits of flags and offset. */
export const ipFragmentField = (bytes: Uint8Array, at = 0): number => read16(bytes, at + 6);
/** In units of 8 bytes. */
export const ipFragmentOffset = (bytes: Uint8Array, at = 0): number => read16(bytes, at + 6) & 0x1fff;
export const ipMoreFragments = (bytes: Uint8Array, at = 0): boolean => (read8(bytes, at + 6) & 0x20) !== 0;
export const ipDontFragment = (bytes: Uint8Array, at = 0): boolean => (read8(bytes, at + 6) & 0x40) !== 0;
/** A fragment, first or not (ip_is_fragment). */
export const ipIsFragment = (bytes: Uint8Array, at = 0): boolean => (read16(bytes, at + 6) & 0x3fff) !== 0;
export const ipTtl = (bytes: Uint8Array, at = 0): number => read8(bytes, at + 8);
export const ipProtocol = (bytes: Uint8Array, at = 0): number => read8(bytes, at + 9);
export const ipChecksum = (bytes: Uint8Array, at = 0): number => read16(bytes, at + 10);
export const ipSource = (bytes: Uint8Array, at = 0): number => read32(bytes, at + 12);
export const ipDestination = (bytes: Uint8Array, at = 0): number => read32(bytes, at + 16);

/** Checks as ip_rcv does: version, header length, lengths that fit. `bytes` may be longer than the datagram. */
export function parseIpv4(
  bytes: Uint8Array,
  at = 0,
): Parsed<{ readonly header: Ipv4Header; readonly payload: Uint8Array }, Ipv4Issue> {
  const room = bytes.length - at;
  if (room < IPV4_MIN_HEADER) return refused('truncated');
  if (ipVersion(bytes, at) !== 4) return refused('version');
  const headerLength = ipHeaderLength(bytes, at);
  if (headerLength < IPV4_MIN_HEADER || headerLength > room) return refused('header-length');
  const totalLength = ipTotalLength(bytes, at);
  if (totalLength < headerLength || totalLength > room) return refused('total-length');
  return parsed({ header: readIpv4(bytes, at), payload: bytes.subarray(at + headerLength, at + totalLength) });
}

/** The fields as they stand, unchecked: for quotes that were cut off. */
export function readIpv4(bytes: Uint8Array, at = 0): Ipv4Header {
  const headerLength = ipHeaderLength(bytes, at);
  const field = ipFragmentField(bytes, at);
  return {
    headerLength,
    tos: ipTos(bytes, at),
    totalLength: ipTotalLength(bytes, at),
    id: ipId(bytes, at),
    reserved: (field & IPV4_RESERVED) !== 0,
    dontFragment: (field & IPV4_DONT_FRAGMENT) !== 0,
    moreFragments: (field & IPV4_MORE_FRAGMENTS) !== 0,
    fragmentOffset: field & 0x1fff,
    ttl: ipTtl(bytes, at),
    protocol: ipProtocol(bytes, at),
    checksum: ipChecksum(bytes, at),
    source: ipSource(bytes, at),
    destination: ipDestination(bytes, at),
    options: bytes.slice(at + IPV4_MIN_HEADER, Math.max(at + IPV4_MIN_HEADER, at + headerLength)),
  };
}

/** Datagram with the right lengths and header checksum. Options are padded with zeros to a multiple of 4. TTL defaults to 64. */
export function emitIpv4(fields: Ipv4Fields, payload: Uint8Array): Uint8Array {
  const options = fields.options ?? new Uint8Array();
  const headerLength = IPV4_MIN_HEADER + Math.ceil(options.length / 4) * 4;
  const header = new Uint8Array(headerLength);
  write8(header, 0, 0x40 | (headerLength / 4));
  write8(header, 1, fields.tos ?? 0);
  write16(header, 2, headerLength + payload.length);
  write16(header, 4, fields.id ?? 0);
  write16(header, 6, fragmentField(fields));
  write8(header, 8, fields.ttl ?? 64);
  write8(header, 9, fields.protocol);
  write32(header, 12, fields.source);
  write32(header, 16, fields.destination);
  header.set(options, IPV4_MIN_HEADER);
  fillIpChecksum(header);
  return concatBytes(header, payload);
}

const fragmentField = (fields: Ipv4Fields): number =>
  (fields.reserved ? IPV4_RESERVED : 0) |
  (fields.dontFragment ? IPV4_DONT_FRAGMENT : 0) |
  (fields.moreFragments ? IPV4_MORE_FRAGMENTS : 0) |
  (fields.fragmentOffset ?? 0);

/** Computes the header checksum anew (ip_send_check). */
export function fillIpChecksum(bytes: Uint8Array, at = 0): void {
  write16(bytes, at + 10, 0);
  write16(bytes, at + 10, checksum(bytes, at, at + ipHeaderLength(bytes, at)));
}

export const isIpChecksumRight = (bytes: Uint8Array, at = 0): boolean =>
  checksum(bytes, at, at + ipHeaderLength(bytes, at)) === 0;

/* Setters: they keep the header checksum as right or wrong as it was (RFC 1624). */
function setWord(bytes: Uint8Array, at: number, word: number, value: number): void {
  const before = read16(bytes, at + word);
  write16(bytes, at + word, value);
  write16(bytes, at + 10, replace16(ipChecksum(bytes, at), before, value));
}

function setLong(bytes: Uint8Array, at: number, offset: number, value: number): void {
  const before = read32(bytes, at + offset);
  write32(bytes, at + offset, value);
  write16(bytes, at + 10, replace32(ipChecksum(bytes, at), before, value));
}

export const setIpTos = (bytes: Uint8Array, tos: number, at = 0): void =>
  setWord(bytes, at, 0, (read8(bytes, at) << 8) | tos);
export const setIpTotalLength = (bytes: Uint8Array, length: number, at = 0): void => setWord(bytes, at, 2, length);
/** Flags and offset together. */
export const setIpFragmentField = (bytes: Uint8Array, field: number, at = 0): void => setWord(bytes, at, 6, field);
export const setIpTtl = (bytes: Uint8Array, ttl: number, at = 0): void =>
  setWord(bytes, at, 8, (ttl << 8) | ipProtocol(bytes, at));
/** The IP header only; `rewriteSource` of transport.ts keeps the transport checksum right as well. */
export const setIpSource = (bytes: Uint8Array, address: number, at = 0): void => setLong(bytes, at, 12, address);
/** The IP header only; see `rewriteDestination`. */
export const setIpDestination = (bytes: Uint8Array, address: number, at = 0): void => setLong(bytes, at, 16, address);
