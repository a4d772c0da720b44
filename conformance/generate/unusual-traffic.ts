/** Packets and conversations beyond plain TCP, UDP and ping. */

import type { Packet, Step } from '../document.ts';
import { bytesOf, echo, fragments, hexOf, icmp, ip, tcp, udp, type IpFields } from '../packets.ts';
import type { Random } from './random.ts';
import type { Talk } from './talk.ts';
import { FAR_HOSTS, LAN_HOSTS, OWN_LAN, OWN_WAN } from './world.ts';

export type Inject = (from: Talk['from'], hex: string, more?: Partial<Packet>) => Step;

export const word = (value: number, bytes: number): string => (value >>> 0).toString(16).padStart(bytes * 2, '0');

function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

/** Chunk bodies by type, padded to whole words. */
const CHUNK_BODIES: Readonly<Record<number, string>> = {
  0: '0000000100000000000000006162636400',
  1: `${word(7, 4)}${word(65536, 4)}00010001${word(9, 4)}`,
  2: `${word(8, 4)}${word(65536, 4)}00010001${word(9, 4)}00070008aabbccdd`,
  3: `${word(1, 4)}${word(65536, 4)}00000000`,
  4: '000100080000002a',
  5: '000100080000002a',
  6: '',
  7: word(1, 4),
  8: '',
  9: '',
  10: '00112233',
  11: '',
  14: '',
};

function sctp(
  fields: IpFields & { sport: number; dport: number; tag: number; chunks: readonly number[]; bad?: boolean },
): string {
  const chunks = fields.chunks
    .map((type) => {
      const body = CHUNK_BODIES[type] ?? '';
      const padded = body.padEnd(Math.ceil(body.length / 8) * 8, '0');
      return `${word(type, 1)}${type === 0 ? '03' : '00'}${word(4 + body.length / 2, 2)}${padded}`;
    })
    .join('');
  const head = `${word(fields.sport, 2)}${word(fields.dport, 2)}${word(fields.tag, 4)}`;
  const sum = crc32c(bytesOf(`${head}00000000${chunks}`)) ^ (fields.bad ? 1 : 0);
  const little = word(((sum & 255) << 24) | ((sum & 0xff00) << 8) | ((sum >>> 8) & 0xff00) | (sum >>> 24), 4);
  return ip({ ...fields, protocol: 132 }, bytesOf(`${head}${little}${chunks}`));
}

export function sctpConversation(r: Random, talk: Talk, inject: Inject): readonly Step[] {
  const back = { ...talk, src: talk.dst, dst: talk.src, sport: talk.dport, dport: talk.sport };
  const side = talk.from === 'eth1' ? 'eth0' : 'eth1';
  const bad = r.chance(0.03);
  const handshake: readonly Step[] = [
    inject(talk.from, sctp({ ...talk, tag: 0, chunks: [1], bad })),
    inject(side, sctp({ ...back, tag: 7, chunks: [2] })),
    inject(talk.from, sctp({ ...talk, tag: 8, chunks: [10] })),
    inject(side, sctp({ ...back, tag: 7, chunks: [11] })),
  ];
  const more = r.times(0, 4, () => {
    const chunks = r.pick([[0], [3], [4], [5], [6], [7], [8], [14], [0, 3], [1], [2], [10, 0], [9]]);
    const tag = r.pick([7, 8, 7, 8, 0, 99]);
    return r.chance(0.5)
      ? inject(talk.from, sctp({ ...talk, tag, chunks }))
      : inject(side, sctp({ ...back, tag, chunks }));
  });
  return [...handshake.slice(0, r.int(0, 4)), ...more];
}

/** A datagram in pieces: in and out of order, one missing, one twice, overlapping. */
export function fragmentSteps(r: Random, talk: Talk, inject: Inject): readonly Step[] {
  const id = r.int(1, 65535);
  const whole = r.pick([
    udp({ ...talk, id, payload: 'z'.repeat(r.pick([40, 100, 1000])) }),
    echo({ ...talk, id, flags: r.pick([0, 0, 2]) }),
    tcp({ ...talk, id, flags: 0, payload: 'q'.repeat(60) }),
    icmp({ ...talk, id, type: 8, rest: 7 << 16, payloadHex: '61'.repeat(90) }),
  ]);
  const pieces = [...fragments(whole, r.pick([8, 16, 24, 48, 400]))].slice(0, 6);
  if (r.chance(0.4)) pieces.reverse();
  if (r.chance(0.15)) pieces.splice(r.int(0, pieces.length - 1), 1);
  if (r.chance(0.15) && pieces[0] !== undefined) pieces.push(pieces[0]);
  if (r.chance(0.1)) pieces.push(...fragments(whole, 32).slice(1, 2));
  return pieces.map((piece) => inject(talk.from, piece));
}

