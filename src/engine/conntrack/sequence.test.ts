import { describe, expect, test } from 'vitest';
import { isTransportChecksumRight, tcpAcknowledgment, tcpSequence } from '../net/index.ts';
import { own } from './entry.ts';
import { adjustSequence, isAfter, isBefore, noteGrowth, sequenceOffset } from './sequence.ts';
import { createBench, tcp } from './test-bench.ts';
import type { Segment, Side } from './test-bench.ts';

/** An entry whose client's segment at 100 grew by 3 bytes. */
function grown(): ReturnType<typeof own> {
  const bench = createBench();
  bench.forward(tcp('client', { flags: 'SYN', seq: 99 }));
  const entry = own(bench.entry());
  noteGrowth(entry, 'original', 100, 3);
  return entry;
}

function adjusted(side: Side, segment: Segment): readonly [number, number, boolean] {
  const packet = createBench().arrive(tcp(side, segment));
  adjustSequence(packet, 20, grown(), side === 'client' ? 'original' : 'reply');
  return [tcpSequence(packet.bytes, 20), tcpAcknowledgment(packet.bytes, 20), isTransportChecksumRight(packet.bytes)];
}

describe('sequence numbers', () => {
  test('compare around the wrap', () => {
    expect([isAfter(1, 0xffffffff), isBefore(0xffffffff, 1), isAfter(5, 5), isBefore(5, 5)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('behind a segment that grew are shifted; the segment itself is not', () => {
    expect(adjusted('client', { flags: 'ACK', seq: 100, ack: 1 })).toEqual([100, 1, true]);
    expect(adjusted('client', { flags: 'ACK', seq: 120, ack: 1 })).toEqual([123, 1, true]);
  });

  test('acknowledged by the other side are shifted back, SACK blocks too', () => {
    expect(adjusted('server', { flags: 'ACK', seq: 1, ack: 123 })).toEqual([1, 120, true]);
    expect(adjusted('server', { flags: 'ACK', seq: 1, ack: 100 })).toEqual([1, 100, true]);
    const options = [{ kind: 'nop' }, { kind: 'nop' }, { kind: 'sack', blocks: [{ left: 130, right: 140 }] }] as const;
    const packet = createBench().arrive(tcp('server', { flags: 'ACK', seq: 1, ack: 123, options }));
    expect(adjustSequence(packet, 20, grown(), 'reply')).toBe(true);
    expect(Array.from(packet.bytes.subarray(44, 52))).toEqual([0, 0, 0, 127, 0, 0, 0, 137]);
    expect(isTransportChecksumRight(packet.bytes)).toBe(true);
  });

  test('add up over several segments', () => {
    const entry = grown();
    noteGrowth(entry, 'original', 200, -5);
    expect([150, 201].map((at) => sequenceOffset(entry, 'original', at))).toEqual([3, -2]);
  });
});
