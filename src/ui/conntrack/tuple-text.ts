import type { Tuple } from '../../engine/index.ts';

const ICMP = 1;
const PORTED = new Set([6, 17, 33, 132, 136]);

/** '192.168.1.2:40000 → 8.8.8.8:443'; ICMP shows type and id as `ping` would name them. */
export function tupleText(tuple: Tuple): string {
  const source = addressText(tuple.source);
  const destination = addressText(tuple.destination);
  if (PORTED.has(tuple.protocol)) return `${source}:${tuple.sourcePart} → ${destination}:${tuple.destinationPart}`;
  const detail = tuple.protocol === ICMP ? ` type ${tuple.destinationPart >> 8} id ${tuple.sourcePart}` : '';
  return `${source} → ${destination}${detail}`;
}

/** Address with port where the protocol has one. */
export const endText = (tuple: Tuple, end: 'source' | 'destination'): string =>
  PORTED.has(tuple.protocol)
    ? `${addressText(tuple[end])}:${end === 'source' ? tuple.sourcePart : tuple.destinationPart}`
    : addressText(tuple[end]);

/** Host-order uint32. */
export const addressText = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');

const UNITS = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
] as const;

/** '120 s', '5 d': seconds up to ten minutes, then the largest unit that fits. The exact number stands in the timer's title. */
export function durationText(seconds: number): string {
  const unit = seconds <= 600 ? undefined : UNITS.find((one) => seconds >= one.seconds);
  return unit === undefined ? `${seconds} s` : `${Math.floor(seconds / unit.seconds)} ${unit.name}`;
}
