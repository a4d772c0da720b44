import type { Scenario } from '../engine/index.ts';
import type { Slice } from './app-state.ts';
import type { KeptDocument, LessonSlice, Progress } from './lesson-state.ts';

/** What nobody has worked on need not be kept: it can be opened again. */
const isOwn = (origin: KeptDocument['origin'], edits: number): boolean =>
  origin !== 'lesson' && (origin !== 'gallery' || edits > 0);

export const createLessonSlice =
  (progress: Progress): Slice<LessonSlice> =>
  (set, get) => ({
    lesson: null,
    lessonView: 'closed',
    coursesShown: false,
    hiddenVerdict: null,
    kept: null,
    progress,
    authoring: null,

    openLesson: (opened, label) => {
      const { scenario, origin, documentId, past, kept, lesson, load } = get();
      const keep = lesson === null && isOwn(origin, past.length) ? { scenario, origin, documentId } : kept;
      const fresh = { checkpoint: opened.start, met: -1, hints: 0, solutionShown: false, done: false, answers: {} };
      set({
        lesson: { ...opened, ...fresh },
        lessonView: 'lesson',
        coursesShown: false,
        hiddenVerdict: null,
        kept: keep,
      });
      load(opened.start, 'lesson', label);
      get().setIntroShown(false);
    },

    resumeLesson: (lesson, kept) => set({ lesson, kept, lessonView: 'lesson', hiddenVerdict: null }),

    leaveLesson: (label) => {
      const { kept, load } = get();
      set({ lesson: null, lessonView: 'closed', hiddenVerdict: null, kept: null });
      if (kept !== null) load(kept.scenario, kept.origin, label, kept.documentId);
    },

    resetLesson: (to, label) => {
      const { lesson, edit } = get();
      if (lesson === null) return;
      const target = to === 'start' ? lesson.start : lesson.checkpoint;
      if (to === 'start')
        set({ lesson: { ...lesson, checkpoint: lesson.start, met: -1, hints: 0, solutionShown: false, answers: {} } });
      set({ hiddenVerdict: null });
      edit(label, () => target);
      get().goTo(0);
    },

    retellLesson: (retell) => {
      const { lesson, scenario, past, future } = get();
      if (lesson === null) return;
      // Who compares documents by identity finds the same ones the same again.
      const told = new Map<Scenario, Scenario>();
      const again = (old: Scenario): Scenario => {
        const next = told.get(old) ?? retell(old);
        told.set(old, next);
        return next;
      };
      const inHistory = <E extends { readonly scenario: Scenario }>(entry: E): E => ({
        ...entry,
        scenario: again(entry.scenario),
      });
      set({
        scenario: again(scenario),
        past: past.map(inHistory),
        future: future.map(inHistory),
        lesson: { ...lesson, start: again(lesson.start), checkpoint: again(lesson.checkpoint) },
        hiddenVerdict: null,
      });
      get().runScenario('compare');
    },

    setLessonView: (lessonView) => set({ lessonView }),
    setCoursesShown: (coursesShown) => set({ coursesShown }),

    showHint: () => {
      const { lesson } = get();
      if (lesson !== null) set({ lesson: { ...lesson, hints: lesson.hints + 1 } });
    },

    showSolution: () => {
      const { lesson } = get();
      if (lesson !== null) set({ lesson: { ...lesson, solutionShown: true } });
    },

    answerPrediction: (step, answer) => {
      const { lesson } = get();
      if (lesson !== null) set({ lesson: { ...lesson, answers: { ...lesson.answers, [step]: answer } } });
    },

    setHiddenVerdict: (hiddenVerdict) => set({ hiddenVerdict }),

    reachGoals: (met, scenario) => {
      const { lesson } = get();
      if (lesson !== null && met > lesson.met) set({ lesson: { ...lesson, met, checkpoint: scenario } });
    },

    completeLesson: () => {
      const { lesson, progress: before } = get();
      if (lesson === null || lesson.done) return;
      const { key, hints, solutionShown } = lesson;
      set({ lesson: { ...lesson, done: true } });
      if (lesson.place.kind !== 'preview' && before[key]?.done !== true)
        set({ progress: { ...before, [key]: { done: true, hints, solutionShown } } });
    },

    setProgress: (next) => set({ progress: next }),
    setAuthoring: (authoring) => set({ authoring }),
  });
