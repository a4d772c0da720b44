import { useMemo } from 'react';
import type { RunView, StepView } from '../../engine/index.ts';
import { selectRuleset, selectStep, useApp } from '../../store/index.ts';
import { layoutGraph, type Columns, type Layout, type LayoutInput } from './layout.ts';
import { selectWalk } from './select-walk.ts';
import { touchedSpans } from './touched.ts';

/** If the whole timeline enters more chains than this, only those of the step at the playhead are drawn. */
const MOST_ENTERED = 40;

let kept: { readonly opened: number; readonly columns: Columns } | null = null;

/** Chains keep their columns while a document is open; one that is not drawn for a while comes back to its own. */
function layoutAsBefore(opened: number, input: Omit<LayoutInput, 'columns'>): Layout {
  const columns: Columns = kept?.opened === opened ? kept.columns : new Map();
  const layout = layoutGraph({ ...input, columns });
  kept = { opened, columns: new Map([...columns, ...layout.columns]) };
  return layout;
}

/** The picture for the step at the playhead; the same object while nothing that it is drawn from changes. */
export function useGraphLayout(): Layout | null {
  const view = useApp((state) => state.run.view);
  const ruleset = useApp(selectRuleset);
  const step = useApp(selectStep);
  const shown = useApp((state) => state.chainsShown);
  const opened = useApp((state) => state.opened);
  const packet = useApp((state) => (state.onlyTouched ? selectWalk(state).packet : null));
  const entered = useMemo(() => (view === null || step === null ? '' : enteredChains(view, step)), [view, step]);
  const loopback = useMemo(() => view?.steps.some(usesLoopback) ?? false, [view]);
  const partOf = packet === null ? null : step;

  return useMemo(() => {
    if (view === null || ruleset === null) return null;
    const byHand = (open: boolean) => [...shown].filter(([, isOpen]) => isOpen === open).map(([chain]) => chain);
    return layoutAsBefore(opened, {
      pipeline: view.pipeline,
      host: view.host,
      ruleset,
      wanted: new Set([...(entered === '' ? [] : entered.split('\n')), ...byHand(true)]),
      closed: new Set(byHand(false)),
      loopback,
      spans: packet === null || partOf === null ? null : touchedSpans(partOf, packet),
    });
  }, [view, ruleset, entered, shown, loopback, packet, partOf, opened]);
}

/** Of the whole timeline where they are few, so that going from step to step moves nothing. As text, so that equal ones share one picture. */
function enteredChains(view: RunView, step: StepView): string {
  const all = new Set(view.steps.flatMap(chainsOf));
  const entered = all.size <= MOST_ENTERED ? all : new Set(chainsOf(step));
  return [...entered].sort().join('\n');
}

const chainsOf = (step: StepView): readonly string[] =>
  step.events.flatMap((event) => (event.kind === 'jumped' ? [`${event.table}/${event.to}`] : []));

const usesLoopback = (step: StepView): boolean =>
  step.events.some(
    (event) => (event.kind === 'received' || event.kind === 'sent' || event.kind === 'looped') && event.device === 'lo',
  );
