import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scenario, SocketDocument, Step } from '../../engine/index.ts';
import { useAppStore, useEngine, type AppState, type AppStore } from '../../store/index.ts';
import {
  expectationsOf,
  expectFormOf,
  formOfHappening,
  happeningOf,
  probed,
  withExpectations,
} from './expectations.ts';
import {
  canMove,
  insertStep,
  insertSteps,
  moveStep,
  removedWith,
  removeStep,
  removeSteps,
  replaceStep,
} from './steps.ts';

/** Puts the playhead on a step that the next run will have. */
function goToAfterRun(store: AppStore, step: number): void {
  const before = store.getState().run.view;
  const stop = store.subscribe((state) => {
    if (state.run.status === 'failed') stop();
    if (state.run.view === before) return;
    stop();
    state.goTo(step);
  });
}

/** What can be done to the timeline; each is one undoable entry, in the reader's words. Indexes are 0-based. */
export function useTimeline() {
  const store = useAppStore();
  const engine = useEngine();
  const { t } = useTranslation('timeline');
  return useMemo(() => {
    const change = (label: string, edit: (timeline: readonly Step[]) => readonly Step[]): void =>
      store.getState().edit(label, (scenario) => {
        const timeline = edit(scenario.timeline);
        return timeline === scenario.timeline ? scenario : { ...scenario, timeline };
      });
    const timeline = () => store.getState().scenario.timeline;
    return {
      append: (label: string, steps: readonly Step[], sockets: readonly SocketDocument[] = []) => {
        const at = timeline().length;
        goToAfterRun(store, at);
        store.getState().edit(label, (scenario) => ({
          ...withSockets(scenario, sockets),
          timeline: insertSteps(scenario.timeline, at, steps),
        }));
      },
      insert: (at: number, step: Step) => {
        goToAfterRun(store, at);
        change(t('undo.add'), (old) => insertStep(old, at, step));
      },
      replace: (at: number, step: Step) =>
        change(t('undo.edit', { step: at + 1 }), (old) => replaceStep(old, at, step)),
      duplicate: (at: number) => {
        const step = timeline()[at];
        if (step === undefined) return;
        goToAfterRun(store, at + 1);
        change(t('undo.duplicate', { step: at + 1 }), (old) => insertStep(old, at + 1, { ...step }));
      },
      reply: (at: number) => {
        goToAfterRun(store, at + 1);
        change(t('undo.reply', { step: at + 1 }), (old) => insertStep(old, at + 1, { reply: { to: at + 1 } }));
      },
      toggle: (at: number) =>
        change(t('undo.toggle', { step: at + 1 }), (old) =>
          old.map((step, index) => (index === at ? toggled(step) : step)),
        ),
      remove: (at: number) => {
        const count = removedWith(timeline(), at).size - 1;
        const label = count === 0 ? t('undo.delete', { step: at + 1 }) : t('undo.deleteWith', { step: at + 1, count });
        change(label, (old) => removeStep(old, at));
      },
      /** `step` is the same step with other expectations. */
      expect: (at: number, step: Step) =>
        change(t('undo.expect', { step: at + 1 }), (old) => replaceStep(old, at, step)),
      /** Makes what happens now what must happen. */
      expectNow: async (at: number) => {
        const { scenario } = store.getState();
        const step = scenario.timeline[at];
        const views = (await engine.check(probed(scenario, at)))?.[at];
        if (step === undefined || views === undefined || store.getState().scenario !== scenario) return;
        const form = formOfHappening(happeningOf(views), expectFormOf(step.expect));
        const expected = withExpectations(step, expectationsOf(form, step.expect));
        change(t('undo.expect', { step: at + 1 }), (old) => replaceStep(old, at, expected));
      },
      removeAll: (chosen: ReadonlySet<number>) => {
        const left = removeSteps(timeline(), chosen);
        const count = timeline().length - left.length;
        change(t('undo.deleteAll', { count }), () => left);
      },
      /** Off if any of them is on, else on. */
      toggleAll: (chosen: ReadonlySet<number>) => {
        const isAnyOn = timeline().some((step, index) => chosen.has(index) && step.disabled !== true);
        change(t('undo.toggleAll', { count: chosen.size }), (old) =>
          old.map((step, index) => (chosen.has(index) && (step.disabled !== true) === isAnyOn ? toggled(step) : step)),
        );
      },
      canMove: (from: number, to: number) => canMove(timeline(), from, to),
      move: (from: number, to: number) => {
        if (!canMove(timeline(), from, to)) return;
        goToAfterRun(store, to);
        change(t('undo.move', { step: from + 1 }), (old) => moveStep(old, from, to));
      },
    };
  }, [store, engine, t]);
}

/** The host with somebody at these sockets. */
export const withSockets = (scenario: Scenario, sockets: readonly SocketDocument[]): Scenario =>
  sockets.length === 0
    ? scenario
    : { ...scenario, host: { ...scenario.host, sockets: [...(scenario.host.sockets ?? []), ...sockets] } };

export type TimelineActions = ReturnType<typeof useTimeline>;

function toggled({ disabled, ...step }: Step): Step {
  return disabled === true ? step : { ...step, disabled: true };
}

/** The view of a step of the document, as long as it is the one that ran. */
export function selectStepView(state: AppState, index: number) {
  const step = state.scenario.timeline[index];
  const ran = state.ranScenario?.timeline;
  if (step === undefined || ran === undefined) return null;
  const at = ran[index] === step ? index : ran.indexOf(step);
  return state.run.view?.steps[at] ?? null;
}
