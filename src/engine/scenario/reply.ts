import {
  formatAddress,
  hasPorts,
  ICMP_PROTOCOL,
  icmpCode,
  icmpId,
  icmpSequence,
  icmpType,
  ipDestination,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  isIcmpError,
  read16,
  TCP_FLAGS,
  TCP_PROTOCOL,
  tcpAcknowledgment,
  tcpFlags,
  tcpHeaderLength,
  tcpSequence,
  toHex,
} from '../net/index.ts';
import type { PacketFields } from './document.ts';
import { parseFlags } from './tcp-flags.ts';

/** First sequence number of a far end that answers a SYN. */
const FAR_ISN = 5000;
const ECHO_ANSWERS: Readonly<Record<number, number>> = { 8: 0, 13: 14, 15: 16, 17: 18 };

/** Flags with which a TCP peer goes on after a segment with these: the next step of the handshake, or a plain ACK. */
function answeringFlags(flags: number): string {
  if (flags & TCP_FLAGS.SYN && !(flags & TCP_FLAGS.ACK)) return 'SYN,ACK';
  return flags & TCP_FLAGS.FIN ? 'FIN,ACK' : 'ACK';
}

function tcpReply(bytes: Uint8Array, at: number, given: PacketFields): PacketFields {
  const flags = tcpFlags(bytes, at);
  const length = Math.max(0, bytes.length - at - tcpHeaderLength(bytes, at));
  const consumed = length + (flags & TCP_FLAGS.SYN ? 1 : 0) + (flags & TCP_FLAGS.FIN ? 1 : 0);
  const mine = given.flags ?? answeringFlags(flags);
  const acknowledges = ((parseFlags(mine) ?? 0) & TCP_FLAGS.ACK) !== 0;
  return {
    flags: mine,
    seq: flags & TCP_FLAGS.ACK ? tcpAcknowledgment(bytes, at) : FAR_ISN,
    ...(acknowledges && { ack: (tcpSequence(bytes, at) + consumed) >>> 0 }),
  };
}

function icmpReply(bytes: Uint8Array, at: number): PacketFields {
  const type = icmpType(bytes, at);
  if (isIcmpError(type))
    return { icmpType: type, icmpCode: icmpCode(bytes, at), payloadHex: toHex(bytes.subarray(at + 8)) };
  return {
    icmpType: ECHO_ANSWERS[type] ?? type,
    icmpCode: icmpCode(bytes, at),
    icmpId: icmpId(bytes, at),
    icmpSeq: icmpSequence(bytes, at),
    payloadHex: toHex(bytes.subarray(at + 8)),
  };
}

/** Does the reply quote the datagram it answers? An ICMP error from the far end (port-unreachable…) without an `inner` of its own. */
function errorQuote(bytes: Uint8Array, given: PacketFields): PacketFields | null {
  if (given.icmpType === undefined || given.inner !== undefined || ipProtocol(bytes) === ICMP_PROTOCOL) return null;
  return { proto: 'icmp', inner: toHex(bytes) };
}

/**
 * Fields of what the far end sends back to a datagram, as it was on the wire: addresses and ports swapped, and in TCP the numbers that
 * continue the conversation. `given` are the step's own fields; they win.
 */
export function replyFields(bytes: Uint8Array, given: PacketFields): PacketFields {
  const at = ipHeaderLength(bytes);
  const protocol = ipProtocol(bytes);
  const swapped: PacketFields = {
    src: formatAddress(ipDestination(bytes)),
    dst: formatAddress(ipSource(bytes)),
    proto: protocol,
  };
  const quote = errorQuote(bytes, given);
  if (quote) return { ...swapped, ...quote, ...given };
  const ports = hasPorts(protocol) ? { sport: read16(bytes, at + 2), dport: read16(bytes, at) } : {};
  if (protocol === TCP_PROTOCOL) return { ...swapped, ...ports, ...tcpReply(bytes, at, given), ...given };
  if (protocol === ICMP_PROTOCOL) return { ...swapped, ...icmpReply(bytes, at), ...given };
  return { ...swapped, ...ports, ...given };
}
