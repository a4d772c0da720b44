import type { Scenario, Step } from '../../engine/index.ts';

/**
 * Changes to the timeline that keep `reply.to` pointing at the step it answered. Indexes are 0-based, `reply.to` 1-based.
 * Each gives a new timeline, or the old one when the change cannot be.
 */
type Timeline = Scenario['timeline'];

/** New steps may answer each other: their own `reply.to` counts from 1 at the first of them. */
export function insertSteps(timeline: Timeline, at: number, steps: readonly Step[]): Timeline {
  const added = steps.map((step) => retarget(step, (to) => to + at));
  const moved = timeline.map((step) => retarget(step, (to) => (to > at ? to + steps.length : to)));
  return [...moved.slice(0, at), ...added, ...moved.slice(at)];
}

/** A step that stands alone (a duplicate, a reply to an earlier step): its `reply.to` already counts in this timeline. */
export function insertStep(timeline: Timeline, at: number, step: Step): Timeline {
  const moved = timeline.map((other) => retarget(other, (to) => (to > at ? to + 1 : to)));
  return [...moved.slice(0, at), step, ...moved.slice(at)];
}

/** The step and every reply to it, to a reply of it, and so on. */
export function removedWith(timeline: Timeline, at: number): ReadonlySet<number> {
  const gone = new Set([at]);
  timeline.forEach((step, index) => {
    if ('reply' in step && gone.has(step.reply.to - 1)) gone.add(index);
  });
  return gone;
}

export function removeStep(timeline: Timeline, at: number): Timeline {
  const gone = removedWith(timeline, at);
  const place = new Map<number, number>();
  timeline.forEach((_, index) => {
    if (!gone.has(index)) place.set(index + 1, place.size + 1);
  });
  return timeline.filter((_, index) => !gone.has(index)).map((step) => retarget(step, (to) => place.get(to) ?? to));
}

/** Several at once, each with the replies to it. */
export function removeSteps(timeline: Timeline, chosen: ReadonlySet<number>): Timeline {
  const last = Math.max(-1, ...chosen);
  if (last < 0) return timeline;
  const rest = new Set([...chosen].filter((index) => index !== last));
  return removeSteps(removeStep(timeline, last), rest);
}

export function replaceStep(timeline: Timeline, at: number, step: Step): Timeline {
  return timeline.map((old, index) => (index === at ? step : old));
}

/** A reply cannot come before what it answers. */
export function canMove(timeline: Timeline, from: number, to: number): boolean {
  if (to < 0 || to >= timeline.length || from === to) return false;
  const order = moved(timeline.length, from, to);
  return timeline.every((step, index) => !('reply' in step) || order.indexOf(step.reply.to - 1) < order.indexOf(index));
}

export function moveStep(timeline: Timeline, from: number, to: number): Timeline {
  if (!canMove(timeline, from, to)) return timeline;
  const order = moved(timeline.length, from, to);
  const steps = order.map((old) => timeline[old]).filter((step) => step !== undefined);
  return steps.map((step) => retarget(step, (answered) => order.indexOf(answered - 1) + 1));
}

function moved(length: number, from: number, to: number): readonly number[] {
  const order = Array.from({ length }, (_, index) => index).filter((index) => index !== from);
  order.splice(to, 0, from);
  return order;
}

/** The same object where nothing changes: a step's identity ties it to its former outcome. */
function retarget(step: Step, place: (to: number) => number): Step {
  if (!('reply' in step)) return step;
  const to = place(step.reply.to);
  return to === step.reply.to ? step : { ...step, reply: { ...step.reply, to } };
}
