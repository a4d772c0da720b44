import type { PacketDocument } from '../../../engine/index.ts';
import { toHex } from '../../packet/datagram.ts';
import { cutUdp } from './udp-fragments.ts';
import {
  countOf,
  incoming,
  outgoing,
  wentThrough,
  wireBytes,
  type Preset,
  type PresetContext,
  type PresetNote,
  type ScriptedStep,
} from './preset.ts';

const MOST_HOPS = 8;
/** An error quotes the header and the first 8 bytes behind it (RFC 792). */
const QUOTED = 28;

/** Routers on the way behind the host; documentation addresses but for the first. */
const routersOf = ({ plan }: PresetContext): readonly string[] => [
  plan.gateway,
  ...Array.from({ length: MOST_HOPS }, (_, index) => `192.0.2.${index + 1}`),
];

/** One probe a hop: the host itself answers the first of a machine behind it, routers further on the next, the server the last. */
export const traceroute: Preset = {
  choices: () => [
    { name: 'probe', kind: 'select', options: ['udpProbe', 'icmpProbe'], initial: 'udpProbe' },
    { name: 'hops', kind: 'number', min: 2, max: MOST_HOPS, initial: 4 },
  ],
  *script(context, chosen) {
    const { plan, freePort } = context;
    const isIcmp = chosen['probe'] === 'icmpProbe';
    const hops = countOf(chosen, 'hops', MOST_HOPS);
    const routers = routersOf(context);
    // Many probes are under way at a time, as with the traceroute of Linux; then come the answers.
    const ttls = Array.from({ length: hops }, (_, index) => index + 1);
    const views = yield ttls.map((ttl): ScriptedStep => {
      const probe: PacketDocument = isIcmp
        ? { proto: 'icmp', icmpType: 'echo-request', icmpId: freePort & 0xffff, icmpSeq: ttl }
        : { proto: 'udp', sport: freePort, dport: 33433 + ttl, payload: 'traceroute probe' };
      const packet = { ...outgoing(plan), ...probe, ttl };
      return { step: { packet }, note: isIcmp ? 'probeIcmp' : 'probeUdp', values: { ttl } };
    });
    const passed = ttls.filter((ttl) => views[ttl - 1] !== undefined && wentThrough(views[ttl - 1]));
    yield passed.flatMap((ttl, index): readonly ScriptedStep[] => {
      const view = views[ttl - 1];
      const sent = wireBytes(view);
      if (sent === null) return [];
      const isLast = ttl === hops;
      if (isLast && isIcmp) return [{ step: { reply: { to: ttl } }, note: 'probeArrived' }];
      return [errorAbout(sent, view, isLast ? plan.server : (routers[index] ?? plan.gateway), isLast)];
    });
  },
};

/** What a machine on the way, or the last one, says about a probe. */
function errorAbout(
  sent: Uint8Array,
  view: Parameters<typeof wireBytes>[0],
  src: string,
  isLast: boolean,
): ScriptedStep {
  const event = view?.events.find((one) => one.kind === 'sent');
  const device = event?.kind === 'sent' ? event.device : '';
  return {
    step: {
      packet: {
        in: device,
        src,
        dst: [...sent.subarray(12, 16)].join('.'),
        proto: 'icmp',
        icmpType: isLast ? 'port-unreachable' : 'ttl-zero-during-transit',
        inner: toHex(sent.subarray(0, QUOTED)),
      },
    },
    note: isLast ? 'probePort' : 'probeExpired',
    values: { router: src },
  };
}

/** 1480 bytes with the UDP header fill an MTU of 1500; the whole is three of them. */
const PAYLOAD = new Uint8Array(3 * 1480 - 300).fill(0x78);
const PIECES = [
  { from: 0, to: 1480 },
  { from: 1480, to: 2960 },
  { from: 2960, to: 8 + PAYLOAD.length },
] as const;
/** Begins eight bytes before the first piece ends. */
const OVERLAPPING = { from: 1472, to: 2960 };

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly note: PresetNote;
}

const [HEAD, MIDDLE, TAIL] = [
  { ...PIECES[0], note: 'fragmentFirst' },
  { ...PIECES[1], note: 'fragmentMiddle' },
  { ...PIECES[2], note: 'fragmentLast' },
] as const satisfies readonly Piece[];

const ORDERS: { readonly [order: string]: readonly Piece[] } = {
  inOrder: [HEAD, MIDDLE, TAIL],
  reversed: [TAIL, MIDDLE, HEAD],
  overlapping: [HEAD, { ...OVERLAPPING, note: 'fragmentOverlaps' }, TAIL],
  missing: [HEAD, TAIL],
};

/** net.ipv4.ipfrag_time is 30 s. */
const REASSEMBLY_GIVEN_UP = 31;

export const fragments: Preset = {
  choices: () => [
    {
      name: 'fragments',
      kind: 'select',
      options: ['inOrder', 'reversed', 'overlapping', 'missing'],
      initial: 'inOrder',
    },
  ],
  *script({ plan, freePort }, chosen) {
    const { src = '', dst = '', ...ends } = plan.inside === null ? incoming(plan) : outgoing(plan);
    const datagram = {
      source: src,
      destination: dst,
      sourcePort: freePort,
      destinationPort: 9000,
      id: freePort & 0xffff,
      payload: PAYLOAD,
    };
    const order = ORDERS[chosen['fragments'] ?? ''] ?? [HEAD, MIDDLE, TAIL];
    yield order.map(({ from, to, note }) => ({
      step: { packet: { ...ends, hex: cutUdp(datagram, from, to) } },
      note,
      values: { from, to: to - 1 },
    }));
    if (chosen['fragments'] === 'missing') {
      yield [
        { step: { wait: REASSEMBLY_GIVEN_UP }, note: 'fragmentTimeout', values: { seconds: REASSEMBLY_GIVEN_UP } },
      ];
    }
  },
};
