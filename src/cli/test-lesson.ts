import { commandOn, problemText, runScenario, validateCourse, validateLesson } from '../engine/index.ts';
import type { Expectations, LessonDocument, Scenario, SolutionStep, Step } from '../engine/index.ts';
import { runShell } from '../shell/index.ts';

/** Lines that say what is wrong with a scenario's own expectations; `passed` counts those that hold. */
interface Walk {
  readonly passed: number;
  readonly misses: readonly string[];
}

export const isTaught = (document: unknown): document is object =>
  typeof document === 'object' && document !== null && ('chainwalkLesson' in document || 'chainwalkCourse' in document);

function walk(scenario: Scenario, from = 0): Walk {
  const record = runScenario(scenario, { shell: runShell, events: true });
  if (!record.ok) return { passed: 0, misses: record.error.map(problemText) };
  if (record.value.restore.exit !== 0)
    return { passed: 0, misses: [`ruleset: ${record.value.restore.stderr.trimEnd()}`] };
  const views = record.value.steps.flatMap(({ expectations }, index) =>
    index < from ? [] : expectations.map((view) => ({ ...view, step: index + 1 })),
  );
  return {
    passed: views.filter(({ pass }) => pass).length,
    misses: views.flatMap(({ pass, text, was, step }) =>
      pass ? [] : [`step ${step}: expected ${text}, was ${was || 'nothing'}`],
    ),
  };
}

const startOf = ({ start, timeline }: LessonDocument): Scenario => ({
  ...start,
  timeline: timeline.map(({ note: _note, goal, predict: _predict, ...action }): Step => ({
    ...action,
    ...(goal && { expect: goal.expect }),
  })),
});

/** A step put in at `at` (0-based) moves the numbers that replies name. */
const withStep = (timeline: readonly Step[], at: number, step: Step): readonly Step[] => [
  ...timeline.slice(0, at),
  step,
  ...timeline
    .slice(at)
    .map((one) =>
      'reply' in one && one.reply.to > at ? { ...one, reply: { ...one.reply, to: one.reply.to + 1 } } : one,
    ),
];

/** The solution as a learner types it; what a command says against it becomes a line of `failed`. */
function solved(start: Scenario, solution: readonly SolutionStep[], failed: string[]): Scenario {
  let inserted = 0;
  return solution.reduce((before: Scenario, step) => {
    if (typeof step !== 'string')
      return { ...before, timeline: withStep(before.timeline, step.after + inserted++, { command: step.command }) };
    const { exit, stderr, ruleset, host, ipsets } = commandOn(before, step, null, runShell);
    if (exit !== 0) failed.push(`solution: ${step}: ${stderr.trimEnd()}`);
    return {
      ...before,
      ...(host !== null && { host: { ...before.host, ...host } }),
      ...(ruleset !== null && { ruleset }),
      ...(ipsets !== null && { ipsets }),
    };
  }, start);
}

const only = (scenario: Scenario, step: number, expect: Expectations): Scenario => ({
  ...scenario,
  timeline: scenario.timeline.map(({ expect: _expect, ...rest }, index) =>
    index === step ? { ...rest, expect } : rest,
  ),
});

function testLesson(lesson: LessonDocument): Walk {
  const failed: string[] = [];
  const start = startOf(lesson);
  let passed = 0;
  lesson.timeline.forEach(({ predict }, index) => {
    const right = predict?.choices.filter(({ expect }) => walk(only(start, index, expect)).misses.length === 0).length;
    if (right === 1) passed += 1;
    else if (right !== undefined) failed.push(`step ${index + 1}: ${right} choices are right, not one`);
  });
  if (lesson.kind === 'predict') return { passed, misses: failed };
  if (walk(start).misses.length === 0) failed.push('the start already meets the goal');
  const end = solved(start, lesson.solution ?? [], failed);
  const goal = walk(end);
  const hidden = (lesson.hidden ?? []).map(({ timeline }, index) => {
    const from = end.timeline.length;
    const steps = timeline.map((step): Step =>
      'reply' in step ? { ...step, reply: { ...step.reply, to: step.reply.to + from } } : step,
    );
    const found = walk({ ...end, timeline: [...end.timeline, ...steps] }, from);
    return { ...found, misses: found.misses.map((miss) => `hidden case ${index + 1}: ${miss}`) };
  });
  return {
    passed: passed + [goal, ...hidden].reduce((sum, each) => sum + each.passed, 0),
    misses: [...failed, ...goal.misses.map((miss) => `solution: ${miss}`), ...hidden.flatMap(({ misses }) => misses)],
  };
}

/** A lesson's start must fail its goal and its solution meet it, hidden packets too; of each question one choice is right. */
export function testTaught(document: object): Walk {
  const read = 'chainwalkCourse' in document ? validateCourse(document) : validateLesson(document);
  if (!read.ok) return { passed: 0, misses: read.error.map(problemText) };
  const lessons = 'lessons' in read.value ? read.value.lessons : [read.value];
  const found = lessons.map(testLesson);
  return {
    passed: found.reduce((sum, each) => sum + each.passed, 0),
    misses: found.flatMap(({ misses }, index) =>
      misses.map((miss) => (lessons.length > 1 ? `lesson ${index + 1}: ${miss}` : miss)),
    ),
  };
}
