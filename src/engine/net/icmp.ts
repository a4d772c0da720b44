import { checksum, replace16 } from './checksum.ts';
import { concatBytes, read16, read32, read8, write16, write32, write8 } from './bytes.ts';
import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** ICMP header (RFC 792). `rest` is the second 32-bit word: id and sequence, gateway, pointer or MTU. */
export interface IcmpHeader {
  readonly type: number;
  readonly code: number;
  readonly checksum: number;
  readonly rest: number;
}

export const ICMP_HEADER = 8;
export const ICMP_PROTOCOL = 1;
export const ICMP = {
  ECHO_REPLY: 0,
  UNREACHABLE: 3,
  SOURCE_QUENCH: 4,
  REDIRECT: 5,
  ECHO_REQUEST: 8,
  ROUTER_ADVERTISEMENT: 9,
  ROUTER_SOLICITATION: 10,
  TIME_EXCEEDED: 11,
  PARAMETER_PROBLEM: 12,
  TIMESTAMP_REQUEST: 13,
  TIMESTAMP_REPLY: 14,
  INFO_REQUEST: 15,
  INFO_REPLY: 16,
  ADDRESS_REQUEST: 17,
  ADDRESS_REPLY: 18,
} as const;

/* Views; `at` is the offset of the ICMP header. */
export const icmpType = (bytes: Uint8Array, at: number): number => read8(bytes, at);
export const icmpCode = (bytes: Uint8Array, at: number): number => read8(bytes, at + 1);
export const icmpChecksum = (bytes: Uint8Array, at: number): number => read16(bytes, at + 2);
export const icmpRest = (bytes: Uint8Array, at: number): number => read32(bytes, at + 4);
export const icmpId = (bytes: Uint8Array, at: number): number => read16(bytes, at + 4);
export const icmpSequence = (bytes: Uint8Array, at: number): number => read16(bytes, at + 6);

/** Types that quote the datagram they are about (icmp_pointers[].error). */
export const isIcmpError = (type: number): boolean =>
  type === 3 || type === 4 || type === 5 || type === 11 || type === 12;

/** Types whose second word holds an id and a sequence. */
export const hasIcmpId = (type: number): boolean => type === 0 || type === 8 || (type >= 13 && type <= 18);

export function parseIcmp(
  message: Uint8Array,
): Parsed<{ readonly header: IcmpHeader; readonly payload: Uint8Array }, 'truncated'> {
  if (message.length < ICMP_HEADER) return refused('truncated');
  return parsed({
    header: {
      type: icmpType(message, 0),
      code: icmpCode(message, 0),
      checksum: icmpChecksum(message, 0),
      rest: icmpRest(message, 0),
    },
    payload: message.subarray(ICMP_HEADER),
  });
}

export function emitIcmp(
  fields: { readonly type: number; readonly code?: number; readonly rest?: number },
  payload: Uint8Array,
): Uint8Array {
  const header = new Uint8Array(ICMP_HEADER);
  write8(header, 0, fields.type);
  write8(header, 1, fields.code ?? 0);
  write32(header, 4, fields.rest ?? 0);
  const message = concatBytes(header, payload);
  fillIcmpChecksum(message, 0, message.length);
  return message;
}

/** The second word of an echo or timestamp message. */
export const icmpIdSequence = (id: number, sequence: number): number => ((id << 16) | sequence) >>> 0;

export function fillIcmpChecksum(bytes: Uint8Array, at: number, end: number): void {
  write16(bytes, at + 2, 0);
  write16(bytes, at + 2, checksum(bytes, at, end));
}

/** Keeps the checksum as right or wrong as it was. */
export function setIcmpId(bytes: Uint8Array, at: number, id: number): void {
  const before = icmpId(bytes, at);
  write16(bytes, at + 4, id);
  write16(bytes, at + 2, replace16(icmpChecksum(bytes, at), before, id));
}
