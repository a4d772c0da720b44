import {
  formatAddress,
  hasIcmpId,
  hasPorts,
  ICMP_HEADER,
  ICMP_PROTOCOL,
  icmpCode,
  icmpId,
  icmpRest,
  icmpSequence,
  icmpType,
  ipFragmentOffset,
  isIcmpError,
  isIpChecksumRight,
  isTransportChecksumRight,
  parseTcpOptions,
  read16,
  readIpv4,
  TCP_MIN_HEADER,
  TCP_PROTOCOL,
  tcpAcknowledgment,
  tcpFlags,
  tcpHeaderLength,
  tcpSequence,
  tcpUrgent,
  tcpWindow,
  toHex,
  UDP_HEADER,
  UDP_PROTOCOL,
  udpLength,
} from '../net/index.ts';
import type { TcpOption } from '../net/index.ts';
import type { PacketFields } from './document.ts';
import { icmpName } from './icmp-names.ts';
import { formatProtocol } from './protocol-field.ts';
import { formatFlags } from './tcp-flags.ts';
import type { PacketLine } from './views.ts';

/** A datagram read back: fields that build it again, and its header fields with their place in the bytes. Total on any bytes. */
export interface Dissection {
  readonly fields: PacketFields;
  readonly lines: readonly PacketLine[];
}

const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;
const sum = (value: number, right: boolean): string => `${hex(value, 4)}${right ? '' : ' (wrong)'}`;

type Row = readonly [field: string, value: string | number, offset: number, length: number];
const rows = (layer: string, at: number, list: readonly Row[]): PacketLine[] =>
  list.map(([field, value, offset, length]) => ({ layer, field, value: String(value), offset: at + offset, length }));

function dissectIp(bytes: Uint8Array): Dissection {
  const header = readIpv4(bytes);
  const flags = [header.reserved && 'CE', header.dontFragment && 'DF', header.moreFragments && 'MF']
    .filter(Boolean)
    .join(',');
  const lines = rows('IPv4', 0, [
    ['version', bytes[0] === undefined ? '' : bytes[0] >> 4, 0, 1],
    ['header length', header.headerLength, 0, 1],
    ['tos', hex(header.tos, 2), 1, 1],
    ['length', header.totalLength, 2, 2],
    ['id', header.id, 4, 2],
    ['flags', flags || 'none', 6, 1],
    ['frag', header.fragmentOffset, 6, 2],
    ['ttl', header.ttl, 8, 1],
    ['proto', formatProtocol(header.protocol), 9, 1],
    ['checksum', sum(header.checksum, isIpChecksumRight(bytes)), 10, 2],
    ['src', formatAddress(header.source), 12, 4],
    ['dst', formatAddress(header.destination), 16, 4],
    ...(header.options.length > 0 ? ([['options', toHex(header.options), 20, header.options.length]] as const) : []),
  ]);
  const fields: PacketFields = {
    src: formatAddress(header.source),
    dst: formatAddress(header.destination),
    proto: formatProtocol(header.protocol),
    ttl: header.ttl,
    tos: header.tos,
    id: header.id,
    df: header.dontFragment,
    mf: header.moreFragments,
    ...(header.fragmentOffset > 0 && { frag: header.fragmentOffset }),
    ...(header.options.length > 0 && { options: toHex(header.options) }),
  };
  return { fields, lines };
}

function optionText(option: TcpOption): string {
  switch (option.kind) {
    case 'mss':
      return `MSS ${option.mss}`;
    case 'window-scale':
      return `window scale ${option.shift}`;
    case 'sack-permitted':
      return 'SACK permitted';
    case 'sack':
      return `SACK ${option.blocks.map(({ left, right }) => `${left}-${right}`).join(' ')}`;
    case 'timestamp':
      return `timestamp ${option.value} ${option.echo}`;
    case 'unknown':
      return `option ${option.number}`;
    default:
      return option.kind;
  }
}

function dissectTcp(bytes: Uint8Array, at: number): Dissection {
  const length = tcpHeaderLength(bytes, at);
  const payload = bytes.subarray(at + Math.max(length, TCP_MIN_HEADER));
  const options = parseTcpOptions(bytes.subarray(at + TCP_MIN_HEADER, at + length));
  const flags = formatFlags(tcpFlags(bytes, at));
  const lines = rows('TCP', at, [
    ['sport', read16(bytes, at), 0, 2],
    ['dport', read16(bytes, at + 2), 2, 2],
    ['seq', tcpSequence(bytes, at), 4, 4],
    ['ack', tcpAcknowledgment(bytes, at), 8, 4],
    ['header length', length, 12, 1],
    ['flags', flags || 'none', 13, 1],
    ['window', tcpWindow(bytes, at), 14, 2],
    ['checksum', sum(read16(bytes, at + 16), isTransportChecksumRight(bytes)), 16, 2],
    ['urgent', tcpUrgent(bytes, at), 18, 2],
    ...(options.length > 0 ? ([['options', options.map(optionText).join(', '), 20, length - 20]] as const) : []),
  ]);
  return {
    fields: {
      sport: read16(bytes, at),
      dport: read16(bytes, at + 2),
      flags,
      seq: tcpSequence(bytes, at),
      ack: tcpAcknowledgment(bytes, at),
      window: tcpWindow(bytes, at),
      ...payloadField(payload),
    },
    lines: [...lines, ...payloadLine(payload, bytes.length)],
  };
}

