import type { RulePlace, RunView } from '../../engine/index.ts';
import { packetAsOf } from '../packet/packet-as-of.ts';

export interface Counters {
  readonly packets: bigint;
  readonly bytes: bigint;
}

/**
 * Counters of a rule at an event (inclusive): what earlier steps left, and what the packets of this step added so far. `place.rule` 0
 * is the policy. `loaded` are those of the ruleset version in force.
 */
export function countersAsOf(
  view: RunView,
  place: RulePlace,
  step: number,
  event: number | null,
  loaded: Counters,
): Counters {
  const before = lastCounters(view, place, step - 1) ?? loaded;
  const current = view.steps[step];
  if (current === undefined) return before;
  if (event === null || event >= current.events.length - 1) return lastCounters(view, place, step) ?? before;
  let { packets, bytes } = before;
  for (let at = 0; at <= event; at += 1) {
    const one = current.events[at];
    const counts = (one?.kind === 'matched' && one.rule === place.rule) || (one?.kind === 'policy' && place.rule === 0);
    if (!counts || one.table !== place.table || one.chain !== place.chain) continue;
    packets += 1n;
    bytes += BigInt(packetAsOf(current, at)?.now.length ?? 0);
  }
  return { packets, bytes };
}

/** The newest value that a step up to `step` set, as long as no command replaced the ruleset in between. */
function lastCounters(view: RunView, place: RulePlace, step: number): Counters | null {
  const version = view.steps[step]?.rulesetAfter;
  for (let at = step; at >= 0; at -= 1) {
    const stepView = view.steps[at];
    if (stepView === undefined || stepView.rulesetAfter !== version) return null;
    const found = stepView.counters.find(
      (one) => one.table === place.table && one.chain === place.chain && one.rule === place.rule,
    );
    if (found !== undefined) return { packets: BigInt(found.packets), bytes: BigInt(found.bytes) };
  }
  return null;
}
