import {
  TCP_PROTOCOL,
  ipProtocol,
  read32,
  read8,
  replace32,
  setTcpAcknowledgment,
  setTcpSequence,
  tcpAcknowledgment,
  tcpChecksum,
  tcpHeaderLength,
  tcpSequence,
  write16,
  write32,
} from '../net/index.ts';
import type { Direction, Packet } from '../model/index.ts';
import { opposite } from './entry.ts';
import type { Entry, SequenceAdjustment } from './entry.ts';

/** Is `a` behind `b` in sequence space (RFC 9293 section 3.4)? */
export const isAfter = (a: number, b: number): boolean => ((b - a) | 0) < 0;
export const isBefore = (a: number, b: number): boolean => ((a - b) | 0) < 0;

const none = (): SequenceAdjustment => ({ position: 0, before: 0, after: 0 });

/** Room for shifts (nfct_seqadj_ext_add), which stand at 0. */
export const noShift = (): NonNullable<Entry['sequence']> => ({ original: none(), reply: none() });

const shiftAt = (adjustment: SequenceAdjustment, sequence: number): number =>
  isAfter(sequence, adjustment.position) ? adjustment.after : adjustment.before;

/** Shift that applies to a sequence number of `direction` (nf_ct_seq_offset). */
export const sequenceOffset = (entry: Entry, direction: Direction, sequence: number): number =>
  entry.sequence === null ? 0 : shiftAt(entry.sequence[direction], sequence);

/** Notes that the payload of the segment at `sequence` grew by `growth` bytes (nf_ct_seqadj_set). */
export function noteGrowth(entry: Entry, direction: Direction, sequence: number, growth: number): void {
  if (growth === 0) return;
  entry.status.sequenceAdjust = true;
  entry.sequence ??= noShift();
  const adjustment = entry.sequence[direction];
  if (adjustment.before !== adjustment.after && !isBefore(adjustment.position, sequence)) return;
  adjustment.position = sequence;
  adjustment.before = adjustment.after;
  adjustment.after += growth;
}

/** Shifts SEQ, ACK and SACK blocks of a segment as the other end expects them (nf_ct_seq_adjust). False: the options are malformed. */
export function adjustSequence(packet: Packet, transport: number, entry: Entry, direction: Direction): boolean {
  const { bytes } = packet;
  if (entry.sequence === null || ipProtocol(bytes) !== TCP_PROTOCOL) return true;
  if (bytes.length < transport + 20) return false;
  const own = entry.sequence[direction];
  const other = entry.sequence[opposite(direction)];
  const sequence = tcpSequence(bytes, transport);
  const acknowledgment = tcpAcknowledgment(bytes, transport);
  setTcpSequence(bytes, transport, (sequence + shiftAt(own, sequence)) >>> 0);
  setTcpAcknowledgment(bytes, transport, unshift(other, acknowledgment));
  return adjustSackOptions(bytes, transport, other);
}

const unshift = (adjustment: SequenceAdjustment, value: number): number =>
  (value - shiftAt(adjustment, (value - adjustment.before) >>> 0)) >>> 0;

function adjustSackOptions(bytes: Uint8Array, transport: number, adjustment: SequenceAdjustment): boolean {
  const end = transport + tcpHeaderLength(bytes, transport);
  for (let at = transport + 20; at < end;) {
    const kind = read8(bytes, at);
    if (kind === 0) return true;
    if (kind === 1) {
      at += 1;
      continue;
    }
    const length = read8(bytes, at + 1);
    if (at + 1 === end || at + length > end || length < 2) return false;
    if (kind === 5 && length >= 10 && (length - 2) % 8 === 0)
      adjustEdges(bytes, transport, at + 2, at + length, adjustment);
    at += length;
  }
  return true;
}

function adjustEdges(
  bytes: Uint8Array,
  transport: number,
  from: number,
  to: number,
  adjustment: SequenceAdjustment,
): void {
  for (let at = from; at < to; at += 4) {
    const before = read32(bytes, at);
    const after = unshift(adjustment, before);
    write32(bytes, at, after);
    write16(bytes, transport + 16, replace32(tcpChecksum(bytes, transport), before, after));
  }
}
