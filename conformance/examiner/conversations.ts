/** Conversations with mistakes in them: TCP, UDP, echo, FTP and TFTP. */
import type { Reply, Step } from '../document.ts';
import type { Aim } from './aim.ts';
import type { Chance } from './chance.ts';
import { TCP_OPTIONS, datagram, stepOf } from './render.ts';

/** The steps so far; a conversation's answers refer to them by number. */
export type Timeline = Step[];

const FAR_ISN = 5000;

interface Sides {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly aim: Aim;
}

function client(
  { timeline, chance, aim }: Sides,
  change: Partial<Aim>,
  extras: Parameters<typeof datagram>[2] = {},
): number {
  const changed = { ...aim, ...change };
  timeline.push(stepOf(chance, changed, datagram(chance, changed, extras)));
  return timeline.length;
}

function far({ timeline }: Sides, reply: Reply): number {
  timeline.push({ reply });
  return timeline.length;
}

const HUGE = 1 << 30;

/** A client's connection as it should be, and one or a few things that should not. */
export function tcpConversation(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const aim: Aim = { ...drawn, protocol: 6, payload: '', ttl: 64, tos: chance.pick([0, 0x10]) };
  const sides: Sides = { chance, timeline, aim };
  const isn = chance.pick([1000, 0xfffffff0, 0, 77777]);
  const at = (offset: number): number => (isn + offset) >>> 0;
  const options = chance.pick([
    TCP_OPTIONS.usual,
    TCP_OPTIONS.scaled,
    TCP_OPTIONS.sack,
    TCP_OPTIONS.mss,
    TCP_OPTIONS.none,
    TCP_OPTIONS.usual,
  ]);
  const theirs = chance.pick([options, options, TCP_OPTIONS.mss, TCP_OPTIONS.usual]);
  const stamp = options === TCP_OPTIONS.usual ? TCP_OPTIONS.stamp : '';
  const window = chance.pick([64240, 8192, 100, 0, 65535]);
  const syn = client(sides, { tcpFlags: 'SYN' }, { seq: at(0), ack: 0, tcpOptions: options, window });
  if (chance.oneIn(5))
    client(sides, { tcpFlags: 'SYN' }, { seq: at(chance.pick([0, 0, 5])), ack: 0, tcpOptions: options, window });
  if (chance.oneIn(12))
    return void far(sides, {
      to: syn,
      flags: chance.pick(['RST,ACK', 'SYN', 'RST', 'ACK', 'FIN,ACK']),
      ...(chance.oneIn(3) && { ack: at(9) }),
    });
  far(sides, { to: syn, flags: 'SYN,ACK', tcpOptions: theirs, window: chance.pick([65160, 8192, 0, 200]) });
  if (chance.oneIn(5)) far(sides, { to: syn, flags: 'SYN,ACK', tcpOptions: theirs });
  if (!chance.oneIn(8)) client(sides, { tcpFlags: 'ACK' }, { seq: at(1), ack: FAR_ISN + 1, tcpOptions: stamp, window });
  let [mine, other] = [1, 1];
  for (let turn = chance.between(0, 5); turn > 0; turn--) {
    const length = chance.pick([1, 4, 100, 1400]);
    const offset = chance.oneIn(3) ? chance.pick([0, 0, -1, 1, -length, 66000, 8192, 64239, 64241, HUGE, 100]) : 0;
    if (chance.oneIn(2)) {
      client(
        sides,
        { tcpFlags: 'PSH,ACK', payload: 'd'.repeat(length) },
        {
          seq: at(mine + offset),
          ack: FAR_ISN + other + (chance.oneIn(8) ? chance.pick([-5, 5, 70000, HUGE]) : 0),
          tcpOptions: drawSack(chance, stamp, FAR_ISN + other),
          window,
          badChecksum: chance.oneIn(20),
        },
      );
      if (offset === 0) mine += length;
    } else {
      const acked = chance.oneIn(8) ? chance.pick([-5, 5, 70000, HUGE]) : 0;
      far(sides, {
        to: syn,
        flags: chance.pick(['PSH,ACK', 'ACK']),
        seq: (FAR_ISN + other + offset) >>> 0,
        ack: at(mine + acked),
        payload: 'r'.repeat(length),
        tcpOptions: drawSack(chance, '', at(mine)),
        badChecksum: chance.oneIn(20),
        window: chance.pick([65160, 0, 50]),
      });
      if (offset === 0) other += length;
    }
    if (chance.oneIn(4)) far(sides, { to: syn, flags: 'ACK', seq: FAR_ISN + other, ack: at(mine) });
  }
  ending(sides, syn, at, mine, other);
}

