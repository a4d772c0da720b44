import type { LessonDocument } from '../engine/index.ts';

/** FNV-1a: tells lessons apart that came by link, nothing more. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value.toString(16).padStart(8, '0');
}

/** Under which the progress of a lesson that came by link is kept. */
export const linkedKey = (document: LessonDocument): string => `link:${hash(JSON.stringify(document))}`;
