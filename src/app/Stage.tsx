import { useApp } from '../store/index.ts';
import { Slot } from './Slot.tsx';
import { SLOTS } from './slots.tsx';

/** The walk: as a graph, or as an ordered list for small screens and screen readers. */
export function Stage() {
  const walkView = useApp((state) => state.walkView);
  const hasRecordings = useApp((state) => state.recordings.size > 0);
  return (
    <div data-tour="graph" className="flex min-h-0 flex-1 flex-col bg-bg">
      {hasRecordings && <Slot of={SLOTS.recordedNote} />}
      <div className="relative min-h-0 flex-1 overflow-hidden">
        <Slot of={walkView === 'graph' ? SLOTS.graph : SLOTS.walkList} />
      </div>
    </div>
  );
}
