import type { StepView } from '../../engine/index.ts';
import { endpoint, kindOf, protocolName, readDatagram } from '../packet/datagram.ts';
import { packetAsOf } from '../packet/packet-as-of.ts';

/** What the packet of an event is called at that moment: its kind and where it goes. Null where it has no bytes. */
export function packetName(step: StepView, event: number): string | null {
  const now = packetAsOf(step, event)?.now;
  if (now === undefined) return null;
  const datagram = readDatagram(now);
  if (datagram === null) return 'IP';
  const verb = kindOf(datagram) || protocolName(datagram.protocol);
  return `${verb} → ${endpoint(datagram.destination, datagram.destinationPort)}`;
}
