import { ipDestination, ipFragmentOffset, ipProtocol, ipSource, maskOf, read16, toHex } from '../net/index.ts';
import type { SetQuery } from '../model/index.ts';
import type { Element, Part, SetHeader } from './element.ts';
import type { OperandKind } from './operand.ts';
import type { SetType } from './set-type.ts';

const WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 132, 136]);
/** What bitmap:port takes (its own ip_set_get_ip_port). */
const PLAIN_PORTS: ReadonlySet<number> = new Set([6, 17]);
const ICMP = 1;
const ZERO_MAC = '000000000000';

/** The mask that a set lays over plain addresses. */
export const addressMask = ({ netmask, bitmask }: SetHeader): number => bitmask ?? maskOf(netmask ?? 32);

/** ip_set_get_ip4_port: false for later fragments of protocols with ports. */
function portOf({ packet, transportOffset }: SetQuery, fromSource: boolean): Part | null {
  const protocol = ipProtocol(packet.bytes);
  const hasPort = WITH_PORTS.has(protocol) || protocol === ICMP;
  if (protocol === 0 || (hasPort && ipFragmentOffset(packet.bytes) !== 0)) return null;
  if (!hasPort) return { kind: 'port', protocol, port: 0 };
  if (packet.bytes.length < transportOffset + 4) return null;
  const at = transportOffset + (protocol === ICMP || fromSource ? 0 : 2);
  return { kind: 'port', protocol, port: read16(packet.bytes, at) };
}

function macOf({ packet }: SetQuery, fromSource: boolean): string | null {
  const header = packet.linkHeader;
  if (header === null || header.length < 14) return null;
  return toHex(fromSource ? header.subarray(6, 12) : header.subarray(0, 6)).toUpperCase();
}

function partOf(kind: OperandKind, index: number, query: SetQuery, header: SetHeader, type: SetType): Part | null {
  const fromSource = query.fromSource[index] === true;
  switch (kind) {
    case 'ip':
    case 'single-ip':
    case 'net': {
      const address = (fromSource ? ipSource : ipDestination)(query.packet.bytes);
      const masked = kind === 'ip' && index === 0 ? (address & addressMask(header)) >>> 0 : address;
      return type.refusesZero === 'null-element' && masked === 0 ? null : { kind: 'net', address: masked, length: 32 };
    }
    case 'port':
      return portOf(query, fromSource);
    case 'plain-port': {
      const part = portOf(query, fromSource);
      const counts = part?.kind === 'port' && PLAIN_PORTS.has(part.protocol);
      return counts ? { kind: 'number', port: part.port } : null;
    }
    case 'mac': {
      const mac = macOf(query, fromSource);
      return mac === null || (type.method === 'hash' && mac === ZERO_MAC) ? null : { kind: 'mac', mac };
    }
    case 'mark':
      return { kind: 'mark', mark: (query.packet.mark & header.markMask) >>> 0 };
    case 'iface': {
      const device = fromSource ? query.inDevice : query.outDevice;
      return device === '' ? null : { kind: 'iface', device, physical: false };
    }
    case 'set':
      return null;
  }
}

/** The element that a packet stands for in a set (the types' kadt functions); null where it has none. */
export function elementOfPacket(type: SetType, header: SetHeader, query: SetQuery): Element | null {
  const parts: Part[] = [];
  for (const [index, kind] of type.operands.entries()) {
    const part = partOf(kind, index, query, header, type);
    if (part === null) return null;
    parts.push(part);
  }
  return parts;
}