function drawSack(chance: Chance, otherwise: string, from: number): string {
  if (!chance.oneIn(6)) return otherwise;
  const word = (number: number): string => (number >>> 0).toString(16).padStart(8, '0');
  return `0101050a${word(from + 100)}${word(from + chance.pick([200, 90, 100000]))}`;
}

/** FIN from one side or both, RST right and wrong, and a connection opened again on the same ports. */
function ending(sides: Sides, syn: number, at: (offset: number) => number, mine: number, other: number): void {
  const { chance } = sides;
  const seqs = { seq: at(mine), ack: FAR_ISN + other };
  const theirs = { seq: FAR_ISN + other, ack: at(mine) };
  const finish = (): void => {
    client(sides, { tcpFlags: 'FIN,ACK' }, seqs);
    if (chance.oneIn(4)) return;
    far(sides, { to: syn, flags: chance.pick(['ACK', 'FIN,ACK']), seq: theirs.seq, ack: at(mine + 1) });
    far(sides, { to: syn, flags: 'FIN,ACK', seq: theirs.seq, ack: at(mine + 1) });
    client(sides, { tcpFlags: 'ACK' }, { seq: at(mine + 1), ack: FAR_ISN + other + 1 });
  };
  const reset = (): void => {
    if (chance.oneIn(2))
      client(
        sides,
        { tcpFlags: chance.pick(['RST', 'RST,ACK']) },
        { ...seqs, seq: at(mine + chance.pick([0, 0, 1, -1, 50000])) },
      );
    else
      far(sides, {
        to: syn,
        flags: chance.pick(['RST', 'RST,ACK']),
        ...theirs,
        seq: (theirs.seq + chance.pick([0, 0, 1, -1, 90000])) >>> 0,
      });
  };
  const finishAndReset = (): void => {
    finish();
    reset();
  };
  chance.pick([finish, finish, reset, finishAndReset, () => undefined])();
  if (chance.oneIn(3)) client(sides, { tcpFlags: 'SYN' }, { seq: at(chance.pick([500000, 0, mine + 2])), ack: 0 });
  if (chance.oneIn(5)) far(sides, { to: syn, flags: 'SYN', seq: 900000, ack: 0 });
  if (chance.oneIn(5)) client(sides, { tcpFlags: 'ACK' }, { seq: at(mine + 1), ack: FAR_ISN + other + 1 });
}

/** As many segments as are acknowledged at once, before the delays begin that real time cannot place. */
const MANY = 13;

