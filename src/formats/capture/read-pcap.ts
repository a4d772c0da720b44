import type { RawCapture, RawFrame } from './raw-frame.ts';

/** Magic number as read in little-endian → byte order of the file and what a fraction of a second counts. */
const MAGICS: ReadonlyMap<number, { readonly little: boolean; readonly perSecond: number }> = new Map([
  [0xa1b2c3d4, { little: true, perSecond: 1e6 }],
  [0xd4c3b2a1, { little: false, perSecond: 1e6 }],
  [0xa1b23c4d, { little: true, perSecond: 1e9 }],
  [0x4d3cb2a1, { little: false, perSecond: 1e9 }],
]);

const FILE_HEADER = 24;
const RECORD_HEADER = 16;

export const isPcap = (view: DataView): boolean =>
  view.byteLength >= FILE_HEADER && MAGICS.has(view.getUint32(0, true));

/** The classic capture file (draft-ietf-opsawg-pcap). */
export function readPcap(bytes: Uint8Array): RawCapture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { little, perSecond } = MAGICS.get(view.getUint32(0, true)) ?? { little: true, perSecond: 1e6 };
  // The upper bits say whether a frame check sequence follows the frame.
  const linkType = view.getUint32(20, little) & 0xffff;
  const frames: RawFrame[] = [];
  let at = FILE_HEADER;
  while (at + RECORD_HEADER <= bytes.length) {
    const captured = view.getUint32(at + 8, little);
    const end = at + RECORD_HEADER + captured;
    if (end > bytes.length) break;
    const time = view.getUint32(at, little) * 1000 + (view.getUint32(at + 4, little) * 1000) / perSecond;
    frames.push({ time, interface: 0, direction: null, bytes: bytes.subarray(at + RECORD_HEADER, end) });
    at = end;
  }
  return { format: 'pcap', interfaces: [{ name: '', linkType }], frames, isTruncated: at !== bytes.length };
}
