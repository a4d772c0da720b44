import {
  ICMP_PROTOCOL,
  IPV4_MIN_HEADER,
  TCP_PROTOCOL,
  UDPLITE_PROTOCOL,
  UDP_PROTOCOL,
  hasIcmpId,
  icmpCode,
  icmpId,
  icmpType,
  ipDestination,
  ipFragmentOffset,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  read16,
} from '../net/index.ts';
import type { Tuple } from '../model/index.ts';

export const GRE_PROTOCOL = 47;
export const SCTP_PROTOCOL = 132;
export const DCCP_PROTOCOL = 33;

/** Reply type of each ICMP query type, both ways (icmp.c invmap). */
const ICMP_INVERSE: ReadonlyMap<number, number> = new Map([
  [8, 0],
  [0, 8],
  [13, 14],
  [14, 13],
  [15, 16],
  [16, 15],
  [17, 18],
  [18, 17],
]);

/**
 * Where the transport header of the datagram at `at` begins, or null: a later fragment, or a header beyond the end
 * (ipv4_get_l4proto).
 */
export function trackableTransport(bytes: Uint8Array, at = 0): number | null {
  if (bytes.length < at + IPV4_MIN_HEADER) return null;
  if (ipFragmentOffset(bytes, at) !== 0) return null;
  const transport = at + ipHeaderLength(bytes, at);
  return transport > bytes.length ? null : transport;
}

/** Tuple of the datagram whose header is at `at` (nf_ct_get_tuple); null if its transport header is too short to name one. */
export function readTuple(bytes: Uint8Array, at: number, transport: number): Tuple | null {
  const parts = readParts(bytes, transport, ipProtocol(bytes, at));
  if (parts === null) return null;
  return {
    source: ipSource(bytes, at),
    destination: ipDestination(bytes, at),
    protocol: ipProtocol(bytes, at),
    sourcePart: parts[0],
    destinationPart: parts[1],
  };
}

const NO_PARTS: readonly [number, number] = [0, 0];

function readParts(bytes: Uint8Array, at: number, protocol: number): readonly [number, number] | null {
  const room = bytes.length - at;
  switch (protocol) {
    case TCP_PROTOCOL:
    case UDP_PROTOCOL:
    case UDPLITE_PROTOCOL:
    case SCTP_PROTOCOL:
      return room < 4 ? null : [read16(bytes, at), read16(bytes, at + 2)];
    case ICMP_PROTOCOL:
      return room < 8 ? null : [icmpId(bytes, at), (icmpType(bytes, at) << 8) | icmpCode(bytes, at)];
    case GRE_PROTOCOL:
      return readGreKeys(bytes, at, room);
    default:
      return NO_PARTS;
  }
}

/** Only PPTP's version 1, as far as its header is there, has keys: the call id; the other side's is known to no keymap here, so 0 (gre_pkt_to_tuple). */
function readGreKeys(bytes: Uint8Array, at: number, room: number): readonly [number, number] | null {
  if (room < 8 || (read16(bytes, at) & 7) !== 1) return NO_PARTS;
  if (read16(bytes, at + 2) !== 0x880b) return null;
  return [0, read16(bytes, at + 6)];
}

/** Tuple of the packets that answer it (nf_ct_invert_tuple); null for ICMP types without an answer. */
export function invertTuple(tuple: Tuple): Tuple | null {
  const { source, destination, protocol } = tuple;
  if (protocol !== ICMP_PROTOCOL) {
    return {
      source: destination,
      destination: source,
      protocol,
      sourcePart: tuple.destinationPart,
      destinationPart: tuple.sourcePart,
    };
  }
  const type = tuple.destinationPart >>> 8;
  const inverse = hasIcmpId(type) ? ICMP_INVERSE.get(type) : undefined;
  if (inverse === undefined) return null;
  return {
    source: destination,
    destination: source,
    protocol,
    sourcePart: tuple.sourcePart,
    destinationPart: (inverse << 8) | (tuple.destinationPart & 255),
  };
}

export const equalTuples = (a: Tuple, b: Tuple): boolean =>
  a.source === b.source &&
  a.destination === b.destination &&
  a.sourcePart === b.sourcePart &&
  a.destinationPart === b.destinationPart &&
  a.protocol === b.protocol;

/** uint32 that spreads tuples evenly; equal tuples have equal hashes. */
export function hashTuple(tuple: Tuple): number {
  let hash = Math.imul(tuple.source, 0x9e3779b1) ^ Math.imul(tuple.destination, 0x85ebca77);
  hash =
    Math.imul(hash ^ (hash >>> 15), 0xc2b2ae3d) ^
    Math.imul((tuple.sourcePart << 16) | tuple.destinationPart, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 13) ^ tuple.protocol, 0x165667b1);
  return (hash ^ (hash >>> 16)) >>> 0;
}
