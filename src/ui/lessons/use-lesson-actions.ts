import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpectationView, HiddenCase, Scenario, SolutionStep } from '../../engine/index.ts';
import { choiceScenario, hiddenRun, ownSteps, wordsIn } from '../../lessons/index.ts';
import { useAppStore, useEngine, type AppStore, type Engine } from '../../store/index.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { writeBack } from '../console/write-back.ts';
import { insertStep } from '../timeline/steps.ts';

/** Puts the playhead on a step that the next run will have, and lets the packet walk if it may. */
function goAfterRun(store: AppStore, step: number, play: boolean): void {
  const before = store.getState().run.view;
  const stop = store.subscribe((state) => {
    if (state.run.status === 'failed') stop();
    if (state.run.view === before) return;
    stop();
    state.goTo(step);
    if (play) state.setPlaying(true);
  });
}

const misses = (views: readonly ExpectationView[] | undefined): readonly ExpectationView[] =>
  (views ?? []).filter(({ pass }) => !pass);
const holds = (views: readonly ExpectationView[] | undefined): boolean =>
  views !== undefined && views.length > 0 && misses(views).length === 0;

/** The document with the steps from..until (exclusive) walked. */
const enabled = (scenario: Scenario, from: number, until: number): Scenario => ({
  ...scenario,
  timeline: scenario.timeline.map((step, index) => {
    if (index < from || index >= until || step.disabled !== true) return step;
    const { disabled: _disabled, ...rest } = step;
    return rest;
  }),
});

async function solved(
  engine: Engine,
  scenario: Scenario,
  steps: readonly SolutionStep[],
  own: readonly (number | null)[],
) {
  let next = scenario;
  let inserted = 0;
  for (const step of steps) {
    if (typeof step === 'string') {
      const answer = await engine.command(next, step, null);
      next = writeBack(next, answer);
    } else {
      const at = step.after === 0 ? 0 : (own[step.after - 1] ?? step.after - 1) + 1;
      next = { ...next, timeline: insertStep(next.timeline, at + inserted, { command: step.command }) };
      inserted += 1;
    }
  }
  return next;
}

/** What a learner does with a lesson beyond the page's own tools. */
export function useLessonActions() {
  const store = useAppStore();
  const engine = useEngine();
  const { t } = useTranslation('lessons');
  return useMemo(() => {
    const current = () => store.getState().lesson;

    /** Runs all hidden packets; the verdict holds for the document as it was when asked. */
    const tryHidden = async (): Promise<void> => {
      const lesson = current();
      const { scenario } = store.getState();
      const cases = lesson?.document.hidden ?? [];
      if (lesson === null) return;
      for (const [index, { timeline }] of cases.entries()) {
        const run = hiddenRun(lesson.document, scenario, timeline);
        const views = (await engine.check(run.scenario))?.slice(run.from).flat();
        if (holds(views)) continue;
        const [miss] = misses(views);
        const text = miss === undefined ? '' : t('expectedWas', { what: miss.text, was: miss.was || t('nothing') });
        store.getState().setHiddenVerdict({ scenario, passed: index, failed: { index, miss: text } });
        return;
      }
      store.getState().setHiddenVerdict({ scenario, passed: cases.length, failed: null });
    };

    const showHidden = (hidden: HiddenCase): void => {
      const lesson = current();
      if (lesson === null) return;
      const run = hiddenRun(lesson.document, store.getState().scenario, hidden.timeline);
      const note = wordsIn(hidden.says, currentLanguage());
      const at = run.scenario.timeline.findLastIndex((step, index) => index >= run.from && step.expect !== undefined);
      const shown = run.scenario.timeline.map((step, index) => (index === at ? { ...step, note } : step));
      goAfterRun(store, at === -1 ? run.from : at, false);
      store.getState().edit(t('undoHidden'), () => ({ ...run.scenario, timeline: shown }));
    };

    /** Asks the engine which choices hold, then lets the packet walk up to the next question. */
    const predict = async (step: number, chosen: number): Promise<void> => {
      const lesson = current();
      const asked = lesson?.document.timeline[step]?.predict;
      const { scenario } = store.getState();
      const own = lesson === null ? [] : ownSteps(lesson.document, scenario.timeline);
      const at = own[step] ?? null;
      if (lesson === null || asked === undefined || at === null) return;
      const checks = await Promise.all(
        asked.choices.map(({ expect }) => engine.check(choiceScenario(scenario, at, expect))),
      );
      const right = checks.flatMap((steps, index) => (holds(steps?.[at]) ? [index] : []));
      store.getState().answerPrediction(step, { chosen, right });
      const next = lesson.document.timeline.findIndex((other, index) => index > step && other.predict !== undefined);
      const until = next === -1 ? scenario.timeline.length : (own[next] ?? scenario.timeline.length);
      goAfterRun(store, at, true);
      store.getState().edit(t('undoReveal'), (old) => enabled(old, at, until));
    };

    const runSolution = async (): Promise<void> => {
      const lesson = current();
      const { scenario } = store.getState();
      if (lesson === null) return;
      const own = ownSteps(lesson.document, scenario.timeline);
      // On a machine that was worked on, the commands may meet a different ruleset: the solution is that of the start.
      const from = own.includes(null) || scenario.ruleset !== lesson.start.ruleset ? lesson.start : scenario;
      const places = ownSteps(lesson.document, from.timeline);
      const next = await solved(engine, from, lesson.document.solution ?? [], places);
      store.getState().edit(t('undoSolution'), () => next);
    };

    return { tryHidden, showHidden, predict, runSolution };
  }, [store, engine, t]);
}
