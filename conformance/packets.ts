/**
 * Builds datagrams for the oracle. Deliberately not the engine's codec: the two must not share a mistake.
 * Any field may be given a wrong value; what is left out is what a Linux sender would put.
 */

export interface IpFields {
  readonly src: string;
  readonly dst: string;
  readonly ttl?: number;
  readonly tos?: number;
  readonly id?: number;
  /** Bits of the flags nibble: 4 reserved, 2 DF, 1 MF. */
  readonly flags?: number;
  /** Fragment offset in units of 8 bytes. */
  readonly offset?: number;
  /** IP options as hex, padded to a multiple of 4 bytes. */
  readonly options?: string;
  readonly badChecksum?: boolean;
  /** Overrides of single header fields, for malformed datagrams. */
  readonly totalLength?: number;
  readonly ihl?: number;
  readonly version?: number;
}

export interface TcpFields extends IpFields {
  readonly sport: number;
  readonly dport: number;
  /** Comma list of FIN SYN RST PSH ACK URG ECE CWR; SYN when left out. */
  readonly tcp?: string;
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  readonly urgent?: number;
  readonly reserved?: number;
  readonly tcpOptions?: string;
  readonly payload?: string;
  readonly badTcpChecksum?: boolean;
  readonly doff?: number;
}

export interface UdpFields extends IpFields {
  readonly sport: number;
  readonly dport: number;
  readonly payload?: string;
  readonly udpLength?: number;
  readonly udpChecksum?: number;
}

export interface IcmpFields extends IpFields {
  readonly type: number;
  readonly code?: number;
  /** The four bytes after the checksum: id and seq, gateway, or MTU. */
  readonly rest?: number;
  readonly payloadHex?: string;
  readonly badIcmpChecksum?: boolean;
}

const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'];
const MSS_1460 = '020405b4';

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
export const textHex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

export function addressBytes(address: string): readonly number[] {
  return address.split('.').map(Number);
}

export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function u16(...values: readonly number[]): number[] {
  return values.flatMap((value) => [(value >>> 8) & 255, value & 255]);
}

function u32(...values: readonly number[]): number[] {
  return values.flatMap((value) => u16((value >>> 16) & 0xffff, value & 0xffff));
}

function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = (value >>> 8) & 255;
  bytes[at + 1] = value & 255;
}

/** A datagram of any protocol; `body` is everything after the IP header. */
export function ip(fields: IpFields & { readonly protocol: number }, body: Uint8Array): string {
  const options = bytesOf(fields.options ?? '');
  const length = 20 + options.length;
  const total = fields.totalLength ?? length + body.length;
  const first = ((fields.version ?? 4) << 4) | (fields.ihl ?? length / 4);
  const fragment = ((fields.flags ?? 0) << 13) | (fields.offset ?? 0);
  const header = Uint8Array.from([
    first,
    fields.tos ?? 0,
    ...u16(total, fields.id ?? 0x1234, fragment),
    fields.ttl ?? 64,
    fields.protocol,
    ...u16(0),
    ...addressBytes(fields.src),
    ...addressBytes(fields.dst),
    ...options,
  ]);
  put16(header, 10, internetChecksum(header) ^ (fields.badChecksum ? 0x0101 : 0));
  return hexOf(header) + hexOf(body);
}

function transportChecksum(fields: IpFields, protocol: number, segment: Uint8Array): number {
  const pseudo = [...addressBytes(fields.src), ...addressBytes(fields.dst), 0, protocol, ...u16(segment.length)];
  return internetChecksum(Uint8Array.from([...pseudo, ...segment]));
}

export function tcpFlagBits(list: string): number {
  return list.split(',').reduce((bits, name) => (name === '' ? bits : bits | (1 << TCP_FLAGS.indexOf(name))), 0);
}

export function tcp(fields: TcpFields): string {
  const flags = tcpFlagBits(fields.tcp ?? 'SYN');
  const options = bytesOf(fields.tcpOptions ?? (fields.tcp === undefined || fields.tcp === 'SYN' ? MSS_1460 : ''));
  const offset = ((fields.doff ?? 5 + options.length / 4) << 12) | ((fields.reserved ?? 0) << 9) | flags;
  const segment = Uint8Array.from([
    ...u16(fields.sport, fields.dport),
    ...u32(fields.seq ?? 1000, fields.ack ?? 0),
    ...u16(offset, fields.window ?? 64240, 0, fields.urgent ?? 0),
    ...options,
    ...bytesOf(textHex(fields.payload ?? '')),
  ]);
  put16(segment, 16, transportChecksum(fields, 6, segment) ^ (fields.badTcpChecksum ? 0x0101 : 0));
  return ip({ flags: 2, ...fields, protocol: 6 }, segment);
}

export function udp(fields: UdpFields): string {
  const payload = bytesOf(textHex(fields.payload ?? ''));
  const length = fields.udpLength ?? 8 + payload.length;
  const datagram = Uint8Array.from([...u16(fields.sport, fields.dport, length, 0), ...payload]);
  put16(datagram, 6, fields.udpChecksum ?? (transportChecksum(fields, 17, datagram) || 0xffff));
  return ip({ ...fields, protocol: 17 }, datagram);
}

export function icmp(fields: IcmpFields): string {
  const message = Uint8Array.from([
    fields.type,
    fields.code ?? 0,
    ...u16(0),
    ...u32(fields.rest ?? 0),
    ...bytesOf(fields.payloadHex ?? ''),
  ]);
  put16(message, 2, internetChecksum(message) ^ (fields.badIcmpChecksum ? 0x0101 : 0));
  return ip({ ...fields, protocol: 1 }, message);
}

export function echo(fields: IpFields & { readonly echoId?: number; readonly echoSeq?: number }): string {
  const rest = ((fields.echoId ?? 7) << 16) | (fields.echoSeq ?? 1);
  return icmp({ flags: 2, ...fields, type: 8, rest, payloadHex: textHex('abcdefgh') });
}

/** The datagram cut into fragments of at most `size` payload bytes (a multiple of 8). */
export function fragments(hex: string, size: number): readonly string[] {
  const bytes = bytesOf(hex);
  const header = ((bytes[0] ?? 0) & 15) * 4;
  const body = bytes.subarray(header);
  const pieces: string[] = [];
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    const head = bytes.slice(0, header);
    put16(head, 2, header + piece.length);
    put16(head, 6, (at + size < body.length ? 0x2000 : 0) | (at / 8));
    put16(head, 10, 0);
    put16(head, 10, internetChecksum(head));
    pieces.push(hexOf(head) + hexOf(piece));
  }
  return pieces;
}

/** The first `length` bytes, with total length and header checksum made to agree. */
export function truncated(hex: string, length: number): string {
  const bytes = bytesOf(hex).slice(0, length);
  const header = ((bytes[0] ?? 0) & 15) * 4;
  put16(bytes, 2, length);
  put16(bytes, 10, 0);
  put16(bytes, 10, internetChecksum(bytes.subarray(0, header)));
  return hexOf(bytes);
}
