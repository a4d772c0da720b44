import type { LessonProgress, Progress } from './lesson-state.ts';

/** What is kept of the lessons, in the browser and in an exported file. */
interface ProgressDocument {
  readonly chainwalkProgress: 1;
  readonly lessons: Progress;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

function readEntry(value: unknown): LessonProgress | null {
  if (typeof value !== 'object' || value === null) return null;
  const { done, hints, solutionShown } = value as Partial<Record<keyof LessonProgress, unknown>>;
  if (typeof done !== 'boolean' || !isCount(hints) || typeof solutionShown !== 'boolean') return null;
  return { done, hints, solutionShown };
}

/** Null if the text is no progress of ours; entries that are not understood are left out. */
export function parseProgress(text: string): Progress | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('lessons' in value) || !('chainwalkProgress' in value))
    return null;
  const { chainwalkProgress, lessons } = value;
  if (chainwalkProgress !== 1 || typeof lessons !== 'object' || lessons === null) return null;
  const entries = Object.entries(lessons).flatMap(([key, entry]) => {
    const read = /^[\w:.-]{1,100}$/.test(key) && key !== '__proto__' ? readEntry(entry) : null;
    return read === null ? [] : [[key, read] as const];
  });
  return Object.fromEntries(entries);
}

export const formatProgress = (lessons: Progress): string =>
  `${JSON.stringify({ chainwalkProgress: 1, lessons } satisfies ProgressDocument, null, 2)}\n`;

/** What was done anywhere is done. */
export function mergeProgress(mine: Progress, other: Progress): Progress {
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(other)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const entry = mine[key]?.done === true ? mine[key] : (other[key] ?? mine[key]);
      return entry === undefined ? [] : [[key, entry] as const];
    }),
  );
}