/** A client and a listener of the host: every answer answers what the host last said. */
export function listenerConversation(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const aim: Aim = {
    ...drawn,
    protocol: 6,
    payload: '',
    tcpFlags: 'SYN',
    ttl: 64,
    tos: 0,
    dport: chance.pick([22, 80, 8080, 21, 443, drawn.dport]),
  };
  const sides: Sides = { chance, timeline, aim };
  const syn = client(sides, {}, { seq: 1000, ack: 0, tcpOptions: chance.pick(Object.values(TCP_OPTIONS)) });
  if (chance.oneIn(6)) client(sides, {}, { seq: 1000, ack: 0 });
  const said = (flags: string, payload = '', more: Partial<Reply> = {}): number =>
    far(sides, { to: syn, flags, payload, ...more });
  said(chance.pick(['ACK', 'ACK', 'ACK', 'PSH,ACK', 'RST', 'RST,ACK', 'SYN', 'FIN,ACK']));
  let sent = 0;
  for (let turn = chance.oneIn(4) ? chance.between(5, MANY) : chance.between(0, 4); turn > 0; turn--) {
    const length = chance.pick([18, 1, 0, 1000, 1448, 536, chance.between(1, 1448)]);
    const offset = chance.oneIn(4) ? chance.pick([-1, 1, length, 3000, -500, 200000]) : 0;
    said(chance.pick(['PSH,ACK', 'ACK']), 'y'.repeat(length), { seq: 1001 + sent + offset });
    if (offset <= 0) sent += Math.max(0, length + offset);
  }
  if (chance.oneIn(2)) said('FIN,ACK', '', { seq: 1001 + sent });
  if (chance.oneIn(3))
    said(chance.pick(['RST', 'RST,ACK', 'ACK', 'SYN']), '', { seq: 1001 + sent + chance.pick([0, 1, 1, 1000]) });
}

export function udpConversation(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const sides: Sides = { chance, timeline, aim: { ...drawn, protocol: 17, payload: 'query' } };
  const first = client(sides, {});
  for (let turn = chance.between(1, 5); turn > 0; turn--) {
    if (chance.oneIn(2)) client(sides, {}, { badChecksum: chance.oneIn(12) });
    else far(sides, { to: first, ...(chance.oneIn(12) && { badChecksum: true }) });
    if (chance.oneIn(6)) timeline.push({ wait: chance.pick([1, 1.1]) });
  }
  if (chance.oneIn(3)) far(sides, { to: first, error: drawError(chance) });
}

export function echoConversation(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const sides: Sides = {
    chance,
    timeline,
    aim: {
      ...drawn,
      protocol: 1,
      icmpType: chance.pick([8, 8, 8, 13, 17, 15]),
      icmpCode: chance.oneIn(10) ? 3 : 0,
      payload: 'ping',
    },
  };
  const echo = (chance.pick([1, 7, 7, 99]) << 16) + 1;
  const first = client(sides, {}, { echo });
  for (let turn = chance.between(1, 4); turn > 0; turn--) {
    if (chance.oneIn(2)) client(sides, {}, { echo: echo + turn });
    else far(sides, { to: first });
  }
  if (chance.oneIn(3)) far(sides, { to: first, error: drawError(chance) });
}

/** Another of the conversations' protocols, answered as it came. */
export function otherConversation(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const sides: Sides = {
    chance,
    timeline,
    aim: { ...drawn, protocol: chance.pick([132, 33, 47, 50, 51, 136, 4, 253]), payload: 'other' },
  };
  const first = client(sides, {});
  if (chance.oneIn(2)) far(sides, { to: first });
  client(sides, {});
  if (chance.oneIn(2)) far(sides, { to: first, error: drawError(chance) });
}

export function drawError(chance: Chance): NonNullable<Reply['error']> {
  const [type, code] = chance.pick([
    [3, 0],
    [3, 1],
    [3, 3],
    [3, 13],
    [11, 0],
    [11, 1],
    [12, 0],
    [4, 0],
    [5, 1],
  ] as const);
  return {
    type,
    code,
    ...(chance.oneIn(2) && { from: chance.pick(['203.0.113.77', '10.66.1.9', '192.168.1.77']) }),
    ...(type === 5 && { rest: 0xc0a80107 }),
    ...(type === 12 && { rest: 0x14000000 }),
    ...(chance.oneIn(3) && { quoted: chance.pick([28, 24, 20, 27, 36, 40, 12]) }),
  };
}

