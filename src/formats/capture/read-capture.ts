import type { Result } from '../../engine/index.ts';
import type { Capture, CapturedFrame, CaptureProblem, SkipKind } from './capture.ts';
import { unwrap } from './link-layer.ts';
import { isPcap, readPcap } from './read-pcap.ts';
import { isPcapng, readPcapng } from './read-pcapng.ts';

/** Is this the beginning of a capture file? */
export function isCapture(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isPcap(view) || isPcapng(view);
}

/** Reads a pcap or pcapng file of either byte order. Frames without an IPv4 datagram are counted by what they are. */
export function readCapture(bytes: Uint8Array): Result<Capture, CaptureProblem> {
  if (!isCapture(bytes)) return { ok: false, error: 'not-a-capture' };
  const raw = isPcap(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    ? readPcap(bytes)
    : readPcapng(bytes);
  if (raw.frames.length === 0) return { ok: false, error: 'no-frames' };
  const skipped: { [K in SkipKind]: number } = { ipv6: 0, arp: 0, 'other-protocol': 0, malformed: 0, 'link-type': 0 };
  const frames: CapturedFrame[] = [];
  raw.frames.forEach((frame, index) => {
    const inner = unwrap(frame.bytes, raw.interfaces[frame.interface]?.linkType ?? -1);
    if (typeof inner === 'string') skipped[inner] += 1;
    else
      frames.push({
        ...inner,
        number: index + 1,
        time: frame.time,
        interface: frame.interface,
        direction: frame.direction ?? inner.direction,
      });
  });
  const { format, interfaces, isTruncated } = raw;
  return { ok: true, value: { format, interfaces, frames, total: raw.frames.length, skipped, isTruncated } };
}
