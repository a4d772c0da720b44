import { memberLine, type Sets } from '../sets/index.ts';
import type { SetView } from './views.ts';

/** Elements of one set that are shown; a blocklist of a million is counted. */
const MOST_MEMBERS = 100;

/** All ipsets as they are now. One that is as it was in `before` is the same object, so that snapshots share it. */
export function setViews(sets: Sets, before: readonly SetView[]): readonly SetView[] {
  const now = sets.now();
  const views = sets.all().map((set, index): SetView => {
    const members = set.members(now);
    const view = {
      name: set.name,
      type: set.type.name,
      count: members.length,
      members: members.slice(0, MOST_MEMBERS).map((member) => memberLine(member, set.header, now)),
    };
    const old = before[index];
    return old !== undefined && isSame(old, view) ? old : view;
  });
  return views.length === before.length && views.every((view, index) => view === before[index]) ? before : views;
}

const isSame = (left: SetView, right: SetView): boolean =>
  left.name === right.name &&
  left.type === right.type &&
  left.count === right.count &&
  left.members.every((member, index) => member === right.members[index]);
