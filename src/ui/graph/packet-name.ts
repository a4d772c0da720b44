import type { StepView } from '../../engine/index.ts';
import { endpoint, kindOf, protocolName, readDatagram } from '../packet/datagram.ts';
import { packetAsOf } from '../packet/packet-as-of.ts';

interface NameParts {
  readonly kind: string;
  /** ' → 8.8.8.8:53'. Empty where that cannot be read. */
  readonly ends: string;
}

/** What the packet of an event is called at that moment: its kind and where it goes. Null where it has no bytes. */
export function packetName(step: StepView, event: number): string | null {
  const name = namePartsOf(step, event);
  return name === null ? null : name.kind + name.ends;
}

/** The same in its two parts: where there is little room the first must do. */
export function namePartsOf(step: StepView, event: number): NameParts | null {
  const now = packetAsOf(step, event)?.now;
  if (now === undefined) return null;
  const datagram = readDatagram(now);
  if (datagram === null) return { kind: 'IP', ends: '' };
  const kind = kindOf(datagram) || protocolName(datagram.protocol);
  return { kind, ends: ` → ${endpoint(datagram.destination, datagram.destinationPort)}` };
}