function dissectUdp(bytes: Uint8Array, at: number): Dissection {
  const payload = bytes.subarray(at + UDP_HEADER);
  const lines = rows('UDP', at, [
    ['sport', read16(bytes, at), 0, 2],
    ['dport', read16(bytes, at + 2), 2, 2],
    ['length', udpLength(bytes, at), 4, 2],
    ['checksum', sum(read16(bytes, at + 6), isTransportChecksumRight(bytes)), 6, 2],
  ]);
  return {
    fields: { sport: read16(bytes, at), dport: read16(bytes, at + 2), ...payloadField(payload) },
    lines: [...lines, ...payloadLine(payload, bytes.length)],
  };
}

function dissectIcmp(bytes: Uint8Array, at: number): Dissection {
  const type = icmpType(bytes, at);
  const code = icmpCode(bytes, at);
  const data = bytes.subarray(at + ICMP_HEADER);
  const second: Row = hasIcmpId(type)
    ? ['id, seq', `${icmpId(bytes, at)}, ${icmpSequence(bytes, at)}`, 4, 4]
    : ['rest', hex(icmpRest(bytes, at), 8), 4, 4];
  const lines = rows('ICMP', at, [
    ['type', `${type} (${icmpName(type, code)})`, 0, 1],
    ['code', code, 1, 1],
    ['checksum', sum(read16(bytes, at + 2), isTransportChecksumRight(bytes)), 2, 2],
    second,
  ]);
  const quote = isIcmpError(type) && data.length >= 20 ? { inner: toHex(data) } : payloadField(data);
  return {
    fields: {
      icmpType: type,
      icmpCode: code,
      ...(hasIcmpId(type) && { icmpId: icmpId(bytes, at), icmpSeq: icmpSequence(bytes, at) }),
      ...quote,
    },
    lines: [...lines, ...payloadLine(data, bytes.length, 'inner' in quote ? 'quoted datagram' : 'payload')],
  };
}

const payloadField = (payload: Uint8Array): PacketFields => (payload.length > 0 ? { payloadHex: toHex(payload) } : {});
const payloadLine = (payload: Uint8Array, end: number, field = 'payload'): PacketLine[] =>
  payload.length > 0 ? rows('Data', end - payload.length, [[field, `${payload.length} bytes`, 0, payload.length]]) : [];

/** Reads a datagram for people. What is cut off reads as absent; nothing throws. */
export function dissect(bytes: Uint8Array): Dissection {
  if (bytes.length < 20)
    return { fields: { payloadHex: toHex(bytes) }, lines: payloadLine(bytes, bytes.length, 'bytes') };
  const ip = dissectIp(bytes);
  const at = Math.max(20, readIpv4(bytes).headerLength);
  const rest = dissectTransport(bytes, at);
  return { fields: { ...ip.fields, ...rest.fields }, lines: [...ip.lines, ...rest.lines] };
}

function dissectTransport(bytes: Uint8Array, at: number): Dissection {
  const { protocol } = readIpv4(bytes);
  const room = bytes.length - at;
  if (ipFragmentOffset(bytes) === 0) {
    if (protocol === TCP_PROTOCOL && room >= TCP_MIN_HEADER) return dissectTcp(bytes, at);
    if (protocol === UDP_PROTOCOL && room >= UDP_HEADER) return dissectUdp(bytes, at);
    if (protocol === ICMP_PROTOCOL && room >= ICMP_HEADER) return dissectIcmp(bytes, at);
  }
  const data = bytes.subarray(Math.min(at, bytes.length));
  return { fields: payloadField(data), lines: payloadLine(data, bytes.length) };
}

/** Shortest honest name of a datagram: 'SYN → 192.168.1.10:80', 'echo-request → 8.8.8.8'. */
export function packetName(bytes: Uint8Array): string {
  const { fields } = dissect(bytes);
  const port = hasPorts(readIpv4(bytes).protocol) && fields.dport !== undefined ? `:${fields.dport}` : '';
  const what =
    fields.flags !== undefined
      ? fields.flags || 'no flags'
      : fields.icmpType !== undefined
        ? icmpName(Number(fields.icmpType), fields.icmpCode ?? 0)
        : String(fields.proto ?? '?');
  return `${what} → ${fields.dst ?? '?'}${port}`;
}
