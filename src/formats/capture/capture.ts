/** A packet capture as the rest of the program sees it, whatever file it stood in. */

/** Why a frame has no IPv4 datagram that could be used. */
export type SkipKind = 'ipv6' | 'arp' | 'other-protocol' | 'malformed' | 'link-type';

export interface CapturedInterface {
  /** if_name of a pcapng, '' where the file does not say. */
  readonly name: string;
  /** LINKTYPE_ number. */
  readonly linkType: number;
}

export interface CapturedFrame {
  /** 1-based place in the file, as Wireshark counts. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Index into `interfaces`. */
  readonly interface: number;
  /** Direction on that interface, where the file or the link header says it. */
  readonly direction: 'in' | 'out' | null;
  /** The IPv4 datagram, without link header and padding. Shorter than its total length where the capture cut it. */
  readonly datagram: Uint8Array;
  readonly isCut: boolean;
  /** MAC addresses as aa:bb:…, where the link header has them. */
  readonly sourceMac?: string;
  readonly destinationMac?: string;
}

export interface Capture {
  readonly format: 'pcap' | 'pcapng';
  readonly interfaces: readonly CapturedInterface[];
  readonly frames: readonly CapturedFrame[];
  /** Frames of the file in all. */
  readonly total: number;
  readonly skipped: { readonly [K in SkipKind]: number };
  /** The file ends in the middle of a record. */
  readonly isTruncated: boolean;
}

export type CaptureProblem = 'not-a-capture' | 'no-frames' | 'unsupported-version';
