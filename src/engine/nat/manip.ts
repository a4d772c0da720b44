import {
  ICMP_HEADER,
  ICMP_PROTOCOL,
  TCP_MIN_HEADER,
  TCP_PROTOCOL,
  UDPLITE_PROTOCOL,
  UDP_HEADER,
  UDP_PROTOCOL,
  fillSctpChecksum,
  hasIcmpId,
  icmpType,
  ipDestination,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  read16,
  replace16,
  replace32,
  setIcmpId,
  setIpDestination,
  setIpSource,
  write16,
} from '../net/index.ts';
import type { Hook, Tuple } from '../model/index.ts';

/** Which end of a packet a translation changes (enum nf_nat_manip_type). */
export type Manip = 'source' | 'destination';

export const manipOf = (hook: Hook): Manip => (hook === 'POSTROUTING' || hook === 'INPUT' ? 'source' : 'destination');

export const otherManip = (manip: Manip): Manip => (manip === 'source' ? 'destination' : 'source');

const GRE = 47;
const SCTP = 132;
const SCTP_HEADER = 12;
const GRE_HEADER = 8;

/**
 * Writes the source or destination of `tuple` into the datagram at `at`, in place, and keeps its checksums as right or wrong as they
 * were (nf_nat_ipv4_manip_pkt). False: its transport header is cut off too short to be changed, or is none that NAT knows.
 */
export function rewriteEnd(bytes: Uint8Array, at: number, tuple: Tuple, manip: Manip): boolean {
  if (!rewriteTransport(bytes, at, tuple, manip)) return false;
  if (manip === 'source') setIpSource(bytes, tuple.source, at);
  else setIpDestination(bytes, tuple.destination, at);
  return true;
}

function rewriteTransport(bytes: Uint8Array, at: number, tuple: Tuple, manip: Manip): boolean {
  const transport = at + ipHeaderLength(bytes, at);
  const room = bytes.length - transport;
  switch (ipProtocol(bytes, at)) {
    case TCP_PROTOCOL:
      // A quote may hold only the first 8 bytes: there the checksum is out of reach.
      return rewritePort(bytes, { at, transport, tuple, manip, checksum: room >= TCP_MIN_HEADER ? 16 : null });
    case UDP_PROTOCOL:
      if (room < UDP_HEADER) return false;
      return rewritePort(bytes, {
        at,
        transport,
        tuple,
        manip,
        checksum: read16(bytes, transport + 6) === 0 ? null : 6,
      });
    case UDPLITE_PROTOCOL:
      return room >= UDP_HEADER && rewritePort(bytes, { at, transport, tuple, manip, checksum: 6 });
    case SCTP:
      if (!rewritePort(bytes, { at, transport, tuple, manip, checksum: null })) return false;
      if (room >= SCTP_HEADER) fillSctpChecksum(bytes, transport);
      return true;
    case ICMP_PROTOCOL:
      if (room < ICMP_HEADER) return false;
      if (hasIcmpId(icmpType(bytes, transport))) setIcmpId(bytes, transport, tuple.sourcePart);
      return true;
    case GRE:
      return rewriteGre(bytes, transport, tuple, manip);
    default:
      return true;
  }
}

/** As long as PPTP's version 1 is, whichever it is; only that has a key, the call id of the receiver (gre_manip_pkt). */
function rewriteGre(bytes: Uint8Array, transport: number, tuple: Tuple, manip: Manip): boolean {
  if (bytes.length - transport < GRE_HEADER) return false;
  if (manip !== 'destination') return true;
  const version = read16(bytes, transport) & 7;
  if (version === 1) write16(bytes, transport + 6, tuple.destinationPart);
  return version <= 1;
}

interface PortRewrite {
  readonly at: number;
  readonly transport: number;
  readonly tuple: Tuple;
  readonly manip: Manip;
  /** Offset of the checksum in the transport header; null: there is none to keep. */
  readonly checksum: number | null;
}

function rewritePort(bytes: Uint8Array, { at, transport, tuple, manip, checksum }: PortRewrite): boolean {
  if (bytes.length < transport + 8) return false;
  const isSource = manip === 'source';
  const field = transport + (isSource ? 0 : 2);
  const before = read16(bytes, field);
  const after = isSource ? tuple.sourcePart : tuple.destinationPart;
  write16(bytes, field, after);
  if (checksum === null) return true;
  const oldAddress = isSource ? ipSource(bytes, at) : ipDestination(bytes, at);
  const newAddress = isSource ? tuple.source : tuple.destination;
  const sum = replace16(replace32(read16(bytes, transport + checksum), oldAddress, newAddress), before, after);
  const isTcp = ipProtocol(bytes, at) === TCP_PROTOCOL;
  write16(bytes, transport + checksum, sum === 0 && !isTcp ? 0xffff : sum);
  return true;
}
