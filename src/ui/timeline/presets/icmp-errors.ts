import type { StepView } from '../../../engine/index.ts';
import { readDatagram, toHex } from '../../packet/datagram.ts';
import {
  incoming,
  outgoing,
  type ChoiceOption,
  type Preset,
  type PresetContext,
  type PresetScript,
  type ScriptedStep,
  type WireDatagram,
} from './preset.ts';

/** By the names of `iptables -p icmp -h`. */
const ERRORS = [
  'network-unreachable',
  'host-unreachable',
  'protocol-unreachable',
  'port-unreachable',
  'fragmentation-needed',
  'source-route-failed',
  'network-prohibited',
  'host-prohibited',
  'communication-prohibited',
  'source-quench',
  'network-redirect',
  'host-redirect',
  'ttl-zero-during-transit',
  'ttl-zero-during-reassembly',
  'ip-header-bad',
] as const satisfies readonly ChoiceOption[];

const QUOTED = 28;

export const icmpError: Preset = {
  choices: () => [
    { name: 'error', kind: 'select', options: ['all', ...ERRORS], initial: 'port-unreachable' },
    { name: 'about', kind: 'select', options: ['aboutConnection', 'aboutNothing'], initial: 'aboutConnection' },
  ],
  *script(context, chosen) {
    const isForged = chosen['about'] === 'aboutNothing';
    const quoted = isForged ? forgery(context) : (context.wire ?? (yield* newConnection(context)));
    if (quoted === null) return;
    const errors = ERRORS.filter((error) => chosen['error'] === 'all' || chosen['error'] === error);
    yield errors.map((error): ScriptedStep => ({
      step: {
        packet: {
          in: quoted.device,
          src: error.endsWith('redirect') ? context.plan.gateway : quoted.destination,
          dst: quoted.source,
          proto: 'icmp',
          icmpType: error,
          inner: quoted.hex,
        },
      },
      note: isForged ? 'icmpForged' : 'icmpAbout',
      values: { error },
    }));
  },
};

/** A connection that nobody has: the quotation cannot belong to any entry. */
function forgery({ plan, freePort }: PresetContext): WireDatagram {
  const source = incoming(plan).dst ?? '';
  const port = freePort.toString(16).padStart(4, '0');
  const addresses = [source, plan.stranger].map((address) => toHex(Uint8Array.from(address.split('.').map(Number))));
  return {
    device: plan.outside.device,
    source,
    destination: plan.stranger,
    // The header checksum of what is quoted is nobody's concern: conntrack does not look at it.
    hex: `450000280001400040060000${addresses.join('')}${port}01bb000003e9`,
  };
}

/** Something that an error can be about, where nothing is on the wire yet. */
function* newConnection({ plan, freePort }: PresetContext): PresetScript<WireDatagram | null> {
  const views = yield [
    {
      step: { packet: { ...outgoing(plan), proto: 'udp', sport: freePort, dport: 53, payload: 'query' } },
      note: 'icmpCause',
    },
  ];
  return views[0] === undefined ? null : wireOf(views[0]);
}

export function wireOf(step: StepView): WireDatagram | null {
  for (const event of step.events) {
    if (event.kind !== 'sent') continue;
    const datagram = readDatagram(event.bytes);
    if (datagram === null || datagram.protocol === 1) continue;
    const quoted = event.bytes.subarray(0, Math.max(QUOTED, datagram.headerLength + 8));
    return { device: event.device, source: datagram.source, destination: datagram.destination, hex: toHex(quoted) };
  }
  return null;
}
