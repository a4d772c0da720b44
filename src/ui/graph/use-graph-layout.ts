import { useMemo } from 'react';
import type { StepView } from '../../engine/index.ts';
import { selectRuleset, selectStep, useApp } from '../../store/index.ts';
import { layoutGraph, type Layout } from './layout.ts';

const NO_CHAINS: ReadonlySet<string> = new Set();

/** The picture for the step at the playhead; the same object while nothing that it is drawn from changes. */
export function useGraphLayout(): Layout | null {
  const view = useApp((state) => state.run.view);
  const ruleset = useApp(selectRuleset);
  const step = useApp(selectStep);
  const shown = useApp((state) => state.chainsShown);
  const entered = useMemo(() => (step === null ? '' : enteredChains(step)), [step]);
  const loopback = useMemo(() => view?.steps.some(usesLoopback) ?? false, [view]);

  return useMemo(() => {
    if (view === null || ruleset === null) return null;
    const byHand = (open: boolean) => [...shown].filter(([, isOpen]) => isOpen === open).map(([chain]) => chain);
    return layoutGraph({
      pipeline: view.pipeline,
      host: view.host,
      ruleset,
      wanted: new Set([...(entered === '' ? NO_CHAINS : entered.split('\n')), ...byHand(true)]),
      closed: new Set(byHand(false)),
      loopback,
    });
  }, [view, ruleset, entered, shown, loopback]);
}

/** As text, so that two steps that enter the same chains share one picture. */
const enteredChains = (step: StepView): string =>
  [...new Set(step.events.flatMap((event) => (event.kind === 'jumped' ? [`${event.table}/${event.to}`] : [])))]
    .sort()
    .join('\n');

const usesLoopback = (step: StepView): boolean =>
  step.events.some(
    (event) => (event.kind === 'received' || event.kind === 'sent' || event.kind === 'looped') && event.device === 'lo',
  );
