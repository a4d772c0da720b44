/** Well-formed beginnings of protocols that the form has no fields for, as hex; checksums that cover no address are right. */
const HEADERS: Readonly<Record<string, string>> = {
  /** INIT from port 40000 to 80, with its CRC32c (RFC 9260). */
  sctp: '9c40005000000000319ce011010000141122334400010000000a000a00000001',
  /** Carrying IPv4, without key (RFC 2784). */
  gre: '00000800',
  /** SPI 0x100, sequence 1, 16 bytes that nobody can read (RFC 4303). */
  esp: '0000010000000001000102030405060708090a0b0c0d0e0f',
  /** In front of nothing (59), SPI 0x100, sequence 1, 96 bits of check value (RFC 4302). */
  ah: '3b0400000000010000000001000000000000000000000000',
  /** A report for 224.0.0.251 (RFC 2236). */
  igmp: '16000904e00000fb',
};
const NUMBERS: Readonly<Record<string, string>> = { '132': 'sctp', '47': 'gre', '50': 'esp', '51': 'ah', '2': 'igmp' };

/** Null where none is known: then all of it is typed. */
export function headerOf(proto: string): string | null {
  const name = proto.trim().toLowerCase();
  return HEADERS[NUMBERS[name] ?? name] ?? null;
}
