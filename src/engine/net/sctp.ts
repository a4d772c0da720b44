import { write8 } from './bytes.ts';

/** SCTP common header (RFC 9260 section 3.1): ports, verification tag, CRC32c. */
export const SCTP_HEADER = 12;

/** Table of the reversed Castagnoli polynomial. */
const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

/** CRC32c of the packet from `at` to the end, its checksum field read as 0 (RFC 9260 appendix A). */
export function sctpChecksum(bytes: Uint8Array, at: number): number {
  let crc = 0xffffffff;
  for (let index = at; index < bytes.length; index += 1) {
    const isChecksum = index >= at + 8 && index < at + SCTP_HEADER;
    const byte = isChecksum ? 0 : (bytes[index] ?? 0);
    crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 255] ?? 0);
  }
  return ~crc >>> 0;
}

/** The field holds the CRC with its least significant byte first. */
export function readSctpChecksum(bytes: Uint8Array, at: number): number {
  const [a, b, c, d] = [bytes[at + 8] ?? 0, bytes[at + 9] ?? 0, bytes[at + 10] ?? 0, bytes[at + 11] ?? 0];
  return ((d << 24) | (c << 16) | (b << 8) | a) >>> 0;
}

export function fillSctpChecksum(bytes: Uint8Array, at: number): void {
  const crc = sctpChecksum(bytes, at);
  for (let index = 0; index < 4; index += 1) write8(bytes, at + 8 + index, (crc >>> (8 * index)) & 255);
}
