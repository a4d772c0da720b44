import type { Expectations, PacketDocument, ReplyDocument, Scenario } from './document.ts';

/** Words in one or both languages of the page. A shipped lesson has both; a teacher's own has at least one. */
export interface LessonText {
  readonly en?: string;
  readonly zh?: string;
}

export const LESSON_KINDS = ['goal', 'predict', 'find-the-bug', 'write-the-rule'] as const;

/**
 * - `goal`: change the host until what the steps expect holds.
 * - `predict`: say where a packet ends before it walks.
 * - `find-the-bug`: as `goal`, on a misconfiguration from the field; the story is its symptom.
 * - `write-the-rule`: as `goal`, and further packets that are not shown must be treated rightly too.
 */
export type LessonKind = (typeof LESSON_KINDS)[number];

/**
 * A lesson, version 1: one JSON document, which is also what a lesson's link carries. `T` is what its words are: in both languages
 * for a shipped lesson.
 */
export interface LessonDocument<T = LessonText> {
  readonly chainwalkLesson: 1;
  /** Lower-case kebab; of a shipped lesson the name of its file. */
  readonly id?: string;
  readonly kind: LessonKind;
  readonly title: T;
  /** Markdown: the case, in two to four sentences. `[words](term:hook)` links to the glossary. */
  readonly story: T;
  /** The machine as the learner finds it: a scenario without its words and its timeline. */
  readonly start: LessonStart;
  readonly timeline: readonly LessonStep<T>[];
  /** write-the-rule: what else the learner's ruleset must treat rightly. Each is walked after the timeline, by itself. */
  readonly hidden?: readonly HiddenCase<T>[];
  /** write-the-rule: rulesets that meet the goal and still are wrong, each with the hidden case that shows it. Read by the tests only. */
  readonly traps?: readonly Trap[];
  /** From the vaguest to the plainest; shown one at a time. */
  readonly hints?: readonly T[];
  /** What meets the goal. Empty in a `predict` lesson: there the choices are. */
  readonly solution?: readonly SolutionStep[];
  /** Markdown: why it is so; shown when the goal is met. */
  readonly explanation?: T;
  /** One sentence to take away. */
  readonly remember?: T;
  /** The idea as iptables commands. How nft writes them is asked of iptables-translate, never written here. */
  readonly inIptables?: readonly string[];
  /** Commands for a real machine, each with what to look for in its output. */
  readonly tryIt?: readonly { readonly command: string; readonly says: T }[];
}

export type LessonStart = Omit<Scenario, 'title' | 'description' | 'lang' | 'timeline'>;

type Action =
  | { readonly packet: PacketDocument }
  | { readonly reply: ReplyDocument }
  | { readonly wait: number }
  | { readonly command: string };

/** A step of the scenario, with the lesson's words and aims beside it. */
export type LessonStep<T = LessonText> = Action & {
  readonly note?: T;
  /** What the step must lead to, and how the checklist says so. */
  readonly goal?: { readonly says: T; readonly expect: Expectations };
  /** predict: asked before this step walks; it and what follows stay hidden until the answer. */
  readonly predict?: Prediction<T>;
};

export interface Prediction<T = LessonText> {
  readonly question: T;
  /** Right is the one whose expectations the engine finds true: exactly one. */
  readonly choices: readonly PredictionChoice<T>[];
}

export interface PredictionChoice<T = LessonText> {
  readonly says: T;
  readonly expect: Expectations;
  /** Said when it is chosen: why it is tempting and wrong, or why it is right. */
  readonly because?: T;
}

export interface HiddenCase<T = LessonText> {
  /** What must become of it and why, as told when it does not: "Replies from 198.51.100.7 must come back in". */
  readonly says: T;
  /** Its own steps; `reply.to` counts from 1 at the first of them. At least one expects something. */
  readonly timeline: readonly HiddenStep[];
}

export type HiddenStep = Action & { readonly expect?: Expectations };

export interface Trap {
  readonly commands: readonly SolutionStep[];
  /** 1-based number of the hidden case that it fails. */
  readonly fails: number;
}

/** A command line as typed into the console before the first step, or one that becomes a step of the timeline after step `after`. */
export type SolutionStep = string | { readonly after: number; readonly command: string };

/** Lessons in a row, as one link carries them. */
export interface CourseDocument {
  readonly chainwalkCourse: 1;
  readonly title: LessonText;
  readonly about?: LessonText;
  readonly lessons: readonly LessonDocument[];
}
