import type { LessonDocument, LessonText } from '../engine/index.ts';

export interface FoundText {
  /** Where it stands: 'timeline[2].goal.says'. */
  readonly path: string;
  readonly text: LessonText;
}

const isText = (value: object): value is LessonText => {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key === 'en' || key === 'zh');
};

function collect(value: unknown, path: string): readonly FoundText[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => collect(item, `${path}[${index}]`));
  if (isText(value)) return [{ path, text: value }];
  return Object.entries(value).flatMap(([key, child]) => collect(child, path === '' ? key : `${path}.${key}`));
}

/** Every text of a lesson, wherever it stands. */
export const textsOf = (lesson: LessonDocument): readonly FoundText[] => {
  const { start: _start, ...rest } = lesson;
  return collect(rest, '');
};

/** Glossary ids that a text links to, `[words](term:id)`, sorted, each once. */
export const termsIn = (text: string | undefined): readonly string[] =>
  [...new Set([...(text ?? '').matchAll(/\]\(term:([^)\s]*)\)/g)].map(([, id]) => id ?? ''))].toSorted();
