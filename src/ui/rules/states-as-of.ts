import type { RulePlace, RuleStateView, RunView, WalkEvent } from '../../engine/index.ts';

const NONE: readonly RuleStateView[] = [];

/**
 * What a rule remembers at an event (inclusive): as the step before left it, until the packet has come by; then as this step leaves it.
 * `event` null is a step in which nothing walked.
 */
export function statesAsOf(
  view: RunView,
  place: RulePlace,
  step: number,
  event: number | null,
): readonly RuleStateView[] {
  const current = view.steps[step];
  const before = view.steps[step - 1]?.states ?? view.states ?? NONE;
  if (current === undefined) return ofRule(before, place);
  const last = event ?? current.events.length - 1;
  const isOver = event === null || event >= current.events.length - 1;
  const hasCome = isOver || current.events.slice(0, last + 1).some((one) => asksRule(one, place));
  return ofRule(hasCome ? (current.states ?? NONE) : before, place);
}

function asksRule(event: WalkEvent, { table, chain, rule }: RulePlace): boolean {
  if (event.kind === 'matched') return event.table === table && event.chain === chain && event.rule === rule;
  if (event.kind !== 'missed') return false;
  return event.table === table && event.chain === chain && event.from <= rule && rule <= event.to;
}

const ofRule = (states: readonly RuleStateView[], { table, chain, rule }: RulePlace): readonly RuleStateView[] =>
  states.filter((state) => state.rule === rule && state.chain === chain && state.table === table);

/** One number for a small meter: of several entries the fullest against its limit. Null where there is nothing yet. */
export function fillOf({ unit, entries }: RuleStateView): number | null {
  const shares = entries.map(({ level, capacity }) =>
    capacity === 0 ? 0 : Math.min(1, Math.max(0, level / capacity)),
  );
  if (shares.length === 0) return null;
  const isSupply = unit === 'tokens' || unit === 'bytes';
  return isSupply ? Math.min(...shares) : Math.max(...shares);
}

const remembering = new WeakMap<RunView, ReadonlySet<string>>();

/** Does the rule remember anything during this run? Cheap: asked by every row. */
export function hasMemory(view: RunView | null, { table, chain, rule }: RulePlace): boolean {
  if (view === null) return false;
  let places = remembering.get(view);
  if (places === undefined) {
    const states = [view.states ?? NONE, ...view.steps.map((step) => step.states ?? NONE)];
    places = new Set(
      [...new Set(states)].flatMap((list) => list.map((one) => `${one.table} ${one.chain} ${one.rule}`)),
    );
    remembering.set(view, places);
  }
  return places.has(`${table} ${chain} ${rule}`);
}
