import { protocolName, protocolNumber } from '../net/index.ts';

/** `proto` of a packet: a name of /etc/protocols in any case, or a number 0-255 as text. Null if neither. */
export function parseProtocol(field: string | number): number | null {
  if (typeof field === 'number') return field;
  if (/^\d{1,3}$/.test(field)) return Number(field) <= 255 ? Number(field) : null;
  return protocolNumber(field.toLowerCase());
}

export const formatProtocol = (number: number): string | number => protocolName(number) ?? number;
