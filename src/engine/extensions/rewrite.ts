import type { Packet } from '../model/index.ts';

/** Changes a copy of the datagram, so that whoever kept the old bytes (events, snapshots) keeps them as they were. */
export function rewriteHeader(packet: Packet, change: (bytes: Uint8Array) => void): void {
  const bytes = packet.bytes.slice();
  change(bytes);
  packet.bytes = bytes;
}
