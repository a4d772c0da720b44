import type { ReactFlowInstance } from '@xyflow/react';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useApp, useAppStore } from '../../store/index.ts';
import type { Layout } from './layout.ts';
import { crossedBetween } from './roads.ts';
import { selectWalk } from './select-walk.ts';
import type { ZoomLevel } from './use-zoom-level.ts';
import type { Walk } from './walk.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Travel times at speed 1, ms: from row to row, and along roads. */
const SHORT = 140;
const LONG = 340;
/** How far a dropped packet sinks, px. */
const SINK = 6;
/** Points sampled along a road. */
const SAMPLES = 14;
/** Part of the view, at each edge, that counts as out of sight when the packet is followed, px. */
const FOLLOW_MARGIN = 4;
const FOLLOW_ZOOM = 0.9;

interface Seen {
  readonly point: Point;
  readonly walk: Walk;
  readonly level: ZoomLevel;
  readonly layout: Layout;
}

/** Moves the token to where the walk is, by the browser's own animation: no render per frame. Places move with the zoom level and the layout. */
export function useTokenMotion(
  element: RefObject<HTMLDivElement | null>,
  flow: ReactFlowInstance,
  level: ZoomLevel,
  layout: Layout,
): void {
  const store = useAppStore();
  const walk = useApp(selectWalk);
  const seen = useRef<Seen | null>(null);
  const running = useRef<Animation | null>(null);

  useEffect(() => () => running.current?.cancel(), []);

  useLayoutEffect(() => {
    // One frame later every row has its place: chains have scrolled, reasons have opened.
    const frame = requestAnimationFrame(() => {
      const token = element.current;
      const target = token === null ? null : findPlace(token, walk, flow);
      if (token === null || target === null) return;
      const last = seen.current;
      const from = currentPoint(token, running.current, last);
      const point = walk.event?.kind === 'dropped' ? { x: target.x, y: target.y + SINK } : target;
      seen.current = { point, walk, level, layout };
      running.current?.cancel();
      token.style.transform = translate(point);
      const { speed, followPacket } = store.getState();
      const sameGround = last !== null && last.level === level && last.layout === layout;
      const travels = sameGround && from !== null && isNextTo(last.walk, walk) && !prefersStillness();
      if (travels) running.current = travel(token, route(from, point, last.walk, walk, token), speed);
      if (followPacket && last !== null && last.walk !== walk) follow(point, flow, token, travels ? LONG / speed : 0);
    });
    return () => cancelAnimationFrame(frame);
  }, [element, flow, store, walk, level, layout]);
}

const translate = ({ x, y }: Point): string => `translate(${x}px, ${y}px)`;
const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Travel is for neighbouring events of one packet; a scrub or another packet is a cut. */
function isNextTo(before: Walk, now: Walk): boolean {
  return (
    before !== now && before.packet === now.packet && Math.abs((now.eventIndex ?? 0) - (before.eventIndex ?? 0)) <= 2
  );
}

/** Where the walk points, in flow coordinates: the innermost of its places that is drawn. */
function findPlace(token: HTMLElement, walk: Walk, flow: ReactFlowInstance): Point | null {
  const graph = token.closest('.react-flow');
  for (const place of walk.stop) {
    const drawn = graph?.querySelector(`[data-place="${CSS.escape(place)}"]`);
    if (drawn === null || drawn === undefined) continue;
    const row = place.startsWith('row:') ? (drawn.querySelector('button') ?? drawn) : drawn;
    const box = row.getBoundingClientRect();
    return flow.screenToFlowPosition(anchorOf(place, box), { snapToGrid: false });
  }
  return null;
}

function anchorOf(place: string, box: DOMRect): Point {
  if (place.startsWith('in:')) return { x: box.left, y: box.top };
  if (place.startsWith('out:')) return { x: box.right, y: box.bottom };
  return { x: box.left, y: box.top + box.height / 2 };
}

/** Where the token is seen now, also in the middle of a journey. */
function currentPoint(token: HTMLElement, running: Animation | null, last: Seen | null): Point | null {
  if (last === null || running === null || running.playState !== 'running') return last?.point ?? null;
  const { e: x, f: y } = new DOMMatrixReadOnly(getComputedStyle(token).transform);
  return { x, y };
}

/** The points of a journey: along the roads if it crosses any, else straight. */
function route(from: Point, to: Point, before: Walk, now: Walk, token: HTMLElement): readonly Point[] {
  const [start, end] = [before.stop.at(-1), now.stop.at(-1)];
  if (start === undefined || end === undefined || start === end) return [from, to];
  const graph = token.closest('.react-flow');
  const along = crossedBetween(start, end).flatMap((road) => {
    const path = graph?.querySelector<SVGPathElement>(`path[data-road="${CSS.escape(road)}"]`);
    if (path === null || path === undefined) return [];
    const length = path.getTotalLength();
    return Array.from({ length: SAMPLES + 1 }, (_, index) => path.getPointAtLength((length * index) / SAMPLES));
  });
  return [from, ...along.map(({ x, y }) => ({ x, y })), to];
}

/** Even speed over the whole length, eased at both ends. */
function travel(token: HTMLElement, points: readonly Point[], speed: number): Animation {
  const lengths = points.slice(1).map((point, index) => distance(points[index] ?? point, point));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let gone = 0;
  const frames = points.map((point, index) => {
    gone += index === 0 ? 0 : (lengths[index - 1] ?? 0);
    return {
      transform: translate(point),
      offset: total === 0 ? index / Math.max(1, points.length - 1) : Math.min(1, gone / total),
    };
  });
  return token.animate(frames, { duration: (total < 60 ? SHORT : LONG) / speed, easing: 'ease-in-out' });
}

const distance = (from: Point, to: Point): number => Math.hypot(to.x - from.x, to.y - from.y);

/** Brings the packet into sight if it is not; leaves the view alone if it is. */
function follow(point: Point, flow: ReactFlowInstance, token: HTMLElement, duration: number): void {
  const box = token.closest('.react-flow')?.getBoundingClientRect();
  if (box === undefined) return;
  const screen = flow.flowToScreenPosition(point);
  const inSight =
    screen.x > box.left + FOLLOW_MARGIN &&
    screen.x < box.right - FOLLOW_MARGIN &&
    screen.y > box.top + FOLLOW_MARGIN &&
    screen.y < box.bottom - FOLLOW_MARGIN;
  const readable = flow.getZoom() >= 0.58;
  if (inSight && readable) return;
  void flow.setCenter(point.x, point.y, {
    zoom: Math.max(flow.getZoom(), FOLLOW_ZOOM),
    duration: prefersStillness() ? 0 : duration,
  });
}
