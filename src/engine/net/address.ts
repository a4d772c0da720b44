/** IPv4 addresses and masks are host-order uint32 everywhere in the engine. */
export interface Prefix {
  readonly address: number;
  readonly length: number;
}

export const BROADCAST_ALL = 0xffffffff;
export const LOOPBACK = 0x7f000001;

/** Value of four decimal parts 0–255 without leading zeros, at `from`–`to`, -1 for any other text: what addresses nearly always are. */
export function plainAddress(text: string, from: number, to: number): number {
  let address = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0) return -1;
      dots++;
      address = address * 256 + part;
      part = digits = 0;
      continue;
    }
    if (code < 0x30 || code > 0x39 || (digits > 0 && part === 0)) return -1;
    part = part * 10 + code - 0x30;
    digits++;
    if (part > 255) return -1;
  }
  return dots === 3 && digits > 0 ? address * 256 + part : -1;
}

const DOT = 0x2e;

/** Strict dotted quad, decimal without leading zeros beyond what inet_pton takes. Null if it is not one. */
export function parseAddress(text: string): number | null {
  const address = plainAddress(text, 0, text.length);
  return address < 0 ? null : address;
}

export const formatAddress = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** Mask of a prefix length 0–32. */
export const maskOf = (length: number): number => (length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0);

/** Prefix length of a contiguous mask, null for any other. */
export function lengthOf(mask: number): number | null {
  const length = Math.clz32(~mask >>> 0);
  return maskOf(length) === mask >>> 0 ? length : null;
}

/** 'a.b.c.d/len' or a bare address (length 32). Host bits are kept. */
export function parsePrefix(text: string): Prefix | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  if (slash < 0) return { address, length: 32 };
  const length = text.slice(slash + 1);
  if (!/^\d{1,2}$/.test(length) || Number(length) > 32) return null;
  return { address, length: Number(length) };
}

/** As iproute2 prints a destination: without '/32'. */
export const formatPrefix = ({ address, length }: Prefix): string =>
  length === 32 ? formatAddress(address) : `${formatAddress(address)}/${length}`;

export const networkOf = ({ address, length }: Prefix): number => (address & maskOf(length)) >>> 0;

export const broadcastOf = ({ address, length }: Prefix): number => (address | ~maskOf(length)) >>> 0;

export const isInside = (address: number, prefix: Prefix): boolean =>
  ((address ^ prefix.address) & maskOf(prefix.length)) === 0;

/** 127.0.0.0/8 (ipv4_is_loopback). */
export const isLoopback = (address: number): boolean => address >>> 24 === 127;
/** 224.0.0.0/4 (ipv4_is_multicast). */
export const isMulticast = (address: number): boolean => address >>> 28 === 0xe;
/** 224.0.0.0/24 (ipv4_is_local_multicast). */
export const isLocalMulticast = (address: number): boolean => address >>> 8 === 0xe00000;
/** 0.0.0.0 alone: since Linux 5.3 the rest of 0.0.0.0/8 is like any other (ipv4_is_zeronet). */
export const isZeronet = (address: number): boolean => address === 0;
/** 255.255.255.255 (ipv4_is_lbcast). */
export const isLimitedBroadcast = (address: number): boolean => address >>> 0 === BROADCAST_ALL;

/** 'aa:bb:cc:dd:ee:ff' ⇒ 6 bytes. */
export function parseMac(text: string): Uint8Array | null {
  if (!/^([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}$/.test(text)) return null;
  return Uint8Array.from(text.split(':'), (part) => Number.parseInt(part, 16));
}

export const formatMac = (mac: Uint8Array): string =>
  Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join(':');
