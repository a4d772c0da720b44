import { useStore, type ReactFlowInstance } from '@xyflow/react';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useApp, useAppStore } from '../../store/index.ts';
import type { Box, Layout } from './layout.ts';
import { crossedBetween } from './roads.ts';
import { selectWalk } from './select-walk.ts';
import type { ZoomLevel } from './use-zoom-level.ts';
import {
  anchorOf,
  bestSide,
  nameBox,
  panInto,
  shows,
  sideFor,
  union,
  type Point,
  type Side,
  type Size,
  type Viewport,
} from './viewport.ts';
import type { Walk } from './walk.ts';

/** Travel times at speed 1, ms: from row to row, and along roads. */
const SHORT = 140;
const LONG = 340;
/** How far a dropped packet sinks, px. */
const SINK = 6;
/** Points sampled along a road. */
const SAMPLES = 14;
/** Between what is followed and the edge of the view, px. */
const FOLLOW_MARGIN = 20;
/** The packet's name is drawn larger from afar, so that it stays readable. */
export const NAME_SCALES: { readonly [L in ZoomLevel]: number } = { near: 1, middle: 1.5, far: 2.2 };

interface Seen {
  readonly point: Point;
  readonly walk: Walk;
  readonly level: ZoomLevel;
  readonly layout: Layout;
  readonly width: number;
  readonly height: number;
}

/** Moves the token to where the walk is, by the browser's own animation: no render per frame. Places move with the zoom level and the layout. */
export function useTokenMotion(
  element: RefObject<HTMLDivElement | null>,
  flow: ReactFlowInstance,
  level: ZoomLevel,
  layout: Layout,
): void {
  const store = useAppStore();
  const width = useStore((view) => view.width);
  const height = useStore((view) => view.height);
  const walk = useApp(selectWalk);
  const seen = useRef<Seen | null>(null);
  const running = useRef<Animation | null>(null);

  useEffect(() => () => running.current?.cancel(), []);

  useLayoutEffect(() => {
    // One frame later every row has its place: chains have scrolled, reasons have opened.
    const frame = requestAnimationFrame(() => {
      const token = element.current;
      const found = token === null ? null : findPlace(token, walk, flow);
      if (token === null || found === null) return;
      const last = seen.current;
      const from = currentPoint(token, running.current, last);
      const { speed, followPacket } = store.getState();
      const frameOf = { name: nameSize(token, level), room: { width, height }, layout };
      const isNew = last === null || last.walk !== walk || last.width !== width || last.height !== height;
      const viewport = followPacket && isNew ? followed(found, flow.getViewport(), frameOf) : flow.getViewport();
      const side = sideFor(found.place, found.box, frameOf.name, viewport, frameOf.room);
      const target = anchorOf(side, found.box);
      const point = walk.event?.kind === 'dropped' ? { x: target.x, y: target.y + SINK } : target;
      seen.current = { point, walk, level, layout, width, height };
      running.current?.cancel();
      hang(token, side, point);
      const sameGround = last !== null && last.level === level && last.layout === layout;
      const travels = sameGround && from !== null && isNextTo(last.walk, walk) && !prefersStillness();
      if (travels) running.current = travel(token, route(from, point, last.walk, walk, token), speed);
      if (!isSame(viewport, flow.getViewport()))
        void flow.setViewport(viewport, { duration: travels ? LONG / speed : 0 });
    });
    return () => cancelAnimationFrame(frame);
  }, [element, flow, store, walk, level, layout, width, height]);
}

function hang(token: HTMLElement, side: Side, point: Point): void {
  token.dataset['side'] = side;
  token.style.transform = translate(point);
}

/** Size of the packet's name in flow units. */
function nameSize(token: HTMLElement, level: ZoomLevel): Size {
  const name = token.firstElementChild;
  const scale = NAME_SCALES[level];
  if (!(name instanceof HTMLElement)) return { width: 0, height: 0 };
  return { width: (name.offsetWidth + 4) * scale, height: (name.offsetHeight + 4) * scale };
}

const isSame = (one: Viewport, other: Viewport): boolean => one.x === other.x && one.y === other.y;
const translate = ({ x, y }: Point): string => `translate(${x}px, ${y}px)`;
const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Travel is for neighbouring events of one packet; a scrub or another packet is a cut. */
function isNextTo(before: Walk, now: Walk): boolean {
  return (
    before !== now && before.packet === now.packet && Math.abs((now.eventIndex ?? 0) - (before.eventIndex ?? 0)) <= 2
  );
}

interface Found {
  readonly place: string;
  /** Flow units. */
  readonly box: Box;
  /** Of the node that the place is in. */
  readonly node: Box;
}

/** Where the walk points: the innermost of its places that is drawn. */
function findPlace(token: HTMLElement, walk: Walk, flow: ReactFlowInstance): Found | null {
  const graph = token.closest('.react-flow');
  for (const place of walk.stop) {
    const drawn = graph?.querySelector(`[data-place="${CSS.escape(place)}"]`);
    if (drawn === null || drawn === undefined) continue;
    const row = place.startsWith('row:') ? (drawn.querySelector('button') ?? drawn) : drawn;
    const node = drawn.closest('.react-flow__node') ?? drawn;
    return { place, box: flowBox(row, flow), node: flowBox(node, flow) };
  }
  return null;
}

function flowBox(element: Element, flow: ReactFlowInstance): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  const zoom = flow.getZoom();
  return {
    ...flow.screenToFlowPosition({ x: left, y: top }, { snapToGrid: false }),
    width: width / zoom,
    height: height / zoom,
  };
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

interface Frame {
  readonly name: Size;
  /** Px. */
  readonly room: Size;
  readonly layout: Layout;
}

/**
 * The view that follows the packet: the same one while the whole graph is in sight, else panned as far as its node and its name
 * need, or its row where the node is larger than the view. The zoom is the reader's.
 */
function followed({ place, box, node }: Found, viewport: Viewport, { name, room, layout }: Frame): Viewport {
  if (shows(viewport, room, layout.bounds)) return viewport;
  const inner = {
    width: (room.width - 2 * FOLLOW_MARGIN) / viewport.zoom,
    height: (room.height - 2 * FOLLOW_MARGIN) / viewport.zoom,
  };
  const fits = (one: Box): boolean => one.width <= inner.width && one.height <= inner.height;
  const wanted = union(box, nameBox(bestSide(place, box, name, inner), box, name));
  const whole = union(node, wanted);
  const [best = box] = [whole, wanted, node].filter(fits);
  const moved = panInto(viewport, room, best, FOLLOW_MARGIN);
  return moved.x === viewport.x && moved.y === viewport.y ? viewport : moved;
}
