import type { Box } from './layout.ts';

/** What a viewport of React Flow is: px = flow · zoom + offset. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Side of its place at which the packet's name hangs. `-end`: aligned with the far end of the place. */
export type Side = 'left' | 'right' | 'above' | 'above-end' | 'below' | 'below-end';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const spanOf = (start: number, length: number, zoom: number, offset: number): readonly [number, number] => [
  start * zoom + offset,
  (start + length) * zoom + offset,
];

/** Px to move a span so that it lies between the margins: as little as needed; its start if it is too long. */
function shift([start, end]: readonly [number, number], room: number, margin: number): number {
  if (end - start > room - 2 * margin || start < margin) return margin - start;
  return Math.min(0, room - margin - end);
}

/** The viewport with the box inside its margins, panned only as far as that takes. Flow units in, px out. */
export function panInto(viewport: Viewport, room: Size, box: Box, margin: number): Viewport {
  const { x, y, zoom } = viewport;
  return {
    zoom,
    x: x + shift(spanOf(box.x, box.width, zoom, x), room.width, margin),
    y: y + shift(spanOf(box.y, box.height, zoom, y), room.height, margin),
  };
}

/** Whether all of the box is in sight, a hair's breadth allowed for rounding. */
export function shows({ x, y, zoom }: Viewport, room: Size, box: Box): boolean {
  const [left, right] = spanOf(box.x, box.width, zoom, x);
  const [top, bottom] = spanOf(box.y, box.height, zoom, y);
  return left >= -1 && top >= -1 && right <= room.width + 1 && bottom <= room.height + 1;
}

/** The box around both. */
export function union(one: Box, other: Box): Box {
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  const right = Math.max(one.x + one.width, other.x + other.width);
  const bottom = Math.max(one.y + one.height, other.y + other.height);
  return { x, y, width: right - x, height: bottom - y };
}

/** Where a name that hangs at a side points: the middle of that side, or its corner. */
export function anchorOf(side: Side, { x, y, width, height }: Box): Point {
  switch (side) {
    case 'left':
      return { x, y: y + height / 2 };
    case 'right':
      return { x: x + width, y: y + height / 2 };
    case 'above':
      return { x, y };
    case 'above-end':
      return { x: x + width, y };
    case 'below':
      return { x, y: y + height };
    case 'below-end':
      return { x: x + width, y: y + height };
  }
}

/** What the name covers when it hangs at a side of the place. */
export function nameBox(side: Side, place: Box, name: Size): Box {
  const { x, y } = anchorOf(side, place);
  const left = side === 'left' || side.endsWith('-end') ? x - name.width : x;
  if (side === 'left' || side === 'right') return { x: left, y: y - name.height / 2, ...name };
  return { x: left, y: side.startsWith('above') ? y - name.height : y, ...name };
}

/** Sides to try for a place, the best first. Names lie over what is past: left of rows, beside interfaces. */
function sidesOf(place: string): readonly Side[] {
  if (place.startsWith('in:')) return ['right', 'above', 'below'];
  if (place.startsWith('out:')) return ['below', 'below-end', 'left', 'above'];
  if (place.startsWith('route') || place === 'local') return ['above', 'above-end', 'below'];
  return ['left', 'right', 'above', 'above-end'];
}

/** The first side at which the place with its name is no larger than the room: what the view is moved for. */
export function bestSide(place: string, box: Box, name: Size, room: Size): Side {
  const sides = sidesOf(place);
  const fits = (side: Side): boolean => {
    const { width, height } = union(box, nameBox(side, box, name));
    return width <= room.width && height <= room.height;
  };
  return sides.find(fits) ?? sides[0] ?? 'left';
}

/** The first side at which the name is whole inside the view; the first of all if it is nowhere. */
export function sideFor(place: string, box: Box, name: Size, viewport: Viewport, room: Size): Side {
  const sides = sidesOf(place);
  return sides.find((side) => shows(viewport, room, nameBox(side, box, name))) ?? sides[0] ?? 'left';
}
