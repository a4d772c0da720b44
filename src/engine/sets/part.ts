import { formatAddress, protocolName } from '../net/index.ts';
import { assertNever } from '../model/index.ts';
import type { Element, Part } from './element.ts';
import { icmpName } from './icmp-codes.ts';

const ICMP = 1;

export function formatPart(part: Part): string {
  switch (part.kind) {
    case 'net':
      return part.length === 32 ? formatAddress(part.address) : `${formatAddress(part.address)}/${part.length}`;
    case 'port': {
      const name = protocolName(part.protocol) ?? String(part.protocol);
      return `${name}:${part.protocol === ICMP ? icmpName(part.port) : part.port}`;
    }
    case 'number':
      return String(part.port);
    case 'mac':
      return part.mac.replaceAll(/(..)(?=.)/g, '$1:');
    case 'mark':
      return `0x${part.mark.toString(16).padStart(8, '0')}`;
    case 'iface':
      return part.physical ? `physdev:${part.device}` : part.device;
    case 'set':
      return part.name;
    default:
      return assertNever(part);
  }
}

/** A MAC that is not filled in yet (bitmap:ip,mac) is left out. */
export const formatElement = (element: Element): string =>
  element
    .filter((part) => part.kind !== 'mac' || part.mac !== '')
    .map(formatPart)
    .join(',');

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byLengthThenText = (a: string, b: string): number => a.length - b.length || compareText(a, b);

function compareParts(a: Part, b: Part): number {
  if (a.kind === 'net' && b.kind === 'net')
    return (
      a.address - b.address ||
      (a.length === b.length
        ? 0
        : a.length === 32
          ? -1
          : b.length === 32
            ? 1
            : compareText(String(a.length), String(b.length)))
    );
  if (a.kind === 'port' && b.kind === 'port')
    return (
      byLengthThenText(
        protocolName(a.protocol) ?? String(a.protocol),
        protocolName(b.protocol) ?? String(b.protocol),
      ) || (a.protocol === ICMP ? compareText(icmpName(a.port), icmpName(b.port)) : a.port - b.port)
    );
  if (a.kind === 'number' && b.kind === 'number') return a.port - b.port;
  if (a.kind === 'iface' || a.kind === 'set') return 0;
  return compareText(formatPart(a), formatPart(b));
}

/** The order of `ipset list -s`: addresses by value, protocols by the length of their names; equals stay as they were added. */
export function compareElements(a: Element, b: Element): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    const order = other === undefined ? 1 : compareParts(part, other);
    if (order !== 0) return order;
  }
  return 0;
}

/** Identity of an element within its set. */
export function elementKey(element: Element): string | number {
  const [only, second] = element;
  if (only?.kind === 'net' && second === undefined) return only.address * 64 + only.length;
  return element.map(partKey).join(',');
}

function partKey(part: Part): string {
  switch (part.kind) {
    case 'net':
      return `${part.address}/${part.length}`;
    case 'port':
      return `${part.protocol}:${part.port}`;
    default:
      return formatPart(part);
  }
}
