import { read16 } from './bytes.ts';

/** Sum of 16-bit words, not yet folded; an odd last byte is padded with zero (RFC 1071). */
export function sumWords(bytes: Uint8Array, from = 0, to = bytes.length, initial = 0): number {
  let sum = initial;
  let at = from;
  for (; at + 1 < to; at += 2) sum += read16(bytes, at);
  if (at < to) sum += (bytes[at] ?? 0) << 8;
  return sum;
}

/** Folds a sum to 16 bits with end-around carry. */
export function fold(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000);
  return folded;
}

/** Internet checksum of a stretch (RFC 1071): 0 over data whose checksum field is right. */
export const checksum = (bytes: Uint8Array, from = 0, to = bytes.length, initial = 0): number =>
  ~fold(sumWords(bytes, from, to, initial)) & 0xffff;

/** Sum of the TCP/UDP pseudo header (RFC 793 section 3.1): initial value for `checksum`. */
export const pseudoHeaderSum = (source: number, destination: number, protocol: number, length: number): number =>
  (source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff) + protocol + length;

/** Checksum after one 16-bit word changed (RFC 1624 equation 3, csum_replace2). */
export const replace16 = (sum: number, before: number, after: number): number =>
  ~fold((~sum & 0xffff) + (~before & 0xffff) + (after & 0xffff)) & 0xffff;

/** Checksum after a 32-bit value changed (csum_replace4). */
export const replace32 = (sum: number, before: number, after: number): number =>
  ~fold((~sum & 0xffff) + (~before >>> 16) + (~before & 0xffff) + (after >>> 16) + (after & 0xffff)) & 0xffff;
