import { concatBytes, read8, write16, write8 } from './bytes.ts';
import {
  IPV4_DONT_FRAGMENT,
  IPV4_MIN_HEADER,
  IPV4_MORE_FRAGMENTS,
  fillIpChecksum,
  ipFragmentField,
  ipFragmentOffset,
  ipHeaderLength,
  ipMoreFragments,
} from './ipv4.ts';

/**
 * Splits a datagram into fragments of at most `mtu` bytes (ip_do_fragment). Later fragments carry only the options whose copied bit
 * is set; the others become NOPs (ip_options_fragment). `keepDf` sets DF on every fragment.
 */
export function splitDatagram(bytes: Uint8Array, mtu: number, keepDf = false): readonly Uint8Array[] {
  const headerLength = ipHeaderLength(bytes);
  const size = Math.floor((mtu - headerLength) / 8) * 8;
  if (bytes.length <= mtu || size < 8 || headerLength < IPV4_MIN_HEADER) return [bytes];
  const payload = bytes.subarray(headerLength);
  const base = ipFragmentField(bytes) & ~IPV4_DONT_FRAGMENT;
  const fragments: Uint8Array[] = [];
  for (let at = 0; at < payload.length; at += size) {
    const last = at + size >= payload.length;
    const header = bytes.slice(0, headerLength);
    if (at > 0) dropUncopiedOptions(header);
    const more = last ? base & IPV4_MORE_FRAGMENTS : IPV4_MORE_FRAGMENTS;
    const offset = (base & 0x1fff) + at / 8;
    write16(header, 6, (base & 0x8000) | (keepDf ? IPV4_DONT_FRAGMENT : 0) | more | offset);
    const part = concatBytes(header, payload.subarray(at, at + size));
    write16(part, 2, part.length);
    fillIpChecksum(part);
    fragments.push(part);
  }
  return fragments;
}

/** ip_options_fragment: options whose copied bit is not set become NOPs. */
export function dropUncopiedOptions(header: Uint8Array): void {
  let at = IPV4_MIN_HEADER;
  while (at < header.length) {
    const option = read8(header, at);
    if (option === 0) return;
    if (option === 1) {
      at += 1;
      continue;
    }
    const length = read8(header, at + 1);
    if (length < 2 || at + length > header.length) return;
    if ((option & 0x80) === 0) header.fill(1, at, at + length);
    at += length;
  }
}

/** A fragment's place in the payload of its datagram, in bytes; `end` exclusive. */
export interface FragmentPiece {
  readonly start: number;
  readonly end: number;
  readonly last: boolean;
  readonly bytes: Uint8Array;
}

/** Null where ip_frag_queue throws the fragment away: a middle one that holds no multiple of 8 bytes counts only whole ones. */
export function fragmentPiece(bytes: Uint8Array): FragmentPiece | null {
  const headerLength = ipHeaderLength(bytes);
  const start = ipFragmentOffset(bytes) * 8;
  const length = bytes.length - headerLength;
  const last = !ipMoreFragments(bytes);
  const end = start + (last ? length : length & ~7);
  if (end === start || end + headerLength > 65535) return null;
  return { start, end, last, bytes: bytes.subarray(0, headerLength + end - start) };
}

/**
 * Joins pieces sorted by `start` that cover the payload without gap or overlap (ip_frag_reasm). The header is the first fragment's,
 * without MF and offset; `df` is set where every size rule of the kernel wants it.
 */
export function joinPieces(pieces: readonly FragmentPiece[], df: boolean): Uint8Array | null {
  const first = pieces[0];
  if (first === undefined || first.start !== 0) return null;
  const headerLength = ipHeaderLength(first.bytes);
  const whole = concatBytes(
    first.bytes.subarray(0, headerLength),
    ...pieces.map((piece) => piece.bytes.subarray(ipHeaderLength(piece.bytes))),
  );
  if (whole.length > 65535) return null;
  write16(whole, 2, whole.length);
  write16(whole, 6, df ? IPV4_DONT_FRAGMENT : 0);
  write8(whole, 0, 0x40 | (headerLength / 4));
  fillIpChecksum(whole);
  return whole;
}
