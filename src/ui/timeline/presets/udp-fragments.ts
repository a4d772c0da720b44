const UDP = 17;
const IP_HEADER = 20;
const UDP_HEADER = 8;
const MORE_FRAGMENTS = 0x2000;

interface UdpDatagram {
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly id: number;
  readonly payload: Uint8Array;
}

/**
 * Bytes `from` to `to` of a UDP datagram as an IP fragment in hexadecimal: the UDP header, in the first alone, counts the whole. Without
 * UDP checksum, which IPv4 allows (RFC 768). `from` is a multiple of 8 (RFC 791); only the last piece ends the datagram.
 */
export function cutUdp(datagram: UdpDatagram, from: number, to: number): string {
  const { sourcePort, destinationPort, payload } = datagram;
  const whole = UDP_HEADER + payload.length;
  const bytes = [...u16(sourcePort), ...u16(destinationPort), ...u16(whole), 0, 0, ...payload].slice(from, to);
  return hex([...ipHeader(datagram, (to < whole ? MORE_FRAGMENTS : 0) + from / 8, bytes.length), ...bytes]);
}

function ipHeader({ source, destination, id }: UdpDatagram, fragment: number, length: number): readonly number[] {
  const head = [0x45, 0, ...u16(IP_HEADER + length), ...u16(id), ...u16(fragment), 64, UDP];
  const addresses = [source, destination].flatMap((address) => address.split('.').map(Number));
  return [...head, ...u16(checksum([...head, ...addresses])), ...addresses];
}

/** RFC 1071. */
function checksum(bytes: readonly number[]): number {
  let sum = bytes.reduce((total, byte, index) => total + (index % 2 === 0 ? byte << 8 : byte), 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

const u16 = (value: number): readonly [number, number] => [value >> 8, value & 0xff];
const hex = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
