/** IPv4 addresses and masks are host-order uint32 everywhere in the engine. */
export interface Prefix {
  readonly address: number;
  readonly length: number;
}

export const BROADCAST_ALL = 0xffffffff;
export const LOOPBACK = 0x7f000001;

/** Strict dotted quad, decimal without leading zeros beyond what inet_pton takes. Null if it is not one. */
export function parseAddress(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let address = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part)) return null;
    const octet = Number(part);
    if (octet > 255) return null;
    address = address * 256 + octet;
  }
  return address;
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
