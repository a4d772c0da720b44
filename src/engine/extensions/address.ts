/** IPv4 addresses and masks as libxtables and libc read and print them. Host-order uint32 throughout. */
import { plainAddress } from '../net/index.ts';
import { parseUnsigned } from './numbers.ts';

/** 'a.b.c.d' */
export const formatAddress = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** Mask of a prefix length 0–32. */
export const prefixMask = (length: number): number => (length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0);

/** Prefix length of a contiguous mask, else null (xtables_ipmask_to_cidr). */
export function maskLength(mask: number): number | null {
  const length = mask === 0 ? 0 : 1 + Math.clz32(mask & -mask);
  return prefixMask(length) === mask >>> 0 ? length : null;
}

/** '/24', or '/255.0.255.0' where the mask is not a prefix; '' for a full one (xtables_ipmask_to_numeric). */
export const formatMask = (mask: number): string => {
  const length = maskLength(mask);
  if (length === 32) return '';
  return length === null ? `/${formatAddress(mask)}` : `/${length}`;
};

/** Four parts 0–255, each decimal, octal or hexadecimal (xtables_numeric_to_ipmask); null if it is not that. */
export function parseDotted(text: string): number | null {
  const plain = plainAddress(text, 0, text.length);
  if (plain >= 0) return plain;
  const parts = text.split('.');
  return parts.length === 4 ? joinParts(parts) : null;
}

/** The same with missing parts 0: '10.1' is 10.1.0.0 (xtables_numeric_to_ipaddr), as `-s` and `-d` read. */
export function parsePartialAddress(text: string): number | null {
  const plain = plainAddress(text, 0, text.length);
  if (plain >= 0) return plain;
  const parts = text.split('.');
  if (parts.length > 4) return null;
  while (parts.length < 4) parts.push('0');
  return joinParts(parts);
}

function joinParts(parts: readonly string[]): number | null {
  let address = 0;
  for (const part of parts) {
    const value = parseUnsigned(part, 255);
    if (value === null) return null;
    address = address * 256 + value;
  }
  return address;
}

/** inet_aton: the last part fills the rest, '1.2' is 1.0.0.2. Null if it is not a number. */
export function parseLibcAddress(text: string): number | null {
  const plain = plainAddress(text, 0, text.length);
  if (plain >= 0) return plain;
  const parts = text.split('.');
  if (parts.length > 4) return null;
  const last = parts.pop() ?? '';
  let address = 0;
  for (const part of parts) {
    const value = parseUnsigned(part, 255);
    if (value === null) return null;
    address = address * 256 + value;
  }
  const room = 256 ** (4 - parts.length);
  const tail = parseUnsigned(last, room - 1);
  return tail === null ? null : address * room + tail;
}

/** The names that resolve on a machine without a name server: /etc/hosts and, for `-s` and `-d`, /etc/networks. */
const HOSTS: ReadonlyMap<string, number> = new Map([['localhost', 0x7f000001]]);
const NETWORKS: ReadonlyMap<string, number> = new Map([
  ['default', 0],
  ['loopback', 0x7f000000],
  ['link-local', 0xa9fe0000],
]);

/** getaddrinfo(AF_INET) of an address or a name. */
export const resolveHost = (text: string): number | null => parseLibcAddress(text) ?? HOSTS.get(text) ?? null;

/** Address, network name or host name of `-s` and `-d` (ipparse_hostnetwork). */
export const resolveNetwork = (text: string): number | null =>
  parsePartialAddress(text) ?? NETWORKS.get(text) ?? resolveHost(text);

/** getnetbyaddr and gethostbyaddr on such a machine: the name of `-L` without `-n`. */
export const addressName = (address: number): string | null => {
  for (const [name, value] of HOSTS) if (value === address) return name;
  for (const [name, value] of NETWORKS) if (value === address) return name;
  return null;
};
