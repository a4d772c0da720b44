/** IPv4 addresses and masks as libxtables reads and prints them. Host-order uint32 throughout. */

/** 'a.b.c.d' */
export const formatAddress = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** Prefix length of a contiguous mask, else null. */
export function maskLength(mask: number): number | null {
  const length = 32 - (mask === 0 ? 32 : 31 - Math.clz32(mask & -mask));
  return prefixMask(length) === mask >>> 0 ? length : null;
}

/** Mask of a prefix length 0–32. */
export const prefixMask = (length: number): number => (length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0);

/** '/24', or '/255.0.255.0' where the mask is not a prefix: xtables_ipmask_to_numeric, which leaves out '/32'. */
export const formatMask = (mask: number): string => {
  const length = maskLength(mask);
  if (length === 32) return '';
  return length === null ? `/${formatAddress(mask)}` : `/${length}`;
};

/** xtables_numeric_to_ipaddr: four decimal parts 0–255, at most 3 digits each; null if it is not that. */
export function parseAddress(text: string): number | null {
  const parts = text.split('.');
  return parts.length === 4 ? joinParts(parts) : null;
}

/** xtables_numeric_to_ipmask's cousin that fills missing parts with 0: '10.1' is 10.1.0.0 (numeric_to_ipaddr with is_mask = 0). */
export function parsePartialAddress(text: string): number | null {
  const parts = text.split('.');
  if (parts.length > 4) return null;
  while (parts.length < 4) parts.push('0');
  return joinParts(parts);
}

function joinParts(parts: readonly string[]): number | null {
  let address = 0;
  for (const part of parts) {
    if (!/^\d+$/.test(part) || Number(part) > 255) return null;
    address = address * 256 + Number(part);
  }
  return address;
}
