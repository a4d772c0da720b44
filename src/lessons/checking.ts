/** What the goals, questions and hidden cases of a lesson are as scenarios; the engine then says what holds. Pure. */
import type { Expectations, HiddenStep, LessonDocument, LessonStep, Scenario, Step } from '../engine/index.ts';

type Json = unknown;

function sameJson(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const keys = Object.keys(left);
  const other = right as Readonly<Record<string, Json>>;
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson((left as typeof other)[key], other[key]))
  );
}

/** What a step does and expects; whom a reply answers is compared apart, since steps put in before it move its number. */
function essence(step: Step): Json {
  const { note: _note, disabled: _disabled, ...rest } = step;
  return 'reply' in rest ? { ...rest, reply: { ...rest.reply, to: 0 } } : rest;
}

function asStep({ note: _note, goal, predict: _predict, ...action }: LessonStep): Step {
  return { ...action, ...(goal && { expect: goal.expect }) };
}

/**
 * Where the lesson's own steps stand in a timeline that a learner worked on: 0-based, null for one that was changed, disabled or removed.
 * Steps put in between are nobody's business; a packet that was altered until it suits the goal meets no goal.
 */
export function ownSteps(lesson: LessonDocument, timeline: readonly Step[]): readonly (number | null)[] {
  const places: (number | null)[] = [];
  let from = 0;
  for (const own of lesson.timeline.map(asStep)) {
    const wanted = essence(own);
    const answered = 'reply' in own ? places[own.reply.to - 1] : undefined;
    const at = timeline.findIndex(
      (step, index) =>
        index >= from &&
        sameJson(essence(step), wanted) &&
        (!('reply' in step) || (typeof answered === 'number' && step.reply.to === answered + 1)),
    );
    places.push(at === -1 ? null : at);
    if (at !== -1) from = at + 1;
  }
  return places;
}

/** A question's step with the expectations of one choice, everything walked: the choice is right if they hold. Gives the step's index too. */
export function choiceScenario(scenario: Scenario, step: number, expect: Expectations): Scenario {
  return {
    ...scenario,
    timeline: scenario.timeline.map((old, index) => {
      const { disabled: _disabled, expect: _expect, ...rest } = old;
      return index === step ? { ...rest, expect } : rest;
    }),
  };
}

function retarget<S extends Step | HiddenStep>(step: S, place: (to: number) => number): S {
  return 'reply' in step ? { ...step, reply: { ...step.reply, to: place(step.reply.to) } } : step;
}

/** The learner's machine with the lesson's own packets and the learner's commands and waits, and nothing else sent through it. */
function withoutExperiments(lesson: LessonDocument, scenario: Scenario): Scenario {
  const own = new Set(ownSteps(lesson, scenario.timeline));
  const place = new Map<number, number>();
  scenario.timeline.forEach((step, index) => {
    if (own.has(index) || 'command' in step || 'wait' in step) place.set(index + 1, place.size + 1);
  });
  const kept = scenario.timeline.filter((_, index) => place.has(index + 1));
  return { ...scenario, timeline: kept.map((step) => retarget(step, (to) => place.get(to) ?? to)) };
}

/** The steps of a hidden case as they follow a timeline of `length` steps. */
export const hiddenSteps = (steps: readonly HiddenStep[], length: number): readonly Step[] =>
  steps.map((step) => retarget(step, (to) => to + length));

export interface HiddenRun {
  readonly scenario: Scenario;
  /** Index of the case's first step in it. */
  readonly from: number;
}

/** A hidden case walked on the learner's machine, after the lesson's own steps. */
export function hiddenRun(lesson: LessonDocument, scenario: Scenario, steps: readonly HiddenStep[]): HiddenRun {
  const base = withoutExperiments(lesson, scenario);
  const from = base.timeline.length;
  return { scenario: { ...base, timeline: [...base.timeline, ...hiddenSteps(steps, from)] }, from };
}
