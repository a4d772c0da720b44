import {
  concatBytes,
  fillTcpChecksum,
  ipDestination,
  ipSource,
  setIpTotalLength,
  tcpHeaderLength,
  tcpSequence,
} from '../net/index.ts';
import type { FieldChange, HelperCommand, Packet } from '../model/index.ts';

export interface PayloadChange {
  /** SEQ of the segment, and by how much its payload grew. */
  readonly sequence: number;
  readonly growth: number;
  readonly change: FieldChange;
}

/** Writes other text over a stretch of a TCP payload; lengths and checksums follow (nf_nat_mangle_tcp_packet). */
export function replacePayload(
  packet: Packet,
  { transport, from, length }: HelperCommand,
  text: string,
): PayloadChange {
  const old = packet.bytes;
  const start = transport + tcpHeaderLength(old, transport) + from;
  const written = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const bytes = concatBytes(old.subarray(0, start), written, old.subarray(start + length));
  setIpTotalLength(bytes, bytes.length);
  fillTcpChecksum(bytes, transport, bytes.length, ipSource(bytes), ipDestination(bytes));
  packet.bytes = bytes;
  return {
    sequence: tcpSequence(old, transport),
    growth: written.length - length,
    change: { field: 'payload', before: String.fromCharCode(...old.subarray(start, start + length)), after: text },
  };
}
