import type { LessonDocument, LessonStep, LessonText, Scenario, Step } from '../engine/index.ts';
import type { Language } from '../i18n/index.ts';

/** A text in every language of the page. */
export type Localised = { readonly [L in Language]: string };

export type CourseId = 'path' | 'state' | 'nat' | 'router' | 'field';

type Shipped = Required<
  Pick<LessonDocument<Localised>, 'id' | 'hints' | 'solution' | 'explanation' | 'remember' | 'inIptables' | 'tryIt'>
>;

/** A lesson of ours: everything that a lesson document may leave out is there, in both languages. README.md says how to write one. */
export type Lesson = LessonDocument<Localised> & Shipped;

/** Words in the reader's language; in the other one where a teacher wrote only that. */
export const wordsIn = (text: LessonText | undefined, language: Language): string =>
  text?.[language] ?? text?.en ?? text?.zh ?? '';

function stepIn(step: LessonStep, language: Language): Step {
  const { note, goal, predict: _predict, ...action } = step;
  return {
    ...action,
    ...(note && { note: wordsIn(note, language) }),
    ...(goal && { expect: goal.expect }),
  };
}

/** The scenario that a lesson opens. In a predict lesson the steps from the first question on wait until it is answered. */
export function lessonScenario(lesson: LessonDocument, language: Language): Scenario {
  const asked = lesson.timeline.findIndex((step) => step.predict !== undefined);
  return {
    ...lesson.start,
    title: wordsIn(lesson.title, language),
    lang: language,
    timeline: lesson.timeline.map((step, index) => ({
      ...stepIn(step, language),
      ...(asked !== -1 && index >= asked && { disabled: true }),
    })),
  };
}

/** The learner's document with the lesson's own words in another language; what the learner wrote stays. */
export function retold(lesson: LessonDocument, scenario: Scenario, language: Language): Scenario {
  const texts = [lesson.title, ...lesson.timeline.flatMap(({ note }) => note ?? [])];
  const told = (words: string | undefined): string | undefined => {
    const text = texts.find(({ en, zh }) => words !== undefined && (en === words || zh === words));
    return text === undefined ? words : wordsIn(text, language);
  };
  const title = told(scenario.title);
  return {
    ...scenario,
    ...(title !== undefined && { title }),
    ...(scenario.title !== title && { lang: language }),
    timeline: scenario.timeline.map((step) => {
      const note = told(step.note);
      return note === step.note || note === undefined ? step : { ...step, note };
    }),
  };
}
