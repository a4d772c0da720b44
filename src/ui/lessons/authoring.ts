import type {
  Expectations,
  LessonDocument,
  LessonStep,
  LessonText,
  Scenario,
  Step,
  StepView,
} from '../../engine/index.ts';
import type { Language } from '../../i18n/index.ts';

/** What each part of the form for a lesson gets. */
export interface PartProps {
  readonly draft: LessonDocument;
  readonly language: Language;
  readonly onChange: (part: Partial<LessonDocument>) => void;
}

const text = (language: Language, words: string): LessonText => (language === 'en' ? { en: words } : { zh: words });

/** The text with another value in one language; an empty one is left out. */
export function withWords(before: LessonText | undefined, language: Language, words: string): LessonText {
  const { [language]: _old, ...rest } = before ?? {};
  return words === '' ? rest : { ...rest, ...text(language, words) };
}

function lessonStep(step: Step, language: Language): LessonStep {
  const { note, expect, disabled: _disabled, ...action } = step;
  return {
    ...action,
    ...(note !== undefined && { note: text(language, note) }),
    ...(expect && { goal: { says: {}, expect } }),
  };
}

type Start = Pick<LessonDocument, 'start' | 'timeline'>;

/** The machine and the steps of a scenario as a lesson begins with them. What a step expects already is its goal. */
export function startOf(scenario: Scenario, language: Language): Start {
  const { title: _title, description: _description, lang: _lang, timeline, ...start } = scenario;
  return { start, timeline: timeline.map((step) => lessonStep(step, language)) };
}

export const beginDraft = (scenario: Scenario, language: Language): LessonDocument => ({
  chainwalkLesson: 1,
  kind: 'goal',
  title: withWords({}, language, scenario.title ?? ''),
  story: withWords({}, language, scenario.description ?? ''),
  ...startOf(scenario, language),
});

/** What happened at a step, as what must happen; null where nothing did that could be expected. */
export function expectationsOf(isLocal: boolean, view: StepView | null): Expectations | null {
  if (view === null) return null;
  if (view.command !== undefined) return { exit: view.command.exit };
  const own = view.outcome.filter(({ answer }) => answer !== true);
  const ended = own.findLast(({ kind }) => ['sent', 'delivered', 'dropped', 'rejected'].includes(kind));
  switch (ended?.kind) {
    case 'sent':
      return { outcome: isLocal ? 'sent' : 'forwarded', to: ended.text.replace(/^→ /, '') };
    case 'delivered':
      return { outcome: 'delivered', to: ended.text };
    case 'dropped':
    case 'rejected':
      return { outcome: ended.kind };
    default:
      return null;
  }
}

/** 'outcome delivered, to sshd'. */
export const expectationText = (expect: Expectations): string =>
  Object.entries(expect)
    .map(([key, value]) => (typeof value === 'object' ? `${key} ${JSON.stringify(value)}` : `${key} ${value}`))
    .join(', ');

/** A goal without words says what it expects. */
export const withGoalWords = (lesson: LessonDocument, language: Language): LessonDocument => ({
  ...lesson,
  timeline: lesson.timeline.map((step, index) => {
    if (step.goal === undefined) return step;
    const { says, expect } = step.goal;
    const isSilent = (says.en ?? '').trim() === '' && (says.zh ?? '').trim() === '';
    return isSilent
      ? { ...step, goal: { expect, says: text(language, `${index + 1}: ${expectationText(expect)}`) } }
      : step;
  }),
});

export const linesOf = (words: string): readonly string[] =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Hints in one language from lines; the other language's keep their places. */
export function withHints(
  before: readonly LessonText[] | undefined,
  language: Language,
  words: string,
): readonly LessonText[] {
  const lines = words.split('\n');
  const count = Math.max(lines.length, before?.length ?? 0);
  return Array.from({ length: count }, (_, index) => withWords(before?.[index], language, lines[index] ?? '')).filter(
    ({ en, zh }) => en !== undefined || zh !== undefined,
  );
}
