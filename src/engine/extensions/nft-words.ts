/** Words of nft's language that translations share. */
import type { Masked, Range } from './options.ts';

export const notEqual = (inverted: boolean): string => (inverted ? '!= ' : '');

/** 'a-b', or 'a' where both ends are equal. */
export const nftRange = ({ min, max }: { readonly min: number | bigint; readonly max: number | bigint }): string =>
  min === max ? String(min) : `${min}-${max}`;

/** 'tcp dport != 1-1023' */
export const nftCondition = (key: string, range: Range, inverted: boolean): string =>
  `${key} ${notEqual(inverted)}${nftRange(range)}`;

/** 'mark 0x1', 'mark and 0xf != 0x1' */
export function nftMasked(
  key: string,
  { value, mask }: Masked,
  inverted: boolean,
  name = `0x${value.toString(16)}`,
): string {
  if (mask === 0xffffffff) return `${key} ${notEqual(inverted)}${name}`;
  return `${key} and 0x${mask.toString(16)} ${inverted ? '!=' : '=='} 0x${value.toString(16)}`;
}

/** One, or a set in braces. */
export const nftSet = (members: readonly string[]): string =>
  members.length > 1 ? `{ ${members.join(', ')} }` : members.join('');

const UNITS: Readonly<Record<string, string>> = { sec: 'second', min: 'minute' };

/** '3/min' → '3/minute' */
export function nftRate(rate: string): string {
  const [count = '', unit = ''] = rate.split('/');
  return `${count}/${UNITS[unit] ?? unit}`;
}

/** Parts that say something, with a blank between. */
export const nftWords = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
