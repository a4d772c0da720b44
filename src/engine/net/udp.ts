import { checksum, pseudoHeaderSum, replace16 } from './checksum.ts';
import { concatBytes, read16, write16 } from './bytes.ts';
import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** UDP header (RFC 768). `length` counts header and data; checksum 0 means none was computed. */
export interface UdpHeader {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly length: number;
  readonly checksum: number;
}

export const UDP_HEADER = 8;
export const UDP_PROTOCOL = 17;
export const UDPLITE_PROTOCOL = 136;

/* Views; `at` is the offset of the UDP header. */
export const udpSourcePort = (bytes: Uint8Array, at: number): number => read16(bytes, at);
export const udpDestinationPort = (bytes: Uint8Array, at: number): number => read16(bytes, at + 2);
/** The length field (checksum coverage in UDP-Lite). */
export const udpLength = (bytes: Uint8Array, at: number): number => read16(bytes, at + 4);
export const udpChecksum = (bytes: Uint8Array, at: number): number => read16(bytes, at + 6);

export function parseUdp(
  datagram: Uint8Array,
): Parsed<{ readonly header: UdpHeader; readonly payload: Uint8Array }, 'truncated' | 'length'> {
  if (datagram.length < UDP_HEADER) return refused('truncated');
  const length = udpLength(datagram, 0);
  if (length < UDP_HEADER || length > datagram.length) return refused('length');
  return parsed({
    header: {
      sourcePort: udpSourcePort(datagram, 0),
      destinationPort: udpDestinationPort(datagram, 0),
      length,
      checksum: udpChecksum(datagram, 0),
    },
    payload: datagram.subarray(UDP_HEADER, length),
  });
}

export function emitUdp(
  fields: { readonly sourcePort: number; readonly destinationPort: number },
  payload: Uint8Array,
  addresses: { readonly source: number; readonly destination: number },
): Uint8Array {
  const header = new Uint8Array(UDP_HEADER);
  write16(header, 0, fields.sourcePort);
  write16(header, 2, fields.destinationPort);
  write16(header, 4, UDP_HEADER + payload.length);
  const datagram = concatBytes(header, payload);
  fillUdpChecksum(datagram, 0, datagram.length, addresses.source, addresses.destination);
  return datagram;
}

/** A sum of 0 goes out as 0xffff, since 0 means none (CSUM_MANGLED_0). */
export function fillUdpChecksum(bytes: Uint8Array, at: number, end: number, source: number, destination: number): void {
  write16(bytes, at + 6, 0);
  const sum = checksum(bytes, at, end, pseudoHeaderSum(source, destination, UDP_PROTOCOL, end - at));
  write16(bytes, at + 6, sum === 0 ? 0xffff : sum);
}

function setWord(bytes: Uint8Array, at: number, word: number, value: number): void {
  const before = read16(bytes, at + word);
  write16(bytes, at + word, value);
  if (udpChecksum(bytes, at) === 0) return;
  const sum = replace16(udpChecksum(bytes, at), before, value);
  write16(bytes, at + 6, sum === 0 ? 0xffff : sum);
}

/* Setters: they keep the checksum as right or wrong as it was, and absent if it was absent. */
export const setUdpSourcePort = (bytes: Uint8Array, at: number, port: number): void => setWord(bytes, at, 0, port);
