import type { StepView } from '../../engine/scenario/views.ts';
import { endpoint, kindOf, protocolName, readDatagram, type Datagram } from '../packet/datagram.ts';
import { packetAsOf } from '../packet/packet-as-of.ts';

export interface NamePart {
  readonly text: string;
  /** Struck through: before the rewrite. */
  readonly was?: true;
  /** After the rewrite. */
  readonly is?: true;
}

export interface PacketName {
  readonly text: string;
  readonly parts: readonly NamePart[];
}

/** What the packet of an event is called at that moment: its kind and where it goes; a rewrite shows old and new. */
export function packetName(step: StepView, index: number): PacketName | null {
  const event = step.events[index];
  const now = packetAsOf(step, index)?.now;
  if (event === undefined || now === undefined) return null;
  const datagram = readDatagram(now);
  if (datagram === null) return { text: 'IP', parts: [{ text: 'IP' }] };
  const before = event.kind === 'rewritten' ? datagramBefore(step, index, event.packet) : null;
  const parts = before === null ? [{ text: plainName(datagram) }] : changedParts(before, datagram, event.kind === 'rewritten' ? event.changes : []);
  return { text: plainName(datagram), parts };
}

const verb = (datagram: Datagram): string => kindOf(datagram) || protocolName(datagram.protocol);
const sourceOf = (datagram: Datagram): string => endpoint(datagram.source, datagram.sourcePort);
const destinationOf = (datagram: Datagram): string => endpoint(datagram.destination, datagram.destinationPort);
const plainName = (datagram: Datagram): string => `${verb(datagram)} → ${destinationOf(datagram)}`;

function datagramBefore(step: StepView, index: number, packet: number): Datagram | null {
  const earlier = step.events.slice(0, index).findLastIndex((event) => event.packet === packet);
  const bytes = earlier < 0 ? undefined : packetAsOf(step, earlier)?.now;
  return bytes === undefined ? null : readDatagram(bytes);
}

interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

function changedParts(before: Datagram, now: Datagram, changes: readonly Change[]): readonly NamePart[] {
  if (destinationOf(before) !== destinationOf(now))
    return [{ text: `${verb(now)} →` }, { text: destinationOf(before), was: true }, { text: destinationOf(now), is: true }];
  if (sourceOf(before) !== sourceOf(now))
    return [{ text: verb(now) }, { text: sourceOf(before), was: true }, { text: sourceOf(now), is: true }, { text: `→ ${destinationOf(now)}` }];
  return [
    { text: plainName(now) },
    ...changes.flatMap(({ field, before: was, after: is }) => [{ text: field }, { text: was, was: true } as const, { text: is, is: true } as const]),
  ];
}
