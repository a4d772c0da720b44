/** Traffic that comes back: ICMP errors about what was sent, and hosts that ask for themselves by the router's address. */

import type { Step } from '../document.ts';
import { bytesOf, echo, fragments, icmp, ip, tcp, udp } from '../packets.ts';
import type { Random } from './random.ts';
import type { Talk } from './talk.ts';
import { word, type Inject } from './unusual-traffic.ts';
import { LAN_HOSTS, OWN_WAN } from './world.ts';

/** Errors about datagrams that a conversation had, or never had: whole, cut short, wrong, or about a fragment. */
export function quoteSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const id = r.int(1, 65535);
  const first = r.pick([
    udp({ ...talk, id, payload: 'question' }),
    tcp({ ...talk, id, tcp: 'SYN', seq: 1000 }),
    echo({ ...talk, id, echoId: 7 }),
    ip(
      { ...talk, id, protocol: r.pick([47, 50, 89, 132, 136]) },
      bytesOf(`${word(talk.sport, 2)}${word(talk.dport, 2)}0010000000000000`),
    ),
  ]);
  const other = { ...talk, sport: r.pick([talk.sport, 4444]), dst: r.pick([talk.dst, OWN_WAN]) };
  const quotes = [
    first,
    first,
    fragments(udp({ ...talk, id, payload: 'z'.repeat(64) }), 24)[r.int(0, 2)] ?? first,
    udp({ ...other, payload: 'x' }),
    tcp(other),
  ];
  const error = (): Step => {
    const quoted = r.pick(quotes);
    const length = r.pick([quoted.length / 2, quoted.length / 2, 28, 24, 20, 19, 12]);
    const payloadHex = (r.chance(0.1) ? '55' : quoted.slice(0, 2)) + quoted.slice(2, length * 2);
    const [type, code] = r.pick([
      [3, 0],
      [3, 1],
      [3, 2],
      [3, 3],
      [3, 4],
      [3, 13],
      [3, 16],
      [4, 0],
      [5, 0],
      [5, 1],
      [11, 0],
      [11, 1],
      [12, 0],
    ] as const);
    return inject(
      talk.from === 'eth0' ? 'eth1' : 'eth0',
      icmp({
        src: r.pick([talk.dst, '198.18.0.1', '203.0.113.254']),
        dst: r.pick([talk.src, talk.src, OWN_WAN]),
        type,
        code,
        rest: r.pick([0, 1400, 576, 0x0a000001]),
        payloadHex,
      }),
    );
  };
  return [
    ...(r.chance(0.85) ? [inject(talk.from, first)] : []),
    ...(r.chance(0.4) ? [{ reply: { to: at + 1, flags: 'SYN,ACK', payload: '' } }] : []),
    ...r.times(1, 3, error),
  ];
}

/** A host behind the router asks for the router's outer address, and for a neighbour, as clients of a forwarded port do. */
export function hairpinSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const fields = { ...talk, src: r.pick(LAN_HOSTS), dst: r.pick([OWN_WAN, ...LAN_HOSTS]), dport: r.pick([80, 53, 22]) };
  const hex = r.pick([
    tcp({ ...fields, tcp: 'SYN', seq: 1000, window: 8192 }),
    udp({ ...fields, payload: 'question' }),
    echo(fields),
  ]);
  return [
    inject('eth1', hex),
    ...r.times(1, 2, (): Step => ({ reply: { to: at + 1, flags: 'SYN,ACK' } })),
    ...(r.chance(0.5) ? [inject('eth1', tcp({ ...fields, tcp: 'ACK', seq: 1001, ack: 5001, window: 8192 }))] : []),
    ...(r.chance(0.3) ? [{ reply: { to: at + 1, error: { type: 3, code: 3 } } }] : []),
  ];
}
