import { getViewportForBounds, useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { useApp, useAppStore } from '../../store/index.ts';
import type { Box, Layout } from './layout.ts';
import { heldNode } from './held-node.ts';
import type { Size } from './viewport.ts';

export const ZOOM = { least: 0.15, most: 2, mostToFit: 1.15 } as const;

/** Below this zoom rules cannot be read: then the main line is shown as far as it goes instead of everything from afar. */
const READABLE = 0.82;
/** The least zoom of the main line: 10.5 px for a rule. */
const READABLE_LINE = 0.96;
const PADDING = 0.02;
/** Room above for the packet's name and below for reasons that open, flow units. */
const AIR = { above: 26, below: 26 } as const;

/** Shows a stretch of the graph as large as it fits. Sizes are known from the layout: nothing has to be measured. */
export function useFit(): (bounds: Box, duration: number) => void {
  const flow = useReactFlow();
  const api = useStoreApi();
  return useCallback(
    ({ x, y, width, height }, duration) => {
      const view = api.getState();
      const room = { x, y: y - AIR.above, width, height: height + AIR.above + AIR.below };
      const viewport = getViewportForBounds(room, view.width, view.height, ZOOM.least, ZOOM.mostToFit, PADDING);
      void flow.setViewport(viewport, { duration });
    },
    [flow, api],
  );
}

/** Px by which the room must change before the graph is fitted anew: opening the drawer does, a scroll bar does not. */
const NOTABLE = 48;

/** Beside the main line, flow units. */
const LINE_MARGIN = 12;

interface Fitted {
  readonly opened: number;
  readonly width: number;
  readonly height: number;
  readonly nodes: Layout['nodes'];
}

/**
 * The whole graph when a document is opened and whenever the room changes. When the graph itself changes, by an edit or by another step,
 * what is being looked at stays where it is on the screen.
 */
export function useFirstView({ bounds, nodes }: Layout): void {
  const fit = useFit();
  const flow = useReactFlow();
  const store = useAppStore();
  const opened = useApp((state) => state.opened);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const fitted = useRef<Fitted | null>(null);

  useLayoutEffect(() => {
    const last = fitted.current;
    if (width === 0 || height === 0) return;
    if (last !== null && last.opened === opened && isLike(last, { width, height })) {
      fitted.current = { ...last, nodes };
      if (last.nodes === nodes) return;
      const { graphTarget } = store.getState();
      const held = heldNode(last.nodes, nodes, flow.getViewport(), { width, height }, graphTarget?.place ?? null);
      if (held !== null) void flow.setViewport(held);
      return;
    }
    if (last !== null && last.opened === opened && store.getState().playing) return;
    fitted.current = { opened, width, height, nodes };
    const whole = Math.min(width / bounds.width, height / bounds.height);
    const { followPacket } = store.getState();
    fit(whole >= READABLE || !followPacket ? bounds : mainLine(nodes, width, height), 0);
  }, [fit, flow, store, opened, bounds, nodes, width, height]);
}

const isLike = (before: Size, now: Size): boolean =>
  Math.abs(before.width - now.width) < NOTABLE && Math.abs(before.height - now.height) < NOTABLE;

/** The main line from its start, as far as it can be read; the rest comes into sight with the packet. */
function mainLine(nodes: Layout['nodes'], width: number, height: number): Box {
  const hooks = nodes.filter(({ kind }) => kind === 'hook');
  const left = Math.min(...hooks.map(({ x }) => x));
  const right = Math.max(...hooks.map((hook) => hook.x + hook.width));
  const zoom = Math.max(READABLE_LINE, Math.min(ZOOM.mostToFit, width / (right - left + 2 * LINE_MARGIN)));
  const room = { width: width / zoom, height: height / zoom - AIR.above - AIR.below };
  return { x: left - LINE_MARGIN, y: -room.height / 2, ...room };
}