/** A control connection; what the client and the server say makes data connections expected. */
export function ftpConversation(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const aim: Aim = { ...drawn, protocol: 6, dport: 21, payload: '', ttl: 64, tos: 0 };
  const sides: Sides = { chance, timeline, aim };
  const syn = client(sides, { tcpFlags: 'SYN' }, { seq: 1000, ack: 0, tcpOptions: TCP_OPTIONS.mss });
  far(sides, { to: syn, flags: 'SYN,ACK' });
  client(sides, { tcpFlags: 'ACK' }, { seq: 1001, ack: 5001, tcpOptions: '' });
  let [mine, other] = [1001, 5001];
  const say = (payload: string): void => {
    client(sides, { tcpFlags: 'PSH,ACK', payload }, { seq: mine, ack: other, tcpOptions: '' });
    mine += payload.length;
  };
  const hear = (payload: string): void => {
    far(sides, { to: syn, flags: 'PSH,ACK', seq: other, ack: mine, payload });
    other += payload.length;
  };
  hear('220 ready\r\n');
  say('USER x\r\n');
  hear('331 password\r\n');
  const comma = (address: string): string => address.replaceAll('.', ',');
  if (chance.oneIn(2)) {
    const [high, low] = [chance.pick([4, 39, 200]), chance.between(0, 255)];
    say(
      chance.pick([
        `PORT ${comma(aim.src)},${high},${low}\r\n`,
        `EPRT |1|${aim.src}|${high * 256 + low}|\r\n`,
        `port ${comma(aim.src)},${high},${low}\r\n`,
        `PORT ${comma(aim.src)},${high},${low}\n`,
        `PORT 1,2,3,4,${high},${low}\r\n`,
        `PORT  ${comma(aim.src)},${high}\r\n`,
      ]),
    );
    hear('200 ok\r\n');
    const ports = { sport: chance.pick([20, 20, 2020]), dport: high * 256 + low };
    far(sides, { to: syn, flags: 'SYN', ...ports, seq: 9000 });
    client(
      sides,
      { tcpFlags: 'SYN,ACK', sport: ports.dport, dport: ports.sport },
      { seq: 8000, ack: 9001, tcpOptions: TCP_OPTIONS.mss },
    );
    far(sides, { to: syn, flags: 'ACK', ...ports, seq: 9001, ack: 8001 });
  } else {
    say(chance.pick(['PASV\r\n', 'EPSV\r\n']));
    const port = chance.pick([1030, 40000, 5000]);
    hear(
      chance.pick([
        `227 Entering Passive Mode (${comma(aim.dst)},${port >> 8},${port & 255})\r\n`,
        `229 Extended (|||${port}|)\r\n`,
        `227 ok ${comma(aim.dst)},${port >> 8},${port & 255}.\r\n`,
      ]),
    );
    const data = client(
      sides,
      { tcpFlags: 'SYN', dport: port, sport: 45000 },
      { seq: 7000, ack: 0, tcpOptions: TCP_OPTIONS.mss },
    );
    far(sides, { to: data, flags: 'SYN,ACK' });
    client(sides, { tcpFlags: 'ACK', dport: port, sport: 45000 }, { seq: 7001, ack: 5001, tcpOptions: '' });
  }
  if (chance.oneIn(2)) say('QUIT\r\n');
  if (chance.oneIn(2)) hear('221 bye\r\n');
}

export function tftpConversation(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const sides: Sides = {
    chance,
    timeline,
    aim: {
      ...drawn,
      protocol: 17,
      dport: 69,
      payload: `\0${chance.pick(['\u0001', '\u0002', '\u0003'])}file\0octet\0`,
    },
  };
  const request = client(sides, {});
  far(sides, { to: request, sport: chance.pick([69, 2000, 3000]) });
  if (chance.oneIn(2)) far(sides, { to: request, sport: 2000 });
  timeline.push({ command: 'conntrack -L expect' });
}

/** Many packets of a few flows, for what counts: limits, quotas, every n-th, sets, lists. */
export function burst(chance: Chance, timeline: Timeline, drawn: Aim): void {
  const flows = chance.between(1, 3);
  for (let left = chance.between(8, 25); left > 0; left--) {
    const aim = { ...drawn, sport: drawn.sport ^ (left % flows) };
    client({ chance, timeline, aim }, { payload: 'z'.repeat(chance.pick([0, 10, 100, 10])) });
  }
}
