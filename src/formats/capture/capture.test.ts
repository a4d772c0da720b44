import { expect, test } from 'vitest';
import type { HostDocument } from '../../engine/index.ts';
import { repaired } from './checksums.ts';
import { entrancesOf } from './entrance.ts';
import { flowMatches, flowOf } from './flow.ts';
import { readCapture } from './read-capture.ts';
import { capturedSteps, planTimeline, type TimelineChoice } from './timeline.ts';
import { writePcapng } from './write-pcapng.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.replaceAll(/\s/g, '').match(/../g) ?? [], (pair) => parseInt(pair, 16));
const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** 192.168.1.2:40000 → 8.8.8.8:53 UDP, "hi". */
const UDP = hex('4500001e00010000401168c9c0a8010208080808 9c400035000a13cd6869');
const MACS = '020000000002 02000000aa01';

interface Shape {
  readonly little?: boolean;
  readonly nano?: boolean;
  readonly linkType?: number;
}

function pcap(frames: readonly { readonly time: number; readonly bytes: Uint8Array }[], shape: Shape = {}): Uint8Array {
  const { little = true, nano = false, linkType = 1 } = shape;
  const size = frames.reduce((sum, { bytes }) => sum + 16 + bytes.length, 24);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, nano ? 0xa1b23c4d : 0xa1b2c3d4, little);
  view.setUint16(4, 2, little);
  view.setUint16(6, 4, little);
  view.setUint32(16, 262_144, little);
  view.setUint32(20, linkType, little);
  let at = 24;
  for (const { time, bytes } of frames) {
    view.setUint32(at, Math.floor(time / 1000), little);
    view.setUint32(at + 4, (time % 1000) * (nano ? 1e6 : 1e3), little);
    view.setUint32(at + 8, bytes.length, little);
    view.setUint32(at + 12, bytes.length, little);
    file.set(bytes, at + 16);
    at += 16 + bytes.length;
  }
  return file;
}

const read = (bytes: Uint8Array) => {
  const answer = readCapture(bytes);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
};
const bytesAfter = (prefix: string, datagram = UDP): Uint8Array => hex(prefix + toHex(datagram));

test.each([
  [true, false],
  [false, false],
  [true, true],
  [false, true],
])('pcap, little-endian %s, nanoseconds %s', (little, nano) => {
  const { frames } = read(pcap([{ time: 1_700_000_000_250, bytes: bytesAfter(`${MACS} 0800`) }], { little, nano }));
  expect(frames).toHaveLength(1);
  expect(frames[0]).toMatchObject({ number: 1, time: 1_700_000_000_250, direction: null, isCut: false });
  expect(frames[0]?.datagram).toEqual(UDP);
  expect(frames[0]?.sourceMac).toBe('02:00:00:00:aa:01');
});

test.each([
  ['two VLAN tags', 1, `${MACS} 88a8 0001 8100 0002 0800`],
  ['raw', 101, ''],
  ['IPv4', 228, ''],
  ['BSD loopback, little-endian', 0, '02000000'],
  ['OpenBSD loopback', 108, '00000002'],
  ['Linux cooked', 113, '0000 0001 0006 02000000aa01 0000 0800'],
  ['Linux cooked 2', 276, '0800 0000 00000002 0001 00 06 02000000aa01 0000'],
])('the datagram within %s', (_name, linkType, prefix) => {
  expect(read(pcap([{ time: 0, bytes: bytesAfter(prefix) }], { linkType })).frames[0]?.datagram).toEqual(UDP);
});

test('a cooked header says which way; padding goes; what is no IPv4 is counted', () => {
  const out = bytesAfter('0800 0000 00000002 0001 04 06 02000000aa01 0000');
  expect(read(pcap([{ time: 0, bytes: out }], { linkType: 276 })).frames[0]?.direction).toBe('out');
  const capture = read(
    pcap([
      { time: 0, bytes: hex(`${MACS} 0800 ${toHex(UDP)} 000000000000`) },
      { time: 0, bytes: hex(`${MACS} 86dd 60`) },
      { time: 0, bytes: hex(`${MACS} 0806 0001`) },
      { time: 0, bytes: hex(`${MACS} 88cc 0001`) },
      { time: 0, bytes: hex(`${MACS} 0800 4500`) },
    ]),
  );
  expect(capture.frames.map(({ datagram }) => datagram)).toEqual([UDP]);
  expect(capture.total).toBe(5);
  expect(capture.skipped).toEqual({ ipv6: 1, arp: 1, 'other-protocol': 1, malformed: 1, 'link-type': 0 });
});

test('a file that ends in a record keeps the records before it; others are no capture', () => {
  const whole = pcap([
    { time: 0, bytes: bytesAfter(`${MACS} 0800`) },
    { time: 5, bytes: bytesAfter(`${MACS} 0800`) },
  ]);
  expect(read(whole.subarray(0, -3))).toMatchObject({ isTruncated: true, total: 1 });
  expect(read(whole).isTruncated).toBe(false);
  expect(readCapture(hex('7f454c46'))).toEqual({ ok: false, error: 'not-a-capture' });
  expect(readCapture(pcap([]))).toEqual({ ok: false, error: 'no-frames' });
});

test('what was written as pcapng is read again', () => {
  const file = writePcapng({
    comment: 'Home router',
    interfaces: ['eth0', 'eth1'],
    crossings: [
      { interface: 1, direction: 'out', time: 1_767_614_400_010, datagram: UDP, comment: 'step 1: sent → eth1' },
      { interface: 0, direction: 'in', time: 1_767_614_400_000, datagram: UDP },
    ],
  });
  const capture = read(file);
  expect(capture.interfaces).toEqual([
    { name: 'eth0', linkType: 228 },
    { name: 'eth1', linkType: 228 },
  ]);
  expect(capture.frames.map(({ time, direction, interface: at }) => [time, direction, at])).toEqual([
    [1_767_614_400_000, 'in', 0],
    [1_767_614_400_010, 'out', 1],
  ]);
  expect(capture.frames[1]?.datagram).toEqual(UDP);
});

