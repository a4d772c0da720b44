import type { RuleStateView, RunView, SetView } from '../../engine/index.ts';
import { statesAsOf } from '../rules/states-as-of.ts';

const NO_SETS: readonly SetView[] = [];

/** A set at the playhead, with what this step did to it. */
export interface SetNow {
  readonly set: SetView;
  readonly added: ReadonlySet<string>;
  readonly removed: readonly string[];
}

/**
 * The ipsets at an event: as the step before left them until the walk has come to its end, then as this step leaves them.
 * `event` null is a step in which nothing walked.
 */
export function setsAsOf(view: RunView, step: number, event: number | null): readonly SetNow[] {
  const current = view.steps[step];
  const before = view.steps[step - 1]?.sets ?? view.sets ?? NO_SETS;
  const isOver = current !== undefined && (event === null || event >= current.events.length - 1);
  const after = isOver ? (current.sets ?? NO_SETS) : before;
  return after.map((set) =>
    changed(
      before.find(({ name }) => name === set.name),
      set,
    ),
  );
}

/** Seconds that ran down are no change of an element. */
const nameOf = (member: string): string => member.split(' ', 1)[0] ?? member;

function changed(before: SetView | undefined, set: SetView): SetNow {
  if (before === undefined || before === set) return { set, added: new Set(), removed: [] };
  const old = new Set(before.members.map(nameOf));
  const now = new Set(set.members.map(nameOf));
  return {
    set,
    added: new Set(set.members.filter((member) => !old.has(nameOf(member)))),
    removed: before.members.filter((member) => !now.has(nameOf(member))),
  };
}

/** What every rule remembers at an event, in the order of the listing. */
export function statesOfAll(view: RunView, step: number, event: number | null): readonly RuleStateView[] {
  const known = view.steps[step]?.states ?? view.states ?? [];
  const places = new Map(known.map((state) => [`${state.table} ${state.chain} ${state.rule}`, state]));
  return [...places.values()].flatMap((place) => statesAsOf(view, place, step, event));
}
