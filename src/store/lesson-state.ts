import type { CourseDocument, LessonDocument, LessonText, Scenario } from '../engine/index.ts';
import type { Origin } from './scenario-state.ts';

/** Where a lesson came from: one of ours by its course, a link's (alone or within a course), or the author's own preview. */
export type LessonPlace =
  | { readonly kind: 'shipped'; readonly course: string }
  | { readonly kind: 'link'; readonly course: CourseDocument | null; readonly index: number }
  | { readonly kind: 'preview' };

/** An answered question: the choice taken, and those that the engine finds true. */
export interface Answer {
  readonly chosen: number;
  readonly right: readonly number[];
}

/** What the hidden packets said of the learner's ruleset: the first that failed, or none. */
export interface HiddenVerdict {
  /** The document that was tried; a verdict on another one is out of date. */
  readonly scenario: Scenario;
  readonly passed: number;
  /** 0-based case, with what was expected and what was instead. */
  readonly failed: { readonly index: number; readonly miss: string } | null;
}

/** A lesson under way. */
export interface OpenLesson {
  readonly document: LessonDocument;
  readonly place: LessonPlace;
  /** Under which its progress is kept. */
  readonly key: string;
  /** As it was opened; in the language it was opened in. */
  readonly start: Scenario;
  /** The document at the last step forward: what "reset this step" goes back to. */
  readonly checkpoint: Scenario;
  /** Goals met at the checkpoint. */
  readonly met: number;
  readonly hints: number;
  readonly solutionShown: boolean;
  readonly done: boolean;
  /** By index of the step that asks. */
  readonly answers: Readonly<Record<number, Answer>>;
}

export interface LessonProgress {
  readonly done: boolean;
  readonly hints: number;
  readonly solutionShown: boolean;
}

export type Progress = Readonly<Record<string, LessonProgress>>;

/** The person's own document, set aside while a lesson is open. */
export interface KeptDocument {
  readonly scenario: Scenario;
  readonly origin: Origin;
  readonly documentId?: string;
}

/** A teacher's lesson in the making, and the course it may belong to. */
export interface Authoring {
  readonly draft: LessonDocument;
  /** The second language is written too. */
  readonly bilingual: boolean;
  readonly course: { readonly title: LessonText; readonly lessons: readonly LessonDocument[] };
}

/** What the place of lessons shows; `closed` leaves the lesson itself open. */
export type LessonView = 'closed' | 'lesson' | 'author';

export interface LessonSlice {
  readonly lesson: OpenLesson | null;
  readonly lessonView: LessonView;
  /** The dialog with all courses. */
  readonly coursesShown: boolean;
  readonly hiddenVerdict: HiddenVerdict | null;
  readonly kept: KeptDocument | null;
  readonly progress: Progress;
  readonly authoring: Authoring | null;

  /** Opens a lesson at its start. A document that is the person's own is set aside. `label` names it in the history of edits. */
  openLesson(lesson: Pick<OpenLesson, 'document' | 'place' | 'key' | 'start'>, label: string): void;
  /** Goes on with a lesson of an earlier visit; the document is already loaded. */
  resumeLesson(lesson: OpenLesson, kept: KeptDocument | null): void;
  /** Ends the lesson; with a document set aside, opens that again. */
  leaveLesson(label: string): void;
  /** Back to the last step forward, or to the start with everything forgotten. */
  resetLesson(to: 'step' | 'start', label: string): void;
  /** Puts other words into the lesson's document, its start, and the history of edits: no edit of the learner's. */
  retellLesson(retell: (scenario: Scenario) => Scenario): void;
  setLessonView(view: LessonView): void;
  setCoursesShown(shown: boolean): void;
  showHint(): void;
  showSolution(): void;
  answerPrediction(step: number, answer: Answer): void;
  setHiddenVerdict(verdict: HiddenVerdict | null): void;
  /** Told whenever the goals were looked at: more met than before is a step forward. */
  reachGoals(met: number, scenario: Scenario): void;
  completeLesson(): void;
  setProgress(progress: Progress): void;
  setAuthoring(authoring: Authoring | null): void;
}
