import type { CapturedFrame, SkipKind } from './capture.ts';

/** LINKTYPE_ numbers of the capture formats (pcap-linktype(7)). */
export const LINK_TYPES = {
  NULL: 0,
  ETHERNET: 1,
  RAW_OLD: 12,
  RAW_BSD: 14,
  RAW: 101,
  LOOP: 108,
  SLL: 113,
  IPV4: 228,
  SLL2: 276,
};

const ETHERTYPES = { IPV4: 0x0800, ARP: 0x0806, IPV6: 0x86dd };
const VLAN_TAGS = new Set([0x8100, 0x88a8, 0x9100]);
/** PACKET_OUTGOING of Linux, as the cooked headers carry it. */
const OUTGOING = 4;
const SHORTEST_IPV4 = 20;

type Unwrapped = Pick<CapturedFrame, 'datagram' | 'isCut' | 'direction' | 'sourceMac' | 'destinationMac'>;

interface Inner {
  readonly type: number;
  readonly offset: number;
  readonly direction?: 'in' | 'out' | null;
  readonly sourceMac?: string;
  readonly destinationMac?: string;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hexAt = (bytes: Uint8Array, at: number): string => HEX[bytes[at] ?? 0] ?? '';

/** Written out: a capture has it twice a frame. */
const macAt = (bytes: Uint8Array, at: number): string =>
  `${hexAt(bytes, at)}:${hexAt(bytes, at + 1)}:${hexAt(bytes, at + 2)}:${hexAt(bytes, at + 3)}:${hexAt(bytes, at + 4)}:${hexAt(bytes, at + 5)}`;

/** The IPv4 datagram of a frame, or why there is none. `frameLength` is the frame's real length on the wire. */
export function unwrap(frame: Uint8Array, linkType: number): Unwrapped | SkipKind {
  const inner = innerOf(frame, linkType);
  if (typeof inner === 'string') return inner;
  if (inner.type === ETHERTYPES.IPV6) return 'ipv6';
  if (inner.type === ETHERTYPES.ARP) return 'arp';
  if (inner.type !== ETHERTYPES.IPV4) return 'other-protocol';
  const cut = trim(frame.subarray(inner.offset));
  if (cut === null) return 'malformed';
  const { direction = null, sourceMac, destinationMac } = inner;
  return { ...cut, direction, ...(sourceMac && { sourceMac }), ...(destinationMac && { destinationMac }) };
}

/** Ethernet pads short frames: the header says where the datagram ends. */
function trim(bytes: Uint8Array): { readonly datagram: Uint8Array; readonly isCut: boolean } | null {
  const first = bytes[0] ?? 0;
  const headerLength = (first & 15) * 4;
  const total = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  if (bytes.length < SHORTEST_IPV4 || first >> 4 !== 4 || headerLength < SHORTEST_IPV4 || bytes.length < headerLength)
    return null;
  // Large receive offload leaves a total length of 0: the frame is then as long as it is.
  const length = total === 0 ? bytes.length : total;
  if (length < headerLength) return null;
  return { datagram: bytes.slice(0, Math.min(length, bytes.length)), isCut: bytes.length < length };
}

function innerOf(frame: Uint8Array, linkType: number): Inner | SkipKind {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  switch (linkType) {
    case LINK_TYPES.ETHERNET:
      return frame.length < 14 ? 'malformed' : ethernet(view, frame);
    case LINK_TYPES.RAW:
    case LINK_TYPES.RAW_OLD:
    case LINK_TYPES.RAW_BSD:
    case LINK_TYPES.IPV4:
      return { type: (frame[0] ?? 0) >> 4 === 6 ? ETHERTYPES.IPV6 : ETHERTYPES.IPV4, offset: 0 };
    case LINK_TYPES.NULL:
    case LINK_TYPES.LOOP:
      return frame.length < 4 ? 'malformed' : loopback(view);
    case LINK_TYPES.SLL:
      return frame.length < 16 ? 'malformed' : cooked(view, frame, { type: 14, packetType: 1, mac: 6, length: 16 });
    case LINK_TYPES.SLL2:
      return frame.length < 20 ? 'malformed' : cooked(view, frame, { type: 0, packetType: 10, mac: 12, length: 20 });
    default:
      return 'link-type';
  }
}

function ethernet(view: DataView, frame: Uint8Array): Inner {
  let offset = 12;
  while (VLAN_TAGS.has(view.getUint16(offset)) && offset + 6 <= view.byteLength) offset += 4;
  return {
    type: view.getUint16(offset),
    offset: offset + 2,
    destinationMac: macAt(frame, 0),
    sourceMac: macAt(frame, 6),
  };
}

/** The address family stands in the capturing host's byte order; AF_INET is 2 everywhere, AF_INET6 is not. */
function loopback(view: DataView): Inner {
  const family = Math.min(view.getUint32(0), view.getUint32(0, true));
  return { type: family === 2 ? ETHERTYPES.IPV4 : [10, 24, 28, 30].includes(family) ? ETHERTYPES.IPV6 : 0, offset: 4 };
}

/** Where the fields of a cooked header stand (LINUX_SLL and LINUX_SLL2 of the linktype list). */
interface CookedShape {
  readonly type: number;
  /** Offset of the last byte of the packet type. */
  readonly packetType: number;
  readonly mac: number;
  readonly length: number;
}

function cooked(view: DataView, frame: Uint8Array, shape: CookedShape): Inner {
  return {
    type: view.getUint16(shape.type),
    offset: shape.length,
    direction: frame[shape.packetType] === OUTGOING ? 'out' : 'in',
    sourceMac: macAt(frame, shape.mac),
  };
}
