import type { RulePlace } from '../../engine/index.ts';
import { drawsChain, type Layout, type PlacedNode } from './layout.ts';
import type { Size, Viewport } from './viewport.ts';

type Nodes = Layout['nodes'];

/**
 * The viewport in which what is looked at keeps its place on the screen when the graph is laid out anew: the node of the rule that was
 * just changed if it is in sight, else the one nearest to the middle of the view. Null where nothing has to move.
 */
export function heldNode(
  before: Nodes,
  now: Nodes,
  viewport: Viewport,
  room: Size,
  changed: RulePlace | null,
): Viewport | null {
  const anchor = anchorOf(before, viewport, room, changed);
  const after = now.find(({ id }) => id === anchor?.id);
  if (anchor === undefined || after === undefined) return null;
  const [dx, dy] = [after.x - anchor.x, after.y - anchor.y];
  if (dx === 0 && dy === 0) return null;
  return { ...viewport, x: viewport.x - dx * viewport.zoom, y: viewport.y - dy * viewport.zoom };
}

function anchorOf(nodes: Nodes, viewport: Viewport, room: Size, changed: RulePlace | null): PlacedNode | undefined {
  const inSight = nodes.filter((node) => isInSight(node, viewport, room));
  const edited = changed === null ? undefined : inSight.find((node) => drawsChain(node, changed.table, changed.chain));
  const middle = {
    x: (room.width / 2 - viewport.x) / viewport.zoom,
    y: (room.height / 2 - viewport.y) / viewport.zoom,
  };
  const byDistance = [...inSight].sort((one, other) => distance(one, middle) - distance(other, middle));
  return edited ?? byDistance[0];
}

function isInSight({ x, y, width, height }: PlacedNode, view: Viewport, room: Size): boolean {
  const [left, top] = [x * view.zoom + view.x, y * view.zoom + view.y];
  return left < room.width && top < room.height && left + width * view.zoom > 0 && top + height * view.zoom > 0;
}

/** From a point to the nearest point of a node. */
const distance = (node: PlacedNode, { x, y }: { readonly x: number; readonly y: number }): number =>
  Math.hypot(Math.max(node.x - x, 0, x - node.x - node.width), Math.max(node.y - y, 0, y - node.y - node.height));
