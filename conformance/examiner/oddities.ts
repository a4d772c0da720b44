/** Traffic that is out of the ordinary: fragments, broken headers, addresses that must not be, errors about nothing. */
import { bytesOf, fragments, hexOf, icmp, internetChecksum, truncated, udp } from '../packets.ts';
import { addressNear } from './addresses.ts';
import type { Aim } from './aim.ts';
import type { Chance } from './chance.ts';
import { ODD_DESTINATIONS, broadcastOf, ownAddresses, type World } from './world.ts';
import { IP_OPTIONS, TCP_OPTIONS, datagram, stepOf } from './render.ts';
import type { Timeline } from './conversations.ts';

/** Any single packet, plain or with options. */
export function shot(chance: Chance, timeline: Timeline, aim: Aim): void {
  const extras = {
    ...(chance.oneIn(10) && { ipOptions: chance.pick(IP_OPTIONS) }),
    ...(chance.oneIn(15) && { badChecksum: true }),
    ...(chance.oneIn(8) && { flags: chance.pick([0, 2, 4, 6, 1]) }),
  };
  const hex = datagram(chance, aim, extras);
  timeline.push(stepOf(chance, aim, hex));
  if (chance.oneIn(3)) timeline.push(stepOf(chance, aim, chance.oneIn(2) ? hex : datagram(chance, aim, extras)));
  if (aim.leg !== undefined && chance.oneIn(4))
    timeline.push({ reply: { to: timeline.length, flags: chance.pick(['SYN,ACK', 'RST,ACK', 'ACK']) } });
}

/** Fragments whole, out of order, with one missing, overlapping, tiny or beyond the end. */
export function fragmented(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const size = chance.pick([8, 16, 24, 200, 400, 1400]);
  const aim: Aim = {
    ...drawn,
    protocol: chance.pick([17, 17, 1, 6, 132, 50]),
    icmpType: 8,
    payload: 'F'.repeat(Math.min(size * chance.between(1, 4) + chance.between(0, 7), 4000)),
  };
  const whole = datagram(chance, aim, {
    flags: chance.oneIn(6) ? 2 : 0,
    ...(chance.oneIn(8) && { ipOptions: chance.pick(IP_OPTIONS) }),
  });
  let pieces = fragments(whole, size);
  if (chance.oneIn(4)) pieces = chance.some(pieces, pieces.length);
  if (chance.oneIn(4)) pieces = pieces.filter((_, at) => at !== chance.between(0, pieces.length));
  if (chance.oneIn(5)) pieces = [...pieces, ...pieces.slice(0, 1)];
  if (chance.oneIn(5))
    pieces = pieces.map((piece) => (chance.oneIn(3) ? shifted(piece, chance.pick([-1, 1, 2, 8100])) : piece));
  if (chance.oneIn(8))
    pieces = pieces.map((piece) =>
      chance.oneIn(2) ? truncated(piece, Math.max(20, piece.length / 2 - chance.between(1, 9))) : piece,
    );
  for (const piece of pieces.slice(0, 8)) timeline.push(stepOf(chance, aim, piece));
}

