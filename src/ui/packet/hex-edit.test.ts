import { expect, test } from 'vitest';
import { dissect } from '../../engine/scenario/dissect.ts';
import { buildPacket } from '../../engine/scenario/packet.ts';
import { appended, hexFault, lineAt, moved, overriddenIn, truncated, withNibble } from './hex-edit.ts';

const bytes = buildPacket({ src: '10.0.0.1', dst: '10.0.0.2', proto: 'udp', sport: 1, dport: 53, payload: 'ab' });
const { lines } = dissect(bytes);

test('a byte belongs to the field that is there', () => {
  expect(lineAt(lines, 13)?.field).toBe('src');
  expect(lineAt(lines, 22)).toMatchObject({ layer: 'UDP', field: 'dport' });
  expect(lineAt(lines, 99)).toBeNull();
});

test('digits write over halves of a byte, and behind the end', () => {
  const two = Uint8Array.of(0x12, 0x34);
  expect([...withNibble(two, 1, 0xa, false)]).toEqual([0x12, 0xa4]);
  expect([...withNibble(two, 1, 0xa, true)]).toEqual([0x12, 0x3a]);
  expect([...appended(two, 5)]).toEqual([0x12, 0x34, 0x50]);
  expect([...truncated(two, 1)]).toEqual([0x12]);
});

test('keys move within the bytes', () => {
  expect(moved('ArrowUp', 3, 40, 16)).toBe(3);
  expect(moved('ArrowDown', 30, 40, 16)).toBe(40);
  expect(moved('End', 17, 40, 16)).toBe(31);
  expect(moved('a', 17, 40, 16)).toBeNull();
});

test('what contradicts the rest of the packet is named', () => {
  expect(overriddenIn(lines, bytes.length)).toEqual([]);
  const changed = withNibble(bytes, 8, 1, false);
  expect(overriddenIn(dissect(changed).lines, changed.length).map(({ field }) => field)).toEqual(['checksum']);
  const longer = appended(bytes, 1);
  expect(overriddenIn(dissect(longer).lines, longer.length).map(({ layer, field }) => `${layer} ${field}`)).toContain(
    'IPv4 length',
  );
});

test('the place of a character that is no hex digit', () => {
  expect(hexFault('45 00')).toBeNull();
  expect(hexFault('45 0g')).toEqual({ index: 4, byte: 1, text: 'g' });
  expect(hexFault('45 0')).toEqual({ index: 4, byte: 1, text: '' });
});
