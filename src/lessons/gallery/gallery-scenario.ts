import type { Scenario, Step } from '../../engine/index.ts';
import type { Language } from '../../i18n/index.ts';
import type { Localised } from '../lesson.ts';

/** A ready-made scenario: the machine and its packets once, the words around them per language. */
export interface GalleryScenario {
  /** Stands in the address: `#/gallery/home-router`. */
  readonly id: string;
  readonly title: Localised;
  readonly description: Localised;
  readonly document: Omit<Scenario, 'title' | 'description' | 'lang' | 'timeline'>;
  readonly timeline: readonly GalleryStep[];
}

export interface GalleryStep {
  readonly step: Step;
  readonly note?: Localised;
}

/** The document to open, with its words in one language. */
export function scenarioIn(entry: GalleryScenario, language: Language): Scenario {
  return {
    ...entry.document,
    title: entry.title[language],
    description: entry.description[language],
    lang: language,
    timeline: entry.timeline.map(({ step, note }) => (note === undefined ? step : { ...step, note: note[language] })),
  };
}
