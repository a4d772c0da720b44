/** One random scenario per seed. */

import type { Scenario } from '../document.ts';
import { random } from './random.ts';
import { generateRuleset, type Vocabulary } from './ruleset.ts';
import { generateTimeline } from './traffic.ts';
import { generateHost } from './world.ts';

export function generateScenario(seed: number, vocabulary: Vocabulary = {}): Scenario {
  const r = random(seed);
  const host = generateHost(r);
  return {
    chainwalk: 1,
    title: `seed ${seed}`,
    host,
    ruleset: generateRuleset(r, vocabulary),
    timeline: generateTimeline(r, (host.sockets ?? []).length > 0),
  };
}
