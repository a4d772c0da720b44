import { LINK_TYPES } from './link-layer.ts';
import { BLOCKS, BYTE_ORDER_MAGIC, INBOUND, OPTIONS, OUTBOUND } from './pcapng-blocks.ts';

/** A datagram that crossed an interface. */
export interface Crossing {
  /** Index into the interfaces written. */
  readonly interface: number;
  readonly direction: 'in' | 'out';
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly datagram: Uint8Array;
  readonly comment?: string;
}

export interface PcapngFile {
  readonly comment?: string;
  /** Names of the interfaces. */
  readonly interfaces: readonly string[];
  readonly crossings: readonly Crossing[];
}

const MICROSECONDS = 6;
const encoder = new TextEncoder();

/** A pcapng file of raw IP datagrams, little-endian, time stamps in microseconds. */
export function writePcapng({ comment, interfaces, crossings }: PcapngFile): Uint8Array<ArrayBuffer> {
  const blocks = [
    sectionBlock(comment),
    ...interfaces.map(interfaceBlock),
    ...crossings.toSorted((one, other) => one.time - other.time).map(packetBlock),
  ];
  const file = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    file.set(block, at);
    at += block.length;
  }
  return file;
}

function sectionBlock(comment: string | undefined): Uint8Array {
  return block(BLOCKS.section, [
    u32(BYTE_ORDER_MAGIC),
    u16(1),
    u16(0),
    // The section's length is not said: it reaches to the end of the file.
    u32(0xffffffff),
    u32(0xffffffff),
    ...(comment === undefined ? [] : [option(OPTIONS.comment, encoder.encode(comment))]),
    option(OPTIONS.application, encoder.encode('Chainwalk')),
    option(OPTIONS.end, new Uint8Array()),
  ]);
}

function interfaceBlock(name: string): Uint8Array {
  return block(BLOCKS.interface, [
    // Not RAW: libpcap takes that for another type when it meets it a second time.
    u16(LINK_TYPES.IPV4),
    u16(0),
    u32(0),
    option(OPTIONS.interfaceName, encoder.encode(name)),
    option(OPTIONS.timeResolution, Uint8Array.of(MICROSECONDS)),
    option(OPTIONS.end, new Uint8Array()),
  ]);
}

function packetBlock({ interface: index, direction, time, datagram, comment }: Crossing): Uint8Array {
  const ticks = Math.round(time * 1000);
  return block(BLOCKS.enhancedPacket, [
    u32(index),
    u32(Math.floor(ticks / 2 ** 32)),
    u32(ticks % 2 ** 32),
    u32(datagram.length),
    u32(datagram.length),
    padded(datagram),
    ...(comment === undefined ? [] : [option(OPTIONS.comment, encoder.encode(comment))]),
    option(OPTIONS.packetFlags, u32(direction === 'in' ? INBOUND : OUTBOUND)),
    option(OPTIONS.end, new Uint8Array()),
  ]);
}

function block(type: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 12);
  return joined([u32(type), u32(length), ...parts, u32(length)]);
}

const option = (code: number, value: Uint8Array): Uint8Array => joined([u16(code), u16(value.length), padded(value)]);

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length + (-bytes.length & 3));
  whole.set(bytes);
  return whole;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const u16 = (value: number): Uint8Array => Uint8Array.of(value & 255, (value >> 8) & 255);
const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
