import type { PacketDocument, Step } from '../../engine/index.ts';
import type { HostPlan } from './host-plan.ts';
import { cutUdp } from './udp-fragments.ts';

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
  'ftpActive',
  'ftpPassive',
  'synFlood',
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
/** A port for data, above those that scans and floods use. */
const FTP_DATA = 50021;
/** Enough to empty the usual token bucket of 5. */
const FLOOD = 8;
const SCANNED = [21, 22, 23, 80, 443, 3389];
/** A payload that does not fit an MTU of 1500, and where it is cut: 1480 bytes with the UDP header. */
const FRAGMENTED = new Uint8Array(1496).fill(0x78);
const CUT_AT = 1472;

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
  ftpActive: (context) => [
    ...ftpLogin(context),
    // What the client tells is its own address: the FTP helper reads it, and NAT rewrites it.
    ftpLine(6, `PORT ${ftpAddress(clientOf(context.plan), FTP_DATA)}`),
    ftpLine(7, '200 PORT command successful'),
    syn({ in: context.plan.outside.device, src: context.plan.server, dst: context.plan.outside.address }, 20, FTP_DATA),
  ],
  ftpPassive: (context) => [
    ...ftpLogin(context),
    ftpLine(6, 'PASV'),
    ftpLine(7, `227 Entering Passive Mode (${ftpAddress(context.plan.server, FTP_DATA)}).`),
    syn(outgoing(context.plan), context.freePort + 1, FTP_DATA),
  ],
  synFlood: ({ plan, freePort }) =>
    Array.from({ length: FLOOD }, (_, index) => syn(incoming(plan), freePort + index, 80)),
  portScan: ({ plan, freePort }) => SCANNED.map((port, index) => syn(incoming(plan), freePort + index, port)),
  traceroute: ({ plan, freePort }) =>
    [1, 2].map((ttl) => ({
      packet: { ...outgoing(plan), proto: 'udp', ttl, sport: freePort, dport: 33433 + ttl, payload: 'traceroute' },
    })),
  fragments: ({ plan, freePort }) => {
    const { src = '', dst = '', ...ends } = outgoing(plan);
    const datagram = {
      source: src,
      destination: dst,
      sourcePort: freePort,
      destinationPort: 9000,
      id: 4711,
      payload: FRAGMENTED,
    };
    return cutUdp(datagram, CUT_AT).map((hex) => ({ packet: { ...ends, hex } }));
  },
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

/** Who sends when `outgoing` does. */
const clientOf = (plan: HostPlan): string => plan.inside?.client ?? plan.outside.address;

/** RFC 959: h1,h2,h3,h4,p1,p2. */
const ftpAddress = (address: string, port: number): string =>
  `${address.replaceAll('.', ',')},${port >> 8},${port & 255}`;

const ftpLine = (to: number, line: string): Step => ({ reply: { to, flags: 'PSH,ACK', payload: `${line}\r\n` } });

/** Steps 1 to 6. The helper reads no command before it has seen a line of that side (find_nl_seq), so both have spoken. */
const ftpLogin = (context: PresetContext): readonly Step[] => [
  ...handshake(context, 21),
  ftpLine(3, '220 ready'),
  ftpLine(4, 'USER anonymous'),
  ftpLine(5, '230 logged in'),
];
