import { SIZES, type Box, type Layout, type PlacedRoad } from '../../graph/layout.ts';
import type { Ending, Walk } from '../../graph/walk.ts';
import type { Palette } from './palette.ts';
import { element } from './svg.ts';

const STROKES: { readonly [E in Ending]: 'ok' | 'drop' | 'log' } = { passes: 'ok', dropped: 'drop', unknown: 'log' };

/** Roads and jumps under the nodes: grey, and in the outcome's colour where the packet went. */
export function roadsSvg({ nodes, roads }: Layout, walk: Walk, palette: Palette): string {
  const boxes = new Map(nodes.map((node) => [node.id, node]));
  return roads
    .map((road) => {
      const from = boxes.get(road.from);
      const to = boxes.get(road.to);
      if (from === undefined || to === undefined) return '';
      const isWalked = road.kind === 'road' ? walk.roads.has(road.id) : walk.chains.has(road.to.replace(/^chain:/, ''));
      const walked = road.kind === 'road' ? palette[STROKES[walk.ending]] : palette.ink3;
      return element('path', {
        d: pathOf(road, from, to),
        fill: 'none',
        stroke: isWalked ? walked : palette.line2,
        'stroke-width': road.kind === 'jump' ? 1.5 : isWalked ? 3 : 2,
      });
    })
    .join('');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const HEAD = SIZES.head / 2;

/** Roads meet hooks at their header; those up and down leave at top and bottom. */
function pathOf({ kind, from: start }: PlacedRoad, from: Box, to: Box): string {
  if (kind === 'jump') return jumpPath(from, to);
  // Interfaces stand over one another: their roads go down beside them.
  if (start.startsWith('in:')) return gatePath(from, to);
  const isBelow = to.y >= from.y + from.height;
  const isAbove = to.y + to.height <= from.y;
  const besides = to.x >= from.x + from.width - 20;
  if (besides && !isAbove) return curve(side(from, 'right'), side(to, 'left'));
  if (besides && isAbove) return elbow(top(from), side(to, 'left'));
  if (isBelow) return vertical(bottomOver(from, to), topUnder(from, to));
  return isAbove ? vertical(topUnder(to, from), bottomOver(to, from)) : curve(side(from, 'right'), side(to, 'left'));
}

/** How far beside the interfaces their common road runs. */
const GATE = 38;

function gatePath(from: Box, to: Box): string {
  const x = to.x + SIZES.nicWidth + GATE;
  const y = from.y + from.height / 2;
  return `M${from.x + from.width} ${y}H${x - 14}Q${x} ${y} ${x} ${y + 14}V${to.y}`;
}

function jumpPath(from: Box, to: Box): string {
  const isLeft = to.x < from.x;
  const start = isLeft ? { x: from.x, y: from.y + SIZES.head + 11 } : { x: from.x + 5, y: from.y + from.height };
  const end = isLeft ? side(to, 'right') : side(to, 'left');
  if (to.x > from.x + from.width) return curve(side(from, 'right'), end);
  return isLeft ? curve(start, end) : `M${start.x} ${start.y}V${end.y}H${end.x}`;
}

const side = (box: Box, which: 'left' | 'right'): Point => ({
  x: which === 'left' ? box.x : box.x + box.width,
  y: box.y + (box.height > 60 ? HEAD : box.height / 2),
});
const top = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y });

/** Where two boxes, one over the other, share most. */
const common = (one: Box, other: Box): number =>
  (Math.max(one.x, other.x) + Math.min(one.x + one.width, other.x + other.width)) / 2;
const bottomOver = (upper: Box, lower: Box): Point => ({ x: common(upper, lower), y: upper.y + upper.height });
const topUnder = (upper: Box, lower: Box): Point => ({ x: common(upper, lower), y: lower.y });

const curve = (from: Point, to: Point): string => {
  const pull = Math.max(12, Math.abs(to.x - from.x) / 2);
  return `M${from.x} ${from.y}C${from.x + Math.sign(to.x - from.x || 1) * pull} ${from.y} ${to.x - Math.sign(to.x - from.x || 1) * pull} ${to.y} ${to.x} ${to.y}`;
};
const elbow = (from: Point, to: Point): string =>
  `M${from.x} ${from.y}V${to.y + 14}Q${from.x} ${to.y} ${from.x + 14} ${to.y}H${to.x}`;
const vertical = (from: Point, to: Point): string => `M${from.x} ${from.y}L${to.x} ${to.y}`;
