import { useApp } from '../store/index.ts';
import { Slot } from './Slot.tsx';
import { SLOTS } from './slots.tsx';

/** The walk: as a graph, or as an ordered list for small screens and screen readers. */
export function Stage() {
  const walkView = useApp((state) => state.walkView);
  return (
    <div className="relative min-h-0 flex-1 overflow-hidden bg-bg">
      <Slot of={walkView === 'graph' ? SLOTS.graph : SLOTS.walkList} />
    </div>
  );
}
