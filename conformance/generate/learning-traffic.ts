/** Traffic that teaches the host something: path MTUs, gateways, the way of a source route. */

import type { Step } from '../document.ts';
import { bytesOf, echo, icmp, ip, tcp, udp } from '../packets.ts';
import type { Random } from './random.ts';
import type { Talk } from './talk.ts';
import { word, type Inject } from './unusual-traffic.ts';
import { FAR_HOSTS, LAN_HOSTS, OWN_LAN, OWN_WAN } from './world.ts';

const GATEWAYS = ['203.0.113.254', '203.0.113.9', '203.0.113.250', '192.168.1.77', '10.7.7.7', OWN_WAN];
const MTUS = [576, 1000, 1200, 1400, 552, 551, 68, 67, 0, 1500, 2000];
const QUESTIONS = ['ip route show cache', 'ip route get 8.8.8.8', 'ip route get 198.51.100.7', 'ip route flush cache'];

/** A datagram of some size, from the host itself or on its way through. */
function datagram(r: Random, talk: Talk, size: number): string {
  const fields = { ...talk, flags: r.pick([0, 2, 2]), id: r.int(1, 65535) };
  return r.pick([
    udp({ ...fields, payload: 'L'.repeat(size) }),
    tcp({ ...fields, tcp: r.pick(['SYN', 'ACK', 'PSH,ACK']), payload: 'L'.repeat(size) }),
    ip({ ...fields, protocol: r.pick([47, 50, 132]) }, bytesOf('20000800'.padEnd(size * 2, '0'))),
  ]);
}

/** The path's MTU is told, then large datagrams follow. */
export function mtuSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const own = r.chance(0.6);
  const through: Talk = own
    ? { ...talk, from: 'local', src: r.pick([OWN_WAN, OWN_LAN, '0.0.0.0']), dst: r.pick(FAR_HOSTS) }
    : { ...talk, from: 'eth1', src: r.pick(LAN_HOSTS), dst: r.pick(FAR_HOSTS) };
  const told = (): Step => ({
    reply: {
      to: at + 1,
      error: { type: 3, code: 4, rest: r.pick(MTUS), from: r.pick(GATEWAYS), ...(r.chance(0.3) && { quoted: 28 }) },
    },
  });
  return [
    inject(through.from, datagram(r, through, r.pick([8, 600, 1400]))),
    ...r.times(1, 2, told),
    ...r.times(1, 3, () => inject(through.from, datagram(r, through, r.pick([520, 900, 1180, 1400, 1472, 1473])))),
    ...r.times(0, 1, () =>
      inject('eth0', icmp({ src: through.dst, dst: OWN_WAN, type: 8, rest: 7, payloadHex: '61'.repeat(1200) })),
    ),
    ...r.times(0, 1, (): Step => ({ command: r.pick(QUESTIONS) })),
  ];
}

/** A gateway names a better one, rightly and wrongly. */
export function redirectSteps(r: Random, talk: Talk, inject: Inject): readonly Step[] {
  const dst = r.pick(FAR_HOSTS);
  const src = r.pick([OWN_WAN, OWN_WAN, OWN_LAN, ...LAN_HOSTS]);
  const first = udp({ ...talk, src, dst, payload: 'question' });
  const from: Talk['from'] = src.startsWith('192.168.1.') && src !== OWN_LAN ? 'eth1' : 'local';
  const gateway = (): number =>
    bytesOf(
      r
        .pick(GATEWAYS)
        .split('.')
        .map((byte) => word(Number(byte), 1))
        .join(''),
    ).reduce((sum, byte) => sum * 256 + byte, 0);
  const redirect = (): Step =>
    inject(
      'eth0',
      icmp({
        src: r.pick([...GATEWAYS, '203.0.113.254', '203.0.113.254', '203.0.113.254']),
        dst: r.pick([src, src, OWN_WAN]),
        type: 5,
        code: r.pick([0, 1, 1, 2, 3, 4]),
        rest: gateway(),
        payloadHex: r.pick([first, first, first.slice(0, 56), udp({ ...talk, src, dst: '8.8.4.4', payload: 'x' })]),
      }),
    );
  return [
    inject(from, first),
    ...r.times(1, 2, redirect),
    inject(from, udp({ ...talk, src, dst, payload: 'again' })),
    ...r.times(0, 1, (): Step => ({ command: r.pick(QUESTIONS) })),
  ];
}

/** LSRR and SSRR (RFC 791) with places to go, beside other options. */
export function sourceRouteSteps(r: Random, talk: Talk, at: number, inject: Inject): readonly Step[] {
  const places = r.times(1, 3, () =>
    r.pick(['198.51.100.7', '8.8.8.8', '192.168.1.3', '203.0.113.254', OWN_LAN, '127.0.0.1', '203.0.113.255']),
  );
  const pointer = r.pick([4, 4, 4, 8, 12, 16, 5]);
  const route = `${r.pick(['83', '83', '89'])}${word(3 + places.length * 4, 1)}${word(pointer, 1)}${places
    .map((place) =>
      place
        .split('.')
        .map((byte) => word(Number(byte), 1))
        .join(''),
    )
    .join('')}`;
  const options = `${r.pick(['', '', '01', '0707040000000000'])}${route}${r.pick(['', '', '00', '94040000'])}`;
  const padded = options.padEnd(Math.ceil(options.length / 8) * 8, '0').slice(0, 80);
  const fields = { ...talk, dst: r.pick([OWN_WAN, OWN_WAN, OWN_LAN, ...FAR_HOSTS]), options: padded };
  const hex = r.pick([
    echo(fields),
    udp({ ...fields, payload: 'question' }),
    tcp({ ...fields, tcp: 'SYN', seq: 1000, window: 8192 }),
  ]);
  const step = inject(talk.from, hex);
  return [step, ...r.times(0, 1, (): Step => ({ reply: { to: at + 1, flags: 'SYN,ACK' } }))];
}
