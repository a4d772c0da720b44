import { getViewportForBounds, useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { useAppStore } from '../../store/index.ts';
import { SIZES, type Box, type Layout } from './layout.ts';

export const ZOOM = { least: 0.15, most: 2, mostToFit: 1.15 } as const;

/** Below this zoom rules cannot be read: then the main line is shown over the whole width instead of everything from afar. */
const READABLE = 0.74;
const PADDING = 0.025;
/** Room above and below for the packet's name and for reasons that open, flow units. */
const AIR = 16;

/** Shows a stretch of the graph as large as it fits. Sizes are known from the layout: nothing has to be measured. */
export function useFit(): (bounds: Box, duration: number) => void {
  const flow = useReactFlow();
  const api = useStoreApi();
  return useCallback(
    ({ x, y, width, height }, duration) => {
      const view = api.getState();
      const room = { x, y: y - AIR, width, height: height + 2 * AIR };
      const viewport = getViewportForBounds(room, view.width, view.height, ZOOM.least, ZOOM.mostToFit, PADDING);
      void flow.setViewport(viewport, { duration });
    },
    [flow, api],
  );
}

/** The whole graph at first and whenever its shape or its room changes; what the reader moved stays otherwise. */
export function useFirstView({ bounds, nodes }: Layout): void {
  const fit = useFit();
  const store = useAppStore();
  const room = useStore(({ width, height }) => `${Math.round(width)}x${Math.round(height)}`);
  const shown = useRef('');
  const shape = `${room} ${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`;

  useEffect(() => {
    const [width = 0, height = 0] = room.split('x').map(Number);
    if (width === 0 || height === 0 || shown.current === shape) return;
    if (shown.current !== '' && store.getState().playing) return;
    shown.current = shape;
    const whole = Math.min(width / bounds.width, height / bounds.height);
    const { followPacket } = store.getState();
    fit(whole >= READABLE || !followPacket ? bounds : mainLine(nodes, width, height), 0);
  }, [fit, store, bounds, nodes, room, shape]);
}

/** The main line over the whole width, as far as it can be read; user chains below it come into sight with the packet. */
function mainLine(nodes: Layout['nodes'], width: number, height: number): Box {
  const nics = nodes.filter(({ kind }) => kind === 'nic');
  const left = Math.min(...nics.map(({ x }) => x));
  const right = Math.max(...nics.map((nic) => nic.x + nic.width));
  const zoom = Math.max(READABLE, Math.min(ZOOM.mostToFit, width / (right - left)));
  const room = { width: width / zoom, height: height / zoom - 2 * AIR };
  return { x: left, y: SIZES.head - room.height / 2, ...room };
}
