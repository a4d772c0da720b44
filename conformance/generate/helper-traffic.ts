/** Conversations that other helpers than FTP's and TFTP's read: IRC's DCC, SANE's start request. */

import type { Step } from '../document.ts';
import { tcp } from '../packets.ts';
import type { Random } from './random.ts';
import type { Talk } from './talk.ts';
import { word, type Inject } from './unusual-traffic.ts';
import { LAN_HOSTS, OWN_WAN } from './world.ts';

function handshake(talk: Talk, at: number, inject: Inject): readonly Step[] {
  return [
    inject(talk.from, tcp({ ...talk, tcp: 'SYN', seq: 1000, window: 8192 })),
    { reply: { to: at + 1, flags: 'SYN,ACK' } },
    inject(talk.from, tcp({ ...talk, tcp: 'ACK', seq: 1001, ack: 5001, window: 8192 })),
  ];
}

const numberOf = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);

/** A client announces a connection that anybody may open to it. */
export function ircSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const client: Talk = { ...talk, dport: 6667 };
  const address = numberOf(r.pick([client.src, client.src, client.src, OWN_WAN, '10.1.2.3']));
  const port = r.pick([1029, 40001, 21, 0]);
  const kind = r.pick(['CHAT chat', 'SEND file', 'SEND "a file"', 'MOVE f', 'RSEND f', 'SCHAT c', 'GET f', 'chat c']);
  const body = `\x01DCC ${kind} ${address} ${port}${r.pick(['', '', ' 1234'])}\x01`;
  const line = `${r.pick(['', 'PING x\r\n', 'NICK a\n'])}PRIVMSG you :${body}${r.pick(['\r\n', '\n', ''])}`;
  const say = (payload: string, seq: number): Step =>
    inject(client.from, tcp({ ...client, tcp: 'PSH,ACK', seq, ack: 5001, window: 8192, payload }));
  const open = tcp({
    src: client.dst,
    dst: r.pick([client.src, OWN_WAN]),
    sport: 2345,
    dport: r.pick([port, port, 1030]),
    tcp: 'SYN',
    seq: 9000,
  });
  return [
    ...handshake(client, at, inject),
    say(line, 1001),
    ...r.times(0, 1, () => say('PRIVMSG you :hi\r\n', 1001 + line.length)),
    ...r.times(0, 2, () => inject('eth0', open)),
    ...r.times(0, 1, (): Step => ({ command: 'conntrack -L expect' })),
    ...r.times(0, 1, () => say(line, 1001)),
  ];
}

/** A client asks a scanner to start; the answer tells the port of the data. */
export function saneSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const client: Talk = { ...talk, dport: 6566 };
  const port = r.pick([5000, 1029]);
  const request = `${word(r.pick([7, 7, 7, 6]), 4)}${word(0, r.pick([4, 4, 3]))}`;
  const answer = `${word(r.pick([0, 0, 0, 3]), 4)}${word(0, 2)}${word(port, 2)}${r.pick(['', '0000'])}`;
  const text = (hex: string): string =>
    (hex.match(/../g) ?? []).map((byte) => String.fromCharCode(parseInt(byte, 16))).join('');
  return [
    ...handshake(client, at, inject),
    inject(client.from, tcp({ ...client, tcp: 'PSH,ACK', seq: 1001, ack: 5001, window: 8192, payload: text(request) })),
    { reply: { to: at + 1, flags: 'PSH,ACK', seq: 5001, ack: 1001 + request.length / 2, payload: text(answer) } },
    ...r.times(1, 2, () =>
      inject(
        client.from,
        tcp({ ...client, src: r.pick([client.src, LAN_HOSTS[1]]), sport: 3333, dport: port, tcp: 'SYN', seq: 9000 }),
      ),
    ),
  ];
}
