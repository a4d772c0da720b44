import { useEffect, useState } from 'react';
import type { MissReason, RulePlace, WalkEvent } from '../../engine/index.ts';
import { selectStep, useApp, useAppStore, useEngine } from '../../store/index.ts';
import { selectWalk } from './select-walk.ts';
import { reasonOf } from './sentence.ts';
import { missOf } from './walk.ts';

interface Asked {
  readonly key: string;
  readonly reason: MissReason | null;
}

/** Why a rule did not match: as it came with the event, else asked of the engine. `pending` until it answers. */
export function useReason(place: RulePlace | null): MissReason | 'pending' | null {
  const store = useAppStore();
  const engine = useEngine();
  const { step: stepIndex } = useApp((state) => state.playhead);
  const step = useApp(selectStep);
  const eventIndex = useApp((state) =>
    place === null ? null : missOf(selectWalk(state), place.table, place.chain, place.rule),
  );
  const [asked, setAsked] = useState<Asked | null>(null);

  const event = eventIndex === null ? undefined : step?.events[eventIndex];
  const given = event?.kind === 'missed' && place !== null ? reasonOf(event, place.rule) : null;
  const rule = place?.rule ?? null;
  const key = `${stepIndex}/${eventIndex}/${rule}`;
  const asking = step?.recorded === undefined ? eventIndex : simulatedMiss(step.recorded.simulated, place);
  const mustAsk = eventIndex !== null && asking !== null && rule !== null && given === null;

  useEffect(() => {
    const scenario = store.getState().ranScenario;
    if (!mustAsk || scenario === null) return;
    let wanted = true;
    const settle = (reason: MissReason | null) => {
      if (wanted) setAsked({ key, reason });
    };
    engine.explain(scenario, stepIndex, asking, rule, rule).then(
      ([reason]) => settle(reason ?? null),
      () => settle(null),
    );
    return () => {
      wanted = false;
    };
  }, [store, engine, mustAsk, key, stepIndex, asking, rule]);

  if (given !== null || !mustAsk) return given;
  return asked?.key === key ? asked.reason : 'pending';
}

/** A kernel's log gives no reasons: they are the engine's, where its own walk passed the rule over too. */
function simulatedMiss(events: readonly WalkEvent[], place: RulePlace | null): number | null {
  const found = events.findIndex(
    (event) =>
      event.kind === 'missed' &&
      event.table === place?.table &&
      event.chain === place.chain &&
      event.from <= place.rule &&
      event.to >= place.rule,
  );
  return found === -1 ? null : found;
}
