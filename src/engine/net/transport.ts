import { checksum, pseudoHeaderSum, replace32 } from './checksum.ts';
import { read16, write16 } from './bytes.ts';
import { ICMP_PROTOCOL } from './icmp.ts';
import {
  ipDestination,
  ipFragmentOffset,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  ipTotalLength,
  setIpDestination,
  setIpSource,
} from './ipv4.ts';
import { TCP_MIN_HEADER, TCP_PROTOCOL } from './tcp.ts';
import { UDP_HEADER, UDP_PROTOCOL, UDPLITE_PROTOCOL } from './udp.ts';

/** Protocols whose first four bytes are source and destination port. */
export const hasPorts = (protocol: number): boolean =>
  protocol === TCP_PROTOCOL ||
  protocol === UDP_PROTOCOL ||
  protocol === UDPLITE_PROTOCOL ||
  protocol === 132 ||
  protocol === 33;

/** Bytes from the start of the datagram at `at` to its transport header. */
export const transportOffset = (bytes: Uint8Array, at = 0): number => at + ipHeaderLength(bytes, at);

/** Offset of the transport checksum that covers the addresses, or null: other protocols, later fragments, cut-off headers, UDP without. */
function coveredChecksum(bytes: Uint8Array, at: number): number | null {
  if (ipFragmentOffset(bytes, at) !== 0) return null;
  const transport = transportOffset(bytes, at);
  const room = bytes.length - transport;
  switch (ipProtocol(bytes, at)) {
    case TCP_PROTOCOL:
      return room >= TCP_MIN_HEADER ? transport + 16 : null;
    case UDP_PROTOCOL:
    case UDPLITE_PROTOCOL:
      return room >= UDP_HEADER && read16(bytes, transport + 6) !== 0 ? transport + 6 : null;
    case 33:
      return room >= 8 ? transport + 6 : null;
    default:
      return null;
  }
}

function adjustTransport(bytes: Uint8Array, at: number, before: number, after: number): void {
  const field = coveredChecksum(bytes, at);
  if (field === null) return;
  const sum = replace32(read16(bytes, field), before, after);
  const isUdp = ipProtocol(bytes, at) === UDP_PROTOCOL || ipProtocol(bytes, at) === UDPLITE_PROTOCOL;
  write16(bytes, field, isUdp && sum === 0 ? 0xffff : sum);
}

/** Changes the source address and keeps both the IP and the transport checksum right. */
export function rewriteSource(bytes: Uint8Array, address: number, at = 0): void {
  adjustTransport(bytes, at, ipSource(bytes, at), address);
  setIpSource(bytes, address, at);
}

/** Changes the destination address and keeps both the IP and the transport checksum right. */
export function rewriteDestination(bytes: Uint8Array, address: number, at = 0): void {
  adjustTransport(bytes, at, ipDestination(bytes, at), address);
  setIpDestination(bytes, address, at);
}

/**
 * Is the transport checksum right (nf_ip_checksum)? True for protocols without one and for UDP that carries none. The whole
 * datagram must be there: of a fragment the answer means nothing.
 */
export function isTransportChecksumRight(bytes: Uint8Array): boolean {
  const at = ipHeaderLength(bytes);
  const end = Math.min(bytes.length, ipTotalLength(bytes));
  const protocol = ipProtocol(bytes);
  if (protocol === ICMP_PROTOCOL) return checksum(bytes, at, end) === 0;
  if (protocol === UDP_PROTOCOL && read16(bytes, at + 6) === 0) return true;
  if (protocol !== TCP_PROTOCOL && protocol !== UDP_PROTOCOL) return true;
  return checksum(bytes, at, end, pseudoHeaderSum(ipSource(bytes), ipDestination(bytes), protocol, end - at)) === 0;
}
