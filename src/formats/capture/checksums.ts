const PROTOCOLS = { ICMP: 1, TCP: 6, UDP: 17 };
/** Where the checksum stands in the transport header. */
const CHECKSUM_AT: ReadonlyMap<number, number> = new Map([
  [PROTOCOLS.ICMP, 2],
  [PROTOCOLS.TCP, 16],
  [PROTOCOLS.UDP, 6],
]);

/** One's complement sum of 16-bit words (RFC 1071). */
function sum(bytes: Uint8Array, start = 0): number {
  let total = start;
  for (let at = 0; at < bytes.length; at += 2) total += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return total;
}

const put = (bytes: Uint8Array, at: number, value: number): void => {
  bytes[at] = value >> 8;
  bytes[at + 1] = value & 255;
};

/**
 * The datagram whole and with right checksums: what the capture cut off is zeros, and sums that a network card was
 * still to fill in are filled in. A later fragment's payload has no checksum of its own.
 */
export function repaired(datagram: Uint8Array): Uint8Array {
  const total = ((datagram[2] ?? 0) << 8) | (datagram[3] ?? 0);
  const whole = new Uint8Array(Math.max(total, datagram.length));
  whole.set(datagram);
  if (total === 0) put(whole, 2, whole.length);
  const headerLength = ((whole[0] ?? 0) & 15) * 4;
  put(whole, 10, 0);
  put(whole, 10, ~sum(whole.subarray(0, headerLength)) & 0xffff);
  const isFragment = (((whole[6] ?? 0) << 8) | (whole[7] ?? 0)) & 0x3fff;
  const at = CHECKSUM_AT.get(whole[9] ?? 0);
  const segment = whole.subarray(headerLength);
  if (at !== undefined && !isFragment && segment.length >= at + 2) repairTransport(whole, segment, at);
  return whole;
}

function repairTransport(whole: Uint8Array, segment: Uint8Array, at: number): void {
  const protocol = whole[9] ?? 0;
  // A UDP checksum of zero means that there is none.
  if (protocol === PROTOCOLS.UDP && segment[6] === 0 && segment[7] === 0) return;
  put(segment, at, 0);
  const pseudo = protocol === PROTOCOLS.ICMP ? 0 : sum(whole.subarray(12, 20)) + protocol + segment.length;
  const value = ~sum(segment, pseudo) & 0xffff;
  put(segment, at, value === 0 && protocol === PROTOCOLS.UDP ? 0xffff : value);
}
