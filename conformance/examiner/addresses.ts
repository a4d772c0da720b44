/** IPv4 arithmetic on dotted text. */
import type { Chance } from './chance.ts';

export function toNumber(address: string): number {
  return address.split('.').reduce((number, byte) => number * 256 + Number(byte), 0);
}

export function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

/** `10.1.2.0/24`, a plain address or a dotted mask, as first and last address. */
export function rangeOf(network: string): { readonly first: number; readonly last: number } {
  const [address = '0.0.0.0', length = '32'] = network.split('/');
  const bits = length.includes('.') ? toNumber(length).toString(2).replaceAll('0', '').length : Number(length);
  const size = 2 ** (32 - bits);
  const first = Math.floor(toNumber(address) / size) * size;
  return { first, last: first + size - 1 };
}

/** Mostly a host inside; sometimes one of the network's ends or the first address past them. */
export function addressNear(chance: Chance, network: string): string {
  const { first, last } = rangeOf(network);
  if (first === last) return toAddress(chance.oneIn(8) ? first ^ 1 : first);
  const inside = chance.between(first + 1, Math.min(last - 1, first + 1 + 0xffff));
  const edges = [first, last, last + 1, first - 1].filter((number) => number >= 0 && number < 2 ** 32);
  return toAddress(chance.oneIn(6) ? chance.pick(edges) : inside);
}

export function hostIn(chance: Chance, network: string): string {
  const { first, last } = rangeOf(network);
  return toAddress(
    last - first < 3 ? chance.between(first, last) : chance.between(first + 1, Math.min(last - 1, first + 200)),
  );
}

/** Whether the text could be an address or network in dotted notation. */
export const isNetwork = (text: string): boolean => /^\d+\.\d+\.\d+\.\d+(\/[\d.]+)?$/.test(text);
