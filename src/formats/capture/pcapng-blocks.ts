/** Numbers of the pcapng format (draft-ietf-opsawg-pcapng). */
export const BLOCKS = { section: 0x0a0d0d0a, interface: 1, oldPacket: 2, simplePacket: 3, enhancedPacket: 6 } as const;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

export const OPTIONS = {
  end: 0,
  comment: 1,
  /** Section: the program that wrote the file. */
  application: 4,
  interfaceName: 2,
  timeResolution: 9,
  timeOffset: 14,
  packetFlags: 2,
} as const;

/** Lowest two bits of epb_flags. */
export const INBOUND = 1;
export const OUTBOUND = 2;