/** Other transports, with bodies that make sense to them. */
export function protocolSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const ports = word(talk.sport, 2) + word(talk.dport, 2);
  const [protocol, body] = r.pick([
    [47, '000008004500'],
    [47, '2000080000000007'],
    [47, '3001880b000400070000000141424344'],
    [47, '3081880b000400070000000100000002'],
    [50, '00000800000000010000000041424344'],
    [51, '06040000000001000000000100000000000000000000000000'],
    [136, `${ports}00080000`],
    [136, `${ports}000012344142`],
    [33, `${ports}05000000010000000000000100000000`],
    [2, '1164ee9b00000000'],
    [2, '16000904e0000009'],
    [89, '0201002c0a000001'],
    [4, '4500001400000000400600000a0000010a000002'],
    [41, '6000000000003b40'],
    [103, '2000dfff'],
    [132, `${ports}00000000`],
    [255, '41'],
    [0, '4141'],
    [108, '06000001'],
  ] as const);
  const datagram = ip({ ...talk, protocol, ttl: r.pick([64, 64, 1, 2]) }, bytesOf(body));
  return [
    inject(talk.from, datagram),
    ...r.times(0, 2, (): Step => (r.chance(0.7) ? { reply: { to: at + 1 } } : inject(talk.from, datagram))),
  ];
}

/** Any of the 256 numbers, with a body that may make sense to none. */
export function anyProtocolSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const make = (): string =>
    ip(
      { ...talk, protocol: r.int(0, 255), id: r.int(1, 65535), flags: r.pick([0, 2]) },
      Uint8Array.from(r.times(0, 40, () => r.int(0, 255))),
    );
  return [
    inject(talk.from, make()),
    ...r.times(0, 2, (): Step => (r.chance(0.6) ? { reply: { to: at + 1 } } : inject(talk.from, make()))),
  ];
}

const GROUPS = [
  '255.255.255.255',
  '203.0.113.255',
  '192.168.1.255',
  '224.0.0.1',
  '239.1.2.3',
  '224.0.0.251',
  '192.168.1.0',
  '0.0.0.0',
  '127.0.0.1',
  '240.0.0.1',
  '169.254.1.1',
  '127.1.2.3',
];
const ODD_SOURCES = [
  '0.0.0.0',
  '255.255.255.255',
  '127.0.0.1',
  '224.0.0.5',
  OWN_WAN,
  OWN_LAN,
  '192.168.1.255',
  '10.1.2.3',
  '240.0.0.9',
  '8.8.8.8',
];
const FRAMES = ['ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:01', '02:00:00:00:00:99', '', '', ''];

/** Broadcasts, groups, martians, and frames for others. */
export function addressSteps(r: Random, talk: Talk, inject: Inject): readonly Step[] {
  return r.times(1, 2, (): Step => {
    const dstMac = r.pick(FRAMES);
    const fields = {
      ...talk,
      ...(r.chance(0.6) && { dst: r.pick(GROUPS) }),
      ...(r.chance(0.4) && { src: r.pick(ODD_SOURCES) }),
    };
    const hex = r.pick([udp({ ...fields, payload: 'question' }), tcp(fields), echo(fields)]);
    const more = { ...(dstMac !== '' && { dstMac }), ...(r.chance(0.2) && { srcMac: '02:aa:bb:cc:dd:ee' }) };
    return talk.from === 'local' ? inject('local', hex) : inject(talk.from, hex, more);
  });
}

/** Datagrams near and above the MTUs there are, with and without DF. */
export function largeSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const size = r.pick([500, 548, 549, 1000, 1252, 1253, 1400, 1472]);
  const flags = r.pick([0, 2, 2]);
  return [
    inject(talk.from, udp({ ...talk, flags, id: r.int(1, 65535), payload: 'L'.repeat(size) })),
    ...r.times(0, 1, (): Step => ({
      reply: { to: at + 1, error: { type: 3, code: 4, rest: r.pick([576, 1200, 0]) } },
    })),
    ...r.times(0, 1, (): Step => ({ reply: { to: at + 1, payload: 'A'.repeat(size) } })),
  ];
}

/** Headers with options, right and wrong. */
export function optionSteps(r: Random, talk: Talk, inject: Inject): readonly Step[] {
  const options = r.pick([
    '94040000',
    '01010101',
    '0707040000000000',
    '070b04000000000000000000',
    '44080500000000ff',
    '440c0501000000000000000000'.slice(0, 24),
    '83070400000000ff'.slice(0, 16),
    `8307 04 cb007109 00`.replaceAll(' ', ''),
    `8907 04 c0a80102 00`.replaceAll(' ', ''),
    '8603ff00',
    '00ffffff',
    '0702ffff',
    '9405000001000000',
    '4404050001010101',
    '82040000',
    '07070800000000 00'.replaceAll(' ', ''),
  ]);
  const padded = options.padEnd(Math.ceil(options.length / 8) * 8, '0');
  const hex = r.pick([
    udp({ ...talk, options: padded, payload: 'question' }),
    echo({ ...talk, options: padded }),
    tcp({ ...talk, options: padded }),
  ]);
  return [inject(talk.from, hex)];
}

