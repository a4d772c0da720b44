import type { StepView } from '../../engine/index.ts';
import type { RowSpan, Spans } from './layout-model.ts';
import { wholeWalk, type ChainMarks } from './walk.ts';

/** The part of a ruleset that a packet's walk touches: rules that matched one by one, what it passed over as stretches. */
export function touchedSpans(step: StepView, packet: number): Spans {
  const { chains } = wholeWalk(step, packet);
  return new Map(Array.from(chains, ([chain, marks]) => [chain, spansOf(marks)]));
}

function spansOf({ matched, misses }: ChainMarks): readonly RowSpan[] {
  const hits = [...matched].sort((one, other) => one - other);
  const spans: RowSpan[] = [];
  let next = 1;
  for (const rule of hits) {
    spans.push(...stretch(next, rule - 1), { kind: 'rule', rule });
    next = rule + 1;
  }
  return [...spans, ...stretch(next, Math.max(0, ...misses.map(({ to }) => to)))];
}

/** A stretch of one takes as much room as the rule itself. */
function stretch(from: number, to: number): readonly RowSpan[] {
  if (to < from) return [];
  return to === from ? [{ kind: 'rule', rule: from }] : [{ kind: 'gap', from, to }];
}
