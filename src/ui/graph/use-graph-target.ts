import { useStoreApi, type ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import type { RulePlace } from '../../engine/index.ts';
import { useApp, useAppStore, type GraphTarget } from '../../store/index.ts';
import { drawsChain, type Box, type Layout } from './layout.ts';
import { chainNode, hookNode, rowPlace } from './stops.ts';
import { panInto, type Size } from './viewport.ts';

/** Between what is shown and the edge of the view, px. */
const MARGIN = 40;
/** A row of a chain that is just being opened or scrolled comes a frame or two later. */
const FRAMES = 20;
const READABLE = 0.75;
const GLIDE = { near: 160, far: 200 } as const;

let done: GraphTarget | null = null;

/** Brings what was asked for into sight: a find into the middle, a changed rule only as far as it takes; with the focus if wanted. */
export function useGraphTarget(flow: ReactFlowInstance, layout: Layout): void {
  const target = useApp((state) => state.graphTarget);
  const app = useAppStore();
  const api = useStoreApi();
  useEffect(() => {
    if (target === null || done === target) return;
    const node = layout.nodes.find((one) => drawsChain(one, target.place.table, target.place.chain));
    if (node === undefined) return;
    if (!target.focus) app.getState().setPlaying(false);
    let left = FRAMES;
    let frame = requestAnimationFrame(function look() {
      const found = elementOf(target.place);
      left -= 1;
      if (found === null) {
        // From afar rows are not drawn, and of a big graph only the nodes in sight are.
        if (left === FRAMES - 2) void toNode(flow, node);
        if (left > 0) frame = requestAnimationFrame(look);
        return;
      }
      done = target;
      const { width, height } = api.getState();
      show(found, target.focus, flow, { width, height });
    });
    return () => cancelAnimationFrame(frame);
  }, [target, layout, flow, api, app]);
}

/** The head of a node into the middle, large enough for its rows to be drawn. */
function toNode(flow: ReactFlowInstance, { x, y, width, height }: Box): Promise<boolean> {
  const zoom = Math.max(flow.getZoom(), READABLE);
  return flow.setCenter(x + width / 2, y + Math.min(height, width) / 2, { zoom, duration: 0 });
}

function show(found: Element, focus: boolean, flow: ReactFlowInstance, room: Size): void {
  const stillness = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const view = flow.getViewport();
  const box = found.getBoundingClientRect();
  const { x, y } = flow.screenToFlowPosition({ x: box.left, y: box.top }, { snapToGrid: false });
  const place = { x, y, width: box.width / view.zoom, height: box.height / view.zoom };
  if (focus) {
    const moved = panInto(view, room, place, MARGIN);
    const duration = stillness ? 0 : GLIDE.near;
    if (moved.x !== view.x || moved.y !== view.y) void flow.setViewport(moved, { duration });
    found.querySelector<HTMLElement>('[data-rule]')?.focus({ preventScroll: true });
  } else {
    const zoom = Math.max(view.zoom, READABLE);
    const duration = stillness ? 0 : GLIDE.far;
    void flow.setCenter(x + place.width / 2, y + place.height / 2, { zoom, duration });
  }
  found.animate?.([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], {
    duration: stillness ? 2000 : 1400,
    easing: stillness ? 'step-end' : 'ease-out',
  });
}

function elementOf({ table, chain, rule }: RulePlace): Element | null {
  const graph = document.querySelector('.react-flow');
  const at = (place: string) => graph?.querySelector(`[data-place="${CSS.escape(place)}"]`) ?? null;
  if (rule > 0) return at(rowPlace(table, chain, rule));
  return at(chainNode(table, chain)) ?? at(`station:${chain}/${table}`) ?? at(hookNode(chain as 'INPUT'));
}
