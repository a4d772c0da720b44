import type { Step } from '../../engine/index.ts';

/** The steps with everything that they answer, in order: a reply makes no sense without. Indexes are 0-based. */
export function withAnswered(timeline: readonly Step[], chosen: ReadonlySet<number>): readonly number[] {
  const all = new Set(chosen);
  for (let index = timeline.length - 1; index >= 0; index -= 1) {
    const step = timeline[index];
    if (step !== undefined && 'reply' in step && all.has(index)) all.add(step.reply.to - 1);
  }
  return [...all].filter((index) => index < timeline.length).toSorted((one, other) => one - other);
}

/** Steps to take along; `reply.to` counts from 1 at the first of them. */
export function takenOut(timeline: readonly Step[], chosen: ReadonlySet<number>): readonly Step[] {
  const taken = withAnswered(timeline, chosen);
  return taken.flatMap((index): readonly Step[] => {
    const step = timeline[index];
    if (step === undefined) return [];
    return 'reply' in step ? [{ ...step, reply: { ...step.reply, to: taken.indexOf(step.reply.to - 1) + 1 } }] : [step];
  });
}

export const formatSteps = (steps: readonly Step[]): string => `${JSON.stringify({ steps }, null, 2)}\n`;

/**
 * Steps from the clipboard: those that were copied here or in another tab, a `timeline` of a scenario, or a bare list. Null if the text is
 * none; whether the steps are right is for the validator.
 */
export function parseSteps(text: string): readonly Step[] | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    const list = Array.isArray(value) ? value : listIn(value);
    return Array.isArray(list) && list.length > 0 ? (list as readonly Step[]) : null;
  } catch {
    return null;
  }
}

function listIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null;
  if ('steps' in value) return value.steps;
  return 'timeline' in value && !('host' in value) ? value.timeline : null;
}
