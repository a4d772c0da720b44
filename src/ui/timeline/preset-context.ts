import type { RunView, Scenario, Step, StepView } from '../../engine/index.ts';
import { readDatagram, toHex } from '../packet/datagram.ts';
import { planHost } from './host-plan.ts';
import type { PresetContext, WireDatagram } from './presets.ts';

const FIRST_PORT = 40_001;

export function presetContext(scenario: Scenario, view: RunView | null): PresetContext {
  const used = new Set(scenario.timeline.map(sourcePortOf));
  let freePort = FIRST_PORT;
  while (used.has(freePort)) freePort += 1;
  return { plan: planHost(scenario.host), wire: newestOnTheWire(view), freePort };
}

/** The newest datagram that a step put on the wire and that is no ICMP itself. */
function newestOnTheWire(view: RunView | null): WireDatagram | null {
  for (const step of view?.steps.toReversed() ?? []) {
    const found = wireOf(step);
    if (found !== null) return found;
  }
  return null;
}

function wireOf(step: StepView): WireDatagram | null {
  for (const event of step.events) {
    if (event.kind !== 'sent') continue;
    const datagram = readDatagram(event.bytes);
    if (datagram === null || datagram.protocol === 1) continue;
    const quoted = event.bytes.subarray(0, datagram.headerLength + 8);
    return { device: event.device, source: datagram.source, destination: datagram.destination, hex: toHex(quoted) };
  }
  return null;
}

const sourcePortOf = (step: Step): number | undefined => ('packet' in step ? step.packet.sport : undefined);
