import type { RunView, Scenario, Step } from '../../../engine/index.ts';
import { planHost } from './host-plan.ts';
import { wireOf } from './icmp-errors.ts';
import type { PresetContext, WireDatagram } from './preset.ts';

const FIRST_PORT = 40_001;
/** Ports that a preset may take from the first on. */
const ROOM = 32;

export function presetContext(scenario: Scenario, view: RunView | null): PresetContext {
  const used = new Set(scenario.timeline.map(sourcePortOf));
  const isFree = (port: number): boolean => Array.from({ length: ROOM }).every((_, index) => !used.has(port + index));
  let freePort = FIRST_PORT;
  while (!isFree(freePort) && freePort < 60_000) freePort += ROOM;
  return {
    plan: planHost(scenario.host, scenario.ruleset),
    host: scenario.host,
    wire: newestOnTheWire(view),
    freePort,
  };
}

/** The newest datagram that a step put on the wire and that is no ICMP itself. */
function newestOnTheWire(view: RunView | null): WireDatagram | null {
  for (const step of view?.steps.toReversed() ?? []) {
    const found = wireOf(step);
    if (found !== null) return found;
  }
  return null;
}

const sourcePortOf = (step: Step): number | undefined => ('packet' in step ? step.packet.sport : undefined);
