import type { CapturedInterface } from './capture.ts';

/** A record of a capture file before anyone looked into the frame. */
export interface RawFrame {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly interface: number;
  readonly direction: 'in' | 'out' | null;
  readonly bytes: Uint8Array;
}

export interface RawCapture {
  readonly format: 'pcap' | 'pcapng';
  readonly interfaces: readonly CapturedInterface[];
  readonly frames: readonly RawFrame[];
  readonly isTruncated: boolean;
}
