import type { PacketFields } from '../../engine/index.ts';

/** What a card says of a datagram, read from its bytes. Ports are null where the protocol or the fragment has none. */
export interface Datagram {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  /** TCP flags in the order of `iptables --tcp-flags`. */
  readonly flags: readonly string[];
  readonly icmp: {
    readonly type: number;
    readonly code: number;
    readonly id: number;
    readonly sequence: number;
  } | null;
  readonly ttl: number;
  readonly length: number;
  /** Offset of the transport header, bytes. */
  readonly headerLength: number;
  /** Fragment offset, bytes; transport fields are then not there. */
  readonly fragmentOffset: number;
}

const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] as const;
const DISPLAY_ORDER = ['SYN', 'ACK', 'FIN', 'RST', 'PSH', 'URG'];
const PROTOCOLS: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPIP',
  6: 'TCP',
  17: 'UDP',
  33: 'DCCP',
  41: 'IPv6',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  132: 'SCTP',
  136: 'UDPLITE',
};
const PORTED = new Set([6, 17, 33, 132, 136]);

export const protocolName = (protocol: number): string => PROTOCOLS[protocol] ?? `proto ${protocol}`;

/** Null when the bytes are not even an IPv4 header. */
export function readDatagram(bytes: Uint8Array): Datagram | null {
  const first = bytes[0];
  if (first === undefined || first >> 4 !== 4 || bytes.length < 20) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = (first & 15) * 4;
  const protocol = view.getUint8(9);
  const fragmentOffset = (view.getUint16(6) & 0x1fff) * 8;
  const rest = fragmentOffset === 0 ? bytes.length - headerLength : 0;
  const hasPorts = PORTED.has(protocol) && rest >= 4;
  return {
    source: dotted(view, 12),
    destination: dotted(view, 16),
    protocol,
    sourcePort: hasPorts ? view.getUint16(headerLength) : null,
    destinationPort: hasPorts ? view.getUint16(headerLength + 2) : null,
    flags: protocol === 6 && rest >= 14 ? flagNames(view.getUint8(headerLength + 13)) : [],
    icmp: protocol === 1 && rest >= 8 ? readIcmp(view, headerLength) : null,
    ttl: view.getUint8(8),
    length: bytes.length,
    headerLength,
    fragmentOffset,
  };
}

/** 'SYN,ACK', 'echo-request', 'fragment +1480'; '' when there is nothing shorter than the protocol's name. */
export function kindOf(datagram: Datagram): string {
  if (datagram.fragmentOffset > 0) return `fragment +${datagram.fragmentOffset}`;
  if (datagram.flags.length > 0) return datagram.flags.join(',');
  return datagram.icmp === null ? '' : icmpKind(datagram.icmp.type, datagram.icmp.code);
}

/** '192.168.1.2:40000 → 8.8.8.8:443' */
export const flowText = (datagram: Datagram): string =>
  `${endpoint(datagram.source, datagram.sourcePort)} → ${endpoint(datagram.destination, datagram.destinationPort)}`;

export const endpoint = (address: string, port: number | null | undefined): string =>
  port === null || port === undefined ? address : `${address}:${port}`;

/** The same from the fields of a step, for a packet that has not run. */
export function flowOfFields(fields: PacketFields): string {
  const hasPorts = typeof fields.proto !== 'string' || /^(tcp|udp|sctp|dccp|udplite)$/i.test(fields.proto);
  const ends = [
    endpoint(fields.src ?? '?', hasPorts ? fields.sport : null),
    endpoint(fields.dst ?? '?', hasPorts ? fields.dport : null),
  ];
  return ends.join(' → ');
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Null unless the text is an even number of hex digits, blanks aside. */
export function fromHex(text: string): Uint8Array | null {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return null;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function icmpKind(type: number, code: number): string {
  const byCode = type === 3 ? UNREACHABLE[code] : undefined;
  return byCode ?? ICMP_TYPES[type] ?? `type ${type}`;
}

const ICMP_TYPES: Readonly<Record<number, string>> = {
  0: 'echo-reply',
  3: 'destination-unreachable',
  5: 'redirect',
  8: 'echo-request',
  11: 'time-exceeded',
  12: 'parameter-problem',
  13: 'timestamp-request',
  14: 'timestamp-reply',
};
const UNREACHABLE: Readonly<Record<number, string>> = {
  0: 'network-unreachable',
  1: 'host-unreachable',
  2: 'protocol-unreachable',
  3: 'port-unreachable',
  4: 'fragmentation-needed',
  9: 'network-prohibited',
  10: 'host-prohibited',
  13: 'communication-prohibited',
};

const readIcmp = (view: DataView, at: number): Datagram['icmp'] => ({
  type: view.getUint8(at),
  code: view.getUint8(at + 1),
  id: view.getUint16(at + 4),
  sequence: view.getUint16(at + 6),
});

function flagNames(byte: number): readonly string[] {
  const set = TCP_FLAGS.filter((_, bit) => (byte & (1 << bit)) !== 0);
  return set.length === 0 ? ['NONE'] : set.toSorted((a, b) => DISPLAY_ORDER.indexOf(a) - DISPLAY_ORDER.indexOf(b));
}

const dotted = (view: DataView, at: number): string => [0, 1, 2, 3].map((i) => view.getUint8(at + i)).join('.');