test('a pcapng of big-endian order with a simple packet and a resolution of 2^-10 s', () => {
  const blocks = [
    '0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c',
    '00000001 0000001c 0065 0000 00000000 0009 0001 8a000000 0000001c',
    `00000006 00000040 00000000 00000000 00000800 0000001e 0000001e ${toHex(UDP)}0000 00000040`,
    `00000003 00000030 0000001e ${toHex(UDP)}0000 00000030`,
  ];
  const capture = read(hex(blocks.join('')));
  expect(capture.frames.map(({ time }) => time)).toEqual([2000, 2000]);
  expect(capture.frames[1]?.datagram).toEqual(UDP);
});

const HOST: HostDocument = {
  interfaces: [
    { name: 'wan', addresses: ['203.0.113.1/24'] },
    { name: 'lan', addresses: ['192.168.1.1/24'] },
  ],
  routes: ['default via 203.0.113.254 dev wan'],
};
const CHOICE: TimelineChoice = {
  filter: '',
  from: 1,
  count: 100,
  entrances: new Map(),
  shortestWait: 1000,
  repair: true,
};

const addressed = (source: string, destination: string): Uint8Array => {
  const bytes = Uint8Array.from(UDP);
  bytes.set(source.split('.').map(Number), 12);
  bytes.set(destination.split('.').map(Number), 16);
  return bytes;
};

test('where packets enter: by address, by MAC, what the host sends itself, what it only forwarded', () => {
  const ether = (to: string, from: string, datagram: Uint8Array) => hex(`${to}${from}0800${toHex(datagram)}`);
  const capture = read(
    pcap([
      { time: 0, bytes: ether('02000000000f', '02000000aa01', addressed('192.168.1.2', '8.8.8.8')) },
      { time: 0, bytes: ether('020000000001', '02000000aa02', addressed('8.8.8.8', '203.0.113.1')) },
      { time: 0, bytes: ether('02000000000f', '02000000aa02', addressed('9.9.9.9', '203.0.113.1')) },
      { time: 0, bytes: ether('02000000000f', '020000000001', addressed('192.168.1.2', '8.8.8.8')) },
      { time: 0, bytes: ether('02000000000f', '020000000001', addressed('203.0.113.1', '1.1.1.1')) },
    ]),
  );
  const groups = entrancesOf(capture, HOST);
  expect(groups.map(({ reason, entrance }) => [reason, entrance])).toEqual([
    ['subnet', { kind: 'device', device: 'lan' }],
    ['destination-mac', { kind: 'device', device: 'wan' }],
    ['default-route', { kind: 'device', device: 'wan' }],
    ['forwarded-copy', { kind: 'none' }],
    ['own-address', { kind: 'local' }],
  ]);
  const steps = capturedSteps(capture, groups, CHOICE);
  expect(steps).toHaveLength(4);
  expect(steps[0]).toMatchObject({ packet: { in: 'lan', srcMac: '02:00:00:00:aa:01' } });
  expect(steps[3]).toMatchObject({ packet: { from: 'local' } });
});

test('what a router sent on is no second packet', () => {
  const sentOn = addressed('203.0.113.1', '8.8.8.8');
  sentOn[8] = 63;
  const capture = read(
    pcap(
      [
        { time: 0, bytes: UDP },
        { time: 1, bytes: sentOn },
      ],
      { linkType: 101 },
    ),
  );
  expect(entrancesOf(capture, HOST).map(({ reason }) => reason)).toEqual(['subnet', 'forwarded-copy']);
});

test('gaps become waits, a part is chosen by filter and place, never more than asked', () => {
  const frames = [0, 500, 4000, 4020].map((time, index) => ({
    time,
    bytes: addressed(`192.168.1.${2 + (index % 2)}`, '8.8.8.8'),
  }));
  const capture = read(pcap(frames, { linkType: 101 }));
  const groups = entrancesOf(capture, HOST);
  const kinds = (choice: Partial<TimelineChoice>) =>
    capturedSteps(capture, groups, { ...CHOICE, ...choice }).map((step) => ('wait' in step ? step.wait : 'packet'));
  expect(kinds({})).toEqual(['packet', 'packet', 3.49, 'packet', 'packet']);
  expect(kinds({ shortestWait: null })).toEqual(['packet', 'packet', 'packet', 'packet']);
  expect(kinds({ filter: '192.168.1.3', shortestWait: 1 })).toEqual(['packet', 3.51, 'packet']);
  expect(kinds({ from: 2, count: 1 })).toEqual(['packet']);
  expect(planTimeline(capture, groups, { ...CHOICE, filter: '53 udp' }).matching).toBe(4);
});

test('a filter has all its words', () => {
  const flow = flowOf(UDP);
  for (const word of ['', 'udp', '53', ':53', '8.8.8.8:53', '192.168.', 'UDP, 40000'])
    expect(flowMatches(flow, word)).toBe(true);
  for (const word of ['tcp', '80', '192.168.1', 'udp 80']) expect(flowMatches(flow, word)).toBe(false);
});

test('what was cut is filled and sums are right again', () => {
  const wrong = Uint8Array.from(UDP);
  wrong.set([1, 2], 26);
  expect(toHex(repaired(wrong))).toBe(toHex(repaired(UDP)));
  expect(repaired(UDP.slice(0, 28))).toHaveLength(30);
});
