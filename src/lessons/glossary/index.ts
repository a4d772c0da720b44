import type { Localised } from '../lesson.ts';

/** A term of the field, as a popover explains it. */
export interface Term {
  /** Used in lessons: `[words](term:conntrack-entry)`. */
  readonly id: string;
  readonly name: Localised;
  /** One to three sentences. */
  readonly says: Localised;
}

export const GLOSSARY: readonly Term[] = [
  { id: 'hook', name: { en: 'hook', zh: '钩子' }, says: { en: 'x', zh: '五' } },
  { id: 'policy', name: { en: 'policy', zh: '默认策略' }, says: { en: 'x', zh: '五' } },
  { id: 'dnat', name: { en: 'DNAT', zh: 'DNAT' }, says: { en: 'x', zh: '五' } },
  { id: 'conntrack-entry', name: { en: 'entry', zh: '表项' }, says: { en: 'x', zh: '五' } },
];
