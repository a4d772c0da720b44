/** Aims as bytes. */
import type { Step } from '../document.ts';
import { hexOf, icmp, ip, tcp, textHex, udp, bytesOf } from '../packets.ts';
import type { Aim } from './aim.ts';
import type { Chance } from './chance.ts';

export const IP_OPTIONS = [
  '01010101',
  '94040000',
  '070b04000000000000000000',
  '44080500000000000000000000',
  '4414050100000000000000000000000000000000',
  '8603000100000000',
  '01010100',
  '8000',
  '9904',
  '82040000',
];
export const TCP_OPTIONS = {
  mss: '020405b4',
  usual: '020405b40402080a000003e80000000001030307',
  scaled: '020405b401030307',
  sack: '0101040203030e00',
  stamp: '0101080a000003e900000000',
  broken: '02030405',
  none: '',
};

const padded = (options: string): string => options.padEnd(Math.ceil(options.length / 8) * 8, '0');

/** An IP id that no other packet of the scenario has, mostly. */
const freshId = (chance: Chance): number => chance.between(1, 0xfffe);

export interface Extras {
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  readonly tcpOptions?: string;
  readonly badChecksum?: boolean;
  readonly flags?: number;
  readonly ipOptions?: string;
  readonly echo?: number;
}

/** The datagram of an aim. */
export function datagram(chance: Chance, aim: Aim, extras: Extras = {}): string {
  const { src, dst, ttl, tos, sport, dport, payload } = aim;
  const head = {
    src,
    dst,
    ttl,
    tos,
    id: freshId(chance),
    ...(extras.ipOptions !== undefined && { options: padded(extras.ipOptions) }),
    ...(extras.flags !== undefined && { flags: extras.flags }),
  };
  switch (aim.protocol) {
    case 6:
      return tcp({
        ...head,
        sport,
        dport,
        tcp: aim.tcpFlags,
        seq: extras.seq ?? chance.pick([1000, 0, 0xffffffff, 123456]),
        ack: extras.ack ?? (aim.tcpFlags.includes('ACK') ? chance.pick([1, 777, 0]) : 0),
        window: extras.window ?? chance.pick([64240, 0, 512, 65535]),
        tcpOptions: padded(
          extras.tcpOptions ?? (aim.tcpFlags.includes('SYN') ? chance.pick(Object.values(TCP_OPTIONS)) : ''),
        ),
        payload,
        badTcpChecksum: extras.badChecksum ?? false,
      });
    case 17:
      return udp({
        ...head,
        sport,
        dport,
        payload,
        ...(extras.badChecksum === true ? { udpChecksum: 0xbad } : chance.oneIn(10) ? { udpChecksum: 0 } : {}),
      });
    case 1:
      return icmp({
        ...head,
        type: aim.icmpType,
        code: aim.icmpCode,
        rest: extras.echo ?? (chance.between(1, 9) << 16) + 1,
        payloadHex: icmpBody(chance, aim),
        badIcmpChecksum: extras.badChecksum ?? false,
      });
    default:
      return ip({ ...head, protocol: aim.protocol }, bytesOf(otherBody(chance, aim)));
  }
}

/** An ICMP error quotes something; a timestamp has room for its times. */
function icmpBody(chance: Chance, aim: Aim): string {
  if ([13, 14].includes(aim.icmpType)) return '000003e80000000000000000';
  if ([17, 18].includes(aim.icmpType)) return '00000000';
  if (![3, 4, 5, 11, 12].includes(aim.icmpType)) return textHex(aim.payload);
  const quoted = chance.pick([
    udp({ src: aim.dst, dst: aim.src, sport: aim.dport, dport: aim.sport, payload: 'quoted' }),
    tcp({ src: aim.dst, dst: aim.src, sport: aim.dport, dport: aim.sport, tcp: 'ACK' }),
    icmp({ src: aim.dst, dst: aim.src, type: 8, rest: 0x70001 }),
    icmp({ src: aim.dst, dst: aim.src, type: 3, code: 1, payloadHex: '45000014' }),
    ip(
      { src: aim.dst, dst: aim.src, protocol: 47, options: '01010101', offset: chance.pick([0, 0, 8]) },
      bytesOf('0000080000000000'),
    ),
  ]);
  return quoted.slice(0, 2 * chance.pick([28, 28, 20, 24, 18, 0, 40, 200]));
}

/** Bodies of other protocols, whole or too short. */
function otherBody(chance: Chance, aim: Aim): string {
  const ports = hexOf(Uint8Array.of(aim.sport >> 8, aim.sport & 255, aim.dport >> 8, aim.dport & 255));
  const bodies: Readonly<Record<number, readonly string[]>> = {
    132: [
      `${ports}0000000000000000010000140000000100001000000a000a00000001`,
      `${ports}000000010000000003000010000000010000100000000000`,
      `${ports}00000001000000000000001100000001000000000000000041000000`,
      ports,
    ],
    33: [`${ports}05000000010000000000000000000000`, `${ports}04000000050000000000000000000000`, ports],
    136: [`${ports}00080000`, `${ports}00000000`, ports],
    47: ['00000800450000140000', '2000080000000007', '3001880b00040001', '00'],
    50: ['0000009600000001deadbeef', '000000c9', '0000'],
    51: ['06040000000000640000000100000000000000000000000000', '0604'],
    108: ['06000096', '060000', '0600012c00'],
    2: ['1600000000000000', '11640000e0000001', '2200f9fd00000001'],
    4: ['4500001400000000400100000a0000010a000002'],
  };
  const whole = chance.pick(bodies[aim.protocol] ?? ['deadbeef', '', `${ports}0000`]);
  return chance.oneIn(5) ? whole.slice(0, 2 * chance.between(0, whole.length / 2)) : whole;
}

/** The step in which these bytes arrive on the aim's side, or are sent by a local process. */
export function stepOf(chance: Chance, aim: Aim, hex: string): Step {
  if (aim.leg === undefined) {
    return {
      packet: {
        from: 'local',
        hex,
        ...(aim.uid > 0 && { uid: aim.uid, gid: aim.uid }),
        ...(aim.mark > 0 && { mark: aim.mark }),
      },
    };
  }
  const dstMac = chance.oneIn(40)
    ? chance.pick(['ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:01', '02:00:00:00:99:99'])
    : undefined;
  return {
    packet: {
      in: aim.leg.name,
      hex,
      ...(aim.srcMac !== undefined && { srcMac: aim.srcMac }),
      ...(dstMac !== undefined && { dstMac }),
    },
  };
}
