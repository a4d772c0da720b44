import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { CLIENT, SERVER, address, icmp, plain, tcp } from './test-bench.ts';
import { equalTuples, hashTuple, invertTuple, readTuple, trackableTransport } from './tuple.ts';

const part = fc.integer({ min: 0, max: 0xffff });
const anyTuple = fc.record({
  source: fc.integer({ min: 0, max: 0xffffffff }),
  destination: fc.integer({ min: 0, max: 0xffffffff }),
  protocol: fc.constantFrom(6, 17, 47, 89, 132),
  sourcePart: part,
  destinationPart: part,
});

const tupleOf = (bytes: Uint8Array): ReturnType<typeof readTuple> => {
  const transport = trackableTransport(bytes);
  return transport === null ? null : readTuple(bytes, 0, transport);
};

describe('tuples', () => {
  test('inverted twice are themselves, and equal ones hash alike', () => {
    fc.assert(
      fc.property(anyTuple, (tuple) => {
        const inverse = invertTuple(tuple);
        const twice = inverse && invertTuple(inverse);
        expect(twice).toEqual(tuple);
        expect(hashTuple({ ...tuple })).toBe(hashTuple(tuple));
        expect(equalTuples(tuple, { ...tuple })).toBe(true);
      }),
      { seed: 1 },
    );
  });

  test('any bytes can be read without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(() => tupleOf(bytes)).not.toThrow();
      }),
      { seed: 2 },
    );
  });

  test('hold ports, ICMP id and type, or nothing', () => {
    const ends = { source: address(CLIENT), destination: address(SERVER) };
    expect(tupleOf(tcp('client', { flags: 'SYN' }))).toEqual({
      ...ends,
      protocol: 6,
      sourcePart: 1000,
      destinationPart: 80,
    });
    expect(tupleOf(icmp('client', 8, 7, 1))).toEqual({ ...ends, protocol: 1, sourcePart: 7, destinationPart: 0x801 });
    expect(tupleOf(plain('client', 89))).toEqual({ ...ends, protocol: 89, sourcePart: 0, destinationPart: 0 });
  });

  test('GRE has a key only in PPTP', () => {
    const version1 = Uint8Array.of(0x30, 1, 0x88, 0x0b, 0, 1, 0, 9);
    expect(tupleOf(plain('client', 47))).toMatchObject({ sourcePart: 0, destinationPart: 0 });
    expect(tupleOf(plain('client', 47, version1))).toMatchObject({ sourcePart: 0, destinationPart: 9 });
  });

  test.each([
    [8, 0],
    [13, 14],
    [15, 16],
    [17, 18],
  ])('ICMP type %i is answered by %i', (query, answer) => {
    const tuple = tupleOf(icmp('client', query));
    expect(tuple && invertTuple(tuple)).toMatchObject({ destinationPart: answer << 8, sourcePart: 7 });
  });

  test('an ICMP type without an answer has no inverse; a later fragment no transport header', () => {
    const tuple = tupleOf(icmp('client', 10));
    expect(tuple && invertTuple(tuple)).toBeNull();
    const fragment = tcp('client', { flags: 'ACK' });
    fragment[7] = 1;
    expect(trackableTransport(fragment)).toBeNull();
  });
});
