import { expect, test } from 'vitest';
import { flowOfFields, flowText, fromHex, kindOf, readDatagram, toHex } from './datagram.ts';

const SYN_ACK = '4500002c 00004000 40060000 08080808 cb007101 01bb9c40 00000000 00000001 6012 faf0 0000 0000 020405b4';

test('reads the ends and the flags of a TCP segment', () => {
  const bytes = fromHex(SYN_ACK);
  const datagram = bytes && readDatagram(bytes);
  if (!datagram) throw new Error('not read');
  expect(flowText(datagram)).toBe('8.8.8.8:443 → 203.0.113.1:40000');
  expect(kindOf(datagram)).toBe('SYN,ACK');
});

test('a later fragment has no ports', () => {
  const bytes = fromHex('45000028000100b940110000c0a80102080808081234567890abcdef');
  const datagram = bytes && readDatagram(bytes);
  expect(datagram?.sourcePort).toBeNull();
  expect(datagram && kindOf(datagram)).toBe('fragment +1480');
});

test('what is no IPv4 header is not read', () => {
  expect(readDatagram(new Uint8Array())).toBeNull();
  expect(readDatagram(new Uint8Array(40))).toBeNull();
});

test('hex goes both ways and refuses what it is not', () => {
  expect(fromHex('45 00\n00')).toEqual(Uint8Array.of(0x45, 0, 0));
  expect(fromHex('450')).toBeNull();
  expect(fromHex('zz')).toBeNull();
  expect(toHex(Uint8Array.of(0, 255))).toBe('00ff');
});

test('fields that a packet lacks are shown as open', () => {
  expect(flowOfFields({ src: '10.0.0.1', proto: 'icmp', dport: 3 })).toBe('10.0.0.1 → ?');
  expect(flowOfFields({ src: '10.0.0.1', dst: '10.0.0.2', proto: 'tcp', sport: 1, dport: 2 })).toBe(
    '10.0.0.1:1 → 10.0.0.2:2',
  );
});
