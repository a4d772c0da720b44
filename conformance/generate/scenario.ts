/** One random scenario per seed. */

import type { Host, Scenario, Step } from '../document.ts';
import { random } from './random.ts';
import { generateRuleset, type Vocabulary } from './ruleset.ts';
import { generateTimeline } from './traffic.ts';
import { generateHost, IPSETS } from './world.ts';

export function generateScenario(seed: number, vocabulary: Vocabulary = {}): Scenario {
  const r = random(seed);
  const host = generateHost(r);
  const ruleset = generateRuleset(r, vocabulary);
  return {
    chainwalk: 1,
    title: `seed ${seed}`,
    host,
    ruleset,
    ...(/ --(match|add|del)-set /.test(ruleset) && { ipsets: IPSETS }),
    timeline: generateTimeline(r, (host.sockets ?? []).length > 0).map((step) => onExisting(host, step)),
  };
}

/** Not every host has the third interface that a conversation may come in by. */
function onExisting(host: Host, step: Step): Step {
  if (!('packet' in step) || step.packet.in === undefined) return step;
  const exists = host.interfaces.some(({ name }) => name === step.packet.in);
  return exists ? step : { ...step, packet: { ...step.packet, in: 'eth0' } };
}
