import { useStoreApi, type ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import { useApp, useAppStore, type GraphTarget } from '../../store/index.ts';
import type { Layout } from './layout.ts';
import { chainNode, hookNode, rowPlace } from './stops.ts';
import { panInto } from './viewport.ts';

/** Between what is shown and the edge of the view, px. */
const MARGIN = 40;
/** A row of a chain that is just being opened or scrolled comes a frame or two later. */
const FRAMES = 20;
const READABLE = 0.75;

let done: GraphTarget | null = null;

/** Brings what was asked for into sight: a find into the middle, a changed rule only as far as it takes; with the focus if wanted. */
export function useGraphTarget(flow: ReactFlowInstance, layout: Layout): void {
  const target = useApp((state) => state.graphTarget);
  const app = useAppStore();
  const api = useStoreApi();
  useEffect(() => {
    if (target === null || done === target) return;
    let left = FRAMES;
    let frame = requestAnimationFrame(function look() {
      const found = elementOf(target);
      left -= 1;
      if (found === null) {
        if (left > 0) frame = requestAnimationFrame(look);
        return;
      }
      done = target;
      show(found);
    });
    return () => cancelAnimationFrame(frame);

    function show(found: Element): void {
      const stillness = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const view = flow.getViewport();
      const { width, height } = api.getState();
      const box = found.getBoundingClientRect();
      const { x, y } = flow.screenToFlowPosition({ x: box.left, y: box.top }, { snapToGrid: false });
      const place = { x, y, width: box.width / view.zoom, height: box.height / view.zoom };
      if (target?.focus === true) {
        const moved = panInto(view, { width, height }, place, MARGIN);
        if (moved.x !== view.x || moved.y !== view.y) void flow.setViewport(moved, { duration: stillness ? 0 : 160 });
        (found.querySelector<HTMLElement>('[data-rule]') ?? null)?.focus({ preventScroll: true });
      } else {
        app.getState().setPlaying(false);
        const zoom = Math.max(view.zoom, READABLE);
        void flow.setCenter(x + place.width / 2, y + place.height / 2, { zoom, duration: stillness ? 0 : 200 });
      }
      found.animate?.([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], {
        duration: stillness ? 2000 : 1400,
        easing: stillness ? 'step-end' : 'ease-out',
      });
    }
  }, [target, layout, flow, api, app]);
}

function elementOf({ place: { table, chain, rule } }: GraphTarget): Element | null {
  const graph = document.querySelector('.react-flow');
  const at = (place: string) => graph?.querySelector(`[data-place="${CSS.escape(place)}"]`) ?? null;
  if (rule > 0)
    return (
      at(rowPlace(table, chain, rule)) ??
      graph?.querySelector(`[data-far="${CSS.escape(`${table}/${chain}`)}"]`) ??
      null
    );
  return at(chainNode(table, chain)) ?? at(`station:${chain}/${table}`) ?? at(hookNode(chain as 'INPUT'));
}
