import type { PacketDocument, Step } from '../../engine/index.ts';
import type { HostPlan } from './host-plan.ts';

/** A datagram that a step put on the wire, for an ICMP error to quote. */
export interface WireDatagram {
  readonly device: string;
  readonly source: string;
  readonly destination: string;
  readonly hex: string;
}

export interface PresetContext {
  readonly plan: HostPlan;
  /** The newest datagram on the wire, if any. */
  readonly wire: WireDatagram | null;
  /** A source port that no earlier step uses. */
  readonly freePort: number;
}

export const PRESETS = [
  'ping',
  'handshake',
  'http',
  'dns',
  'ssh',
  'portScan',
  'traceroute',
  'fragments',
  'spoofed',
  'icmpError',
] as const;
export type Preset = (typeof PRESETS)[number];

/** Steps of a preset; `reply.to` counts from 1 at the first of them. Null where it cannot be built yet. */
export function presetSteps(preset: Preset, context: PresetContext): readonly Step[] | null {
  return BUILDERS[preset](context);
}

/** DNS query for example.com, and its answer 93.184.215.14. */
const DNS_QUERY = '123401000001000000000000076578616d706c6503636f6d0000010001';
const DNS_ANSWER = '123481800001000100000000076578616d706c6503636f6d0000010001c00c00010001000000e100045db8d70e';
const SCANNED = [21, 22, 23, 80, 443, 3389];
const MOST_OF_AN_MTU = 'x'.repeat(1472);
/** 1480 bytes of the first fragment, in units of 8. */
const SECOND_OFFSET = 185;

const BUILDERS: { readonly [P in Preset]: (context: PresetContext) => readonly Step[] | null } = {
  ping: ({ plan, freePort }) => [
    { packet: { ...outgoing(plan), proto: 'icmp', icmpType: 'echo-request', icmpId: freePort & 0xffff, icmpSeq: 1 } },
    { reply: { to: 1 } },
  ],
  handshake: (context) => handshake(context, 443),
  http: (context) => [
    ...handshake(context, 80),
    { reply: { to: 2, flags: 'PSH,ACK', payload: 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n' } },
    { reply: { to: 4, flags: 'PSH,ACK', payload: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n' } },
  ],
  dns: ({ plan, freePort }) => [
    { packet: { ...outgoing(plan), proto: 'udp', sport: freePort, dport: 53, payloadHex: DNS_QUERY } },
    { reply: { to: 1, payloadHex: DNS_ANSWER } },
  ],
  ssh: ({ plan, freePort }) => [syn(incoming(plan), freePort, 22)],
  portScan: ({ plan, freePort }) => SCANNED.map((port, index) => syn(incoming(plan), freePort + index, port)),
  traceroute: ({ plan, freePort }) =>
    [1, 2].map((ttl) => ({
      packet: { ...outgoing(plan), proto: 'udp', ttl, sport: freePort, dport: 33433 + ttl, payload: 'traceroute' },
    })),
  fragments: ({ plan, freePort }) => [
    {
      packet: {
        ...outgoing(plan),
        proto: 'udp',
        id: 4711,
        mf: true,
        sport: freePort,
        dport: 9000,
        payload: MOST_OF_AN_MTU,
      },
    },
    { packet: { ...outgoing(plan), proto: 'udp', id: 4711, frag: SECOND_OFFSET, payload: 'the rest of the datagram' } },
  ],
  spoofed: ({ plan, freePort }) => [
    syn(
      { in: plan.outside.device, src: plan.inside?.client ?? plan.outside.address, dst: plan.outside.address },
      freePort,
      80,
    ),
  ],
  icmpError: ({ wire }) =>
    wire === null
      ? null
      : [
          {
            packet: {
              in: wire.device,
              src: wire.destination,
              dst: wire.source,
              proto: 'icmp',
              icmpType: 'port-unreachable',
              inner: wire.hex,
            },
          },
        ],
};

/** From a machine behind the host, or from the host itself where nothing is behind it. */
function outgoing(plan: HostPlan): PacketDocument {
  return plan.inside === null
    ? { from: 'local', src: plan.outside.address, dst: plan.server }
    : { in: plan.inside.device, src: plan.inside.client, dst: plan.server };
}

const incoming = (plan: HostPlan): PacketDocument => ({
  in: plan.outside.device,
  src: plan.stranger,
  dst: plan.outside.address,
});

const syn = (ends: PacketDocument, sport: number, dport: number): Step => ({
  packet: { ...ends, proto: 'tcp', sport, dport, flags: 'SYN' },
});

function handshake({ plan, freePort }: PresetContext, port: number): readonly Step[] {
  return [
    syn(outgoing(plan), freePort, port),
    { reply: { to: 1, flags: 'SYN,ACK' } },
    { reply: { to: 2, flags: 'ACK' } },
  ];
}
