import { useMemo, useRef } from 'react';
import type { RunView, StepView } from '../../engine/index.ts';
import { selectRuleset, selectStep, useApp } from '../../store/index.ts';
import { layoutGraph, type Columns, type Layout } from './layout.ts';
import { selectWalk } from './select-walk.ts';
import { touchedSpans } from './touched.ts';

/** If the whole timeline enters more chains than this, only those of the step at the playhead are drawn. */
const MOST_ENTERED = 40;

interface Kept {
  readonly opened: number;
  readonly columns: Columns;
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
  const kept = useRef<Kept | null>(null);

  return useMemo(() => {
    if (view === null || ruleset === null) return null;
    const byHand = (open: boolean) => [...shown].filter(([, isOpen]) => isOpen === open).map(([chain]) => chain);
    const layout = layoutGraph({
      pipeline: view.pipeline,
      host: view.host,
      ruleset,
      wanted: new Set([...(entered === '' ? [] : entered.split('\n')), ...byHand(true)]),
      closed: new Set(byHand(false)),
      loopback,
      spans: packet === null || step === null ? null : touchedSpans(step, packet),
      columns: kept.current?.opened === opened ? kept.current.columns : new Map(),
    });
    // A chain that is not drawn for a while comes back to its column.
    const before = kept.current?.opened === opened ? kept.current.columns : [];
    kept.current = { opened, columns: new Map([...before, ...layout.columns]) };
    return layout;
  }, [view, ruleset, entered, shown, loopback, packet, packet === null ? null : step, opened]);
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