/** An FTP control connection with its announcements, and the data connection that follows. */
export function ftpSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const client = { ...talk, dport: 21 };
  const say = (payload: string, seq: number, ack: number): Step =>
    inject(talk.from, tcp({ ...client, tcp: 'PSH,ACK', seq, ack, window: 8192, payload }));
  const hear = (payload: string, seq: number, ack: number): Step => ({
    reply: { to: at + 1, flags: 'PSH,ACK', seq, ack, payload },
  });
  const [a, b, c, d] = client.src.split('.');
  const port = `PORT ${a},${b},${c},${d},${r.pick(['4,5', '200,10', '0,21'])}${r.pick(['\r\n', '\r\n', '\n'])}`;
  const eprt = `EPRT |1|${client.src}|${r.pick([1029, 40001])}|\r\n`;
  const passive = `227 Entering Passive Mode (${client.dst.replaceAll('.', ',')},${r.pick(['19,136', '4,1'])}).\r\n`;
  const extended = `229 Entering Extended Passive Mode (|||${r.pick([5000, 6000])}|)\r\n`;
  const active = r.chance(0.5);
  const command = active ? r.pick([port, eprt]) : r.pick(['PASV\r\n', 'EPSV\r\n']);
  const steps: Step[] = [
    inject(talk.from, tcp({ ...client, tcp: 'SYN', seq: 1000, window: 8192 })),
    { reply: { to: at + 1, flags: 'SYN,ACK' } },
    inject(talk.from, tcp({ ...client, tcp: 'ACK', seq: 1001, ack: 5001, window: 8192 })),
    hear('220 hi\r\n', 5001, 1001),
    say('USER x\r\n', 1001, 5009),
    hear('230 ok\r\n', 5009, 1009),
    say(command, 1009, 5017),
  ];
  const next = 1009 + command.length;
  if (!active) steps.push(hear(command.startsWith('PASV') ? passive : extended, 5017, next));
  else steps.push(hear('200 ok\r\n', 5017, next));
  if (active) {
    const destination = command.startsWith('PORT')
      ? command.includes('4,5')
        ? 1029
        : 51210
      : command.includes('1029')
        ? 1029
        : 40001;
    steps.push(
      inject(
        'eth0',
        tcp({
          src: client.dst,
          dst: r.pick([client.src, OWN_WAN]),
          sport: 20,
          dport: destination,
          tcp: 'SYN',
          seq: 9000,
        }),
      ),
    );
    steps.push({ reply: { to: at + steps.length, flags: 'SYN,ACK' } });
  } else {
    steps.push(
      inject(
        talk.from,
        tcp({
          ...client,
          sport: 3333,
          dport: command.startsWith('PASV') ? r.pick([5000, 1025]) : r.pick([5000, 6000]),
          tcp: 'SYN',
          seq: 9000,
        }),
      ),
    );
    steps.push({ reply: { to: at + steps.length, flags: 'SYN,ACK' } });
  }
  steps.push(say('NOOP\r\n', next, 5025));
  return steps.slice(0, r.int(7, steps.length));
}

export function tftpSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const request = '\x00' + r.pick(['\x01', '\x02']) + 'file\x00octet\x00';
  return [
    inject(talk.from, udp({ ...talk, dport: 69, payload: request })),
    ...r.times(1, 2, (): Step => ({ reply: { to: at + 1, payload: '\x00\x03\x00\x01data' } })),
    inject(
      'eth0',
      udp({
        src: talk.dst,
        dst: r.pick([talk.src, OWN_WAN]),
        sport: 3000,
        dport: talk.sport,
        payload: '\x00\x03\x00\x01data',
      }),
    ),
  ];
}

/** The host's own programs, with marks and owners. */
export function localSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const more = {
    ...(r.chance(0.5) && { uid: r.pick([0, 1000, 1001]) }),
    ...(r.chance(0.3) && { gid: r.pick([0, 1000]) }),
    ...(r.chance(0.4) && { mark: r.pick([1, 2, 0x10, 0xff]) }),
  };
  const src = r.pick([OWN_WAN, OWN_LAN, '0.0.0.0', '127.0.0.1', '10.9.9.9', LAN_HOSTS[0]]);
  const dst = r.pick([
    ...FAR_HOSTS,
    ...LAN_HOSTS,
    OWN_WAN,
    OWN_LAN,
    '127.0.0.1',
    '127.0.0.2',
    '192.168.1.255',
    '224.0.0.1',
    '255.255.255.255',
    '10.1.1.1',
  ]);
  const fields = { ...talk, src, dst, id: r.pick([0, 0x1234]) };
  const hex = r.pick([udp({ ...fields, payload: 'local' }), tcp(fields), echo(fields)]);
  return [inject('local', hex, more), ...r.times(0, 1, (): Step => ({ reply: { to: at + 1, flags: 'SYN,ACK' } }))];
}

/** Two senders that NAT may have to tell apart. */
export function clashSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const make = (src: string): string =>
    r.chance(0.5) ? udp({ ...talk, src, payload: 'question' }) : echo({ ...talk, src });
  return [
    ...LAN_HOSTS.map((src) => inject('eth1', make(src))).slice(0, r.int(2, 3)),
    ...r.times(0, 2, (index): Step => ({ reply: { to: at + 1 + index } })),
  ];
}

export const truncatedTail = (hex: string, bytes: number): string => hexOf(bytesOf(hex).slice(0, bytes));