/** The same fragment elsewhere in its datagram, in units of 8 bytes. */
function shifted(hex: string, by: number): string {
  const bytes = bytesOf(hex);
  const field = ((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0);
  const offset = Math.max((field & 0x1fff) + by, 0) & 0x1fff;
  bytes[6] = ((field & 0xe000) | offset) >> 8;
  bytes[7] = offset & 255;
  return hexOf(withHeaderChecksum(bytes));
}

function withHeaderChecksum(bytes: Uint8Array): Uint8Array {
  const length = Math.min(((bytes[0] ?? 0) & 15) * 4, bytes.length);
  bytes.fill(0, 10, 12);
  const sum = internetChecksum(bytes.subarray(0, length));
  bytes[10] = sum >> 8;
  bytes[11] = sum & 255;
  return bytes;
}

/** A datagram with bytes changed, cut, or with lengths that lie; mostly with a header checksum that is right. */
export function mutated(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const original = bytesOf(datagram(chance, drawn, { ...(chance.oneIn(3) && { ipOptions: chance.pick(IP_OPTIONS) }) }));
  const changes: readonly (() => Uint8Array)[] = [
    () => withHeaderChecksum(original.slice(0, Math.max(20, chance.between(20, original.length)))),
    () => bytesOf(truncated(hexOf(original), chance.between(20, original.length))),
    () => original.slice(0, chance.between(1, original.length)),
    () => change(chance, original, [0, 1]),
    () => change(chance, original, [2, 3]),
    () => change(chance, original, [6, 7]),
    () => change(chance, original, [8, 9]),
    () => change(chance, original, [20, 21, 22, 23, 24, 25, 26, 27]),
    () => change(chance, original, [32, 33, 34, 35, 40, 41, 44]),
    () => change(chance, original, Array.from(original.keys())),
    () => Uint8Array.from([...original, ...bytesOf(chance.hex(chance.between(1, 30)))]),
  ];
  const hex = hexOf(chance.pick(changes)());
  if (drawn.leg !== undefined || hex.length >= 40) timeline.push(stepOf(chance, drawn, hex));
}

function change(chance: Chance, original: Uint8Array, places: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from(original);
  for (const at of chance.some(
    places.filter((place) => place < bytes.length),
    chance.between(1, 2),
  ))
    bytes[at] = chance.oneIn(3) ? chance.between(0, 255) : (bytes[at] ?? 0) ^ (1 << chance.between(0, 7));
  return chance.oneIn(6) ? bytes : withHeaderChecksum(bytes);
}

const NEVER = [
  '127.0.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '239.1.2.3',
  '240.0.0.1',
  '169.254.1.1',
  '0.1.2.3',
  '127.255.255.255',
];

/** Broadcast, multicast, martian and unroutable addresses on either side. */
export function strange(chance: Chance, timeline: Timeline, drawn: Aim, world: World): void {
  const address = (): string =>
    chance.pick([
      chance.pick(NEVER),
      broadcastOf(chance.pick(world.legs)),
      addressNear(chance, chance.pick(ODD_DESTINATIONS)),
      chance.pick(ownAddresses(world)),
      '10.66.5.9',
      '10.66.6.255',
    ]);
  const aim: Aim = {
    ...drawn,
    ...(chance.oneIn(2) && { src: address() }),
    ...(!chance.oneIn(3) && { dst: address() }),
  };
  const toAll = /^(255|22[4-9]|23\d)|\.255$/.test(aim.dst) && chance.oneIn(2);
  const step = stepOf(chance, aim, datagram(chance, aim));
  timeline.push(
    toAll && 'packet' in step && aim.leg !== undefined
      ? {
          packet: {
            ...step.packet,
            dstMac: aim.dst.startsWith('2') && !aim.dst.startsWith('255') ? '01:00:5e:00:00:01' : 'ff:ff:ff:ff:ff:ff',
          },
        }
      : step,
  );
}

/** An ICMP error about a flow that there is, was or never was; then perhaps one about the error. */
export function error(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const flow: Aim = { ...drawn, protocol: 17, payload: 'flow' };
  const sent = udp({ src: flow.src, dst: flow.dst, sport: flow.sport, dport: flow.dport, payload: 'flow' });
  if (!chance.oneIn(3)) timeline.push(stepOf(chance, flow, sent));
  const to = timeline.length;
  if (to > 0 && chance.oneIn(2)) {
    const [type, code] = chance.pick([
      [3, 1],
      [3, 3],
      [11, 0],
      [12, 0],
      [3, 2],
    ] as const);
    timeline.push({
      reply: {
        to,
        error: {
          type,
          code,
          ...(chance.oneIn(3) && { from: '203.0.113.99' }),
          ...(chance.oneIn(3) && { quoted: chance.between(20, 40) }),
        },
      },
    });
    return;
  }
  // The flow's own side complains about what it never got.
  const answer = udp({ src: flow.dst, dst: flow.src, sport: flow.dport, dport: flow.sport, payload: 'answer' });
  const cut = answer.slice(0, 2 * chance.pick([28, 34, 24, 27, 23, 20, 19, 0]));
  const hex = icmp({
    src: chance.oneIn(4) ? drawn.dst : flow.src,
    dst: flow.dst,
    type: chance.pick([3, 3, 11, 4, 12]),
    code: chance.between(0, 3),
    payloadHex: cut,
    badIcmpChecksum: chance.oneIn(12),
  });
  timeline.push(stepOf(chance, flow, hex));
}

/** Segments whose TCP header itself is the matter: options, offsets, flags. */
export function oddSegment(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const aim: Aim = { ...drawn, protocol: 6 };
  const options = chance.pick([
    ...Object.values(TCP_OPTIONS),
    '0204',
    '02',
    '0000',
    '01020304',
    '0800',
    `fe04${chance.hex(2)}`,
    '1e0c0081a1b2c3d4e5f60718',
    '0204ffff',
    '02040000',
  ]);
  timeline.push(stepOf(chance, aim, datagram(chance, aim, { tcpOptions: options })));
}
