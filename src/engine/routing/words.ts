import { parseAddress, parsePrefix } from '../net/index.ts';
import type { Prefix } from '../net/index.ts';
import { err, ok } from '../model/index.ts';
import type { Result } from '../model/index.ts';
import { incomplete, invalidArgument } from './route.ts';
import type { IpError } from './route.ts';

/** The words of a command, read one by one. */
export interface Words {
  readonly next: () => string | undefined;
  readonly peek: () => string | undefined;
}

export function wordsOf(text: string): Words {
  const words = text.trim() === '' ? [] : text.trim().split(/\s+/);
  let at = 0;
  return {
    next: () => words[at++],
    peek: () => words[at],
  };
}

export function requireWord(words: Words): Result<string, IpError> {
  const word = words.next();
  return word === undefined ? err(incomplete) : ok(word);
}

/** Decimal, 0x hex or 0 octal within `max`, as get_unsigned reads them. */
export function parseUnsigned(text: string, max = 0xffffffff): number | null {
  if (!/^(0[xX][0-9a-fA-F]+|\d+)$/.test(text)) return null;
  const value = /^0\d/.test(text) ? Number.parseInt(text, 8) : Number(text);
  return Number.isInteger(value) && value <= max ? value : null;
}

/** iproute2's addresses: 1 to 4 parts, the missing ones 0; 'default', 'any' and 'all' are 0.0.0.0/0. */
export function parseIpPrefix(text: string): Prefix | null {
  if (text === 'default' || text === 'any' || text === 'all') return { address: 0, length: 0 };
  const [address = '', length, ...rest] = text.split('/');
  if (rest.length > 0) return null;
  const parts = address.split('.');
  if (parts.length > 4) return null;
  const whole = [...parts, '0', '0', '0'].slice(0, 4).join('.');
  if (length === undefined) {
    const bare = parseAddress(whole);
    return bare === null ? null : { address: bare, length: 32 };
  }
  const mask = parseAddress(length);
  if (mask !== null) return prefixOfMask(parseAddress(whole), mask);
  return parsePrefix(`${whole}/${length}`);
}

function prefixOfMask(address: number | null, mask: number): Prefix | null {
  const length = Math.clz32(~mask >>> 0);
  const contiguous = length === 32 || (mask << length) >>> 0 === 0;
  return address === null || !contiguous ? null : { address, length };
}

export function parseIpAddress(text: string): number | null {
  const prefix = parseIpPrefix(text);
  return prefix === null || text.includes('/') ? null : prefix.address;
}

/** A number by name or digits; the message is iproute2's for this option. */
export function numberOf(
  word: string,
  names: { readonly [name: string]: number },
  message: string,
  max = 0xffffffff,
): Result<number, IpError> {
  const value = Object.hasOwn(names, word) ? names[word] : parseUnsigned(word, max);
  return value === null || value === undefined ? err(invalidArgument(word, message)) : ok(value);
}
