import { expect, test } from 'vitest';
import { bestSide, nameBox, panInto, shows, sideFor, type Viewport } from './viewport.ts';

const HOME: Viewport = { x: 0, y: 0, zoom: 1 };
const ROOM = { width: 800, height: 600 };
const NAME = { width: 170, height: 24 };

test('what is in sight stays where it is', () => {
  expect(panInto(HOME, ROOM, { x: 24, y: 24, width: 752, height: 552 }, 24)).toEqual(HOME);
});

test('the view moves only as far as the box needs', () => {
  expect(panInto(HOME, ROOM, { x: 700, y: 100, width: 200, height: 50 }, 24)).toEqual({ x: -124, y: 0, zoom: 1 });
  expect(panInto(HOME, ROOM, { x: -50, y: 590, width: 60, height: 20 }, 24)).toEqual({ x: 74, y: -34, zoom: 1 });
});

test('of what is longer than the view, the start is shown', () => {
  const moved = panInto(HOME, ROOM, { x: 0, y: 300, width: 100, height: 900 }, 24);
  expect(moved.y).toBe(-276);
});

test('a name hangs left of a row, and right of it where it would be cut', () => {
  const inside = { x: 300, y: 100, width: 250, height: 20 };
  const edge = { x: 20, y: 100, width: 250, height: 20 };
  expect(sideFor('row:filter/FORWARD/1', inside, NAME, HOME, ROOM)).toBe('left');
  expect(sideFor('row:nat/PREROUTING/1', edge, NAME, HOME, ROOM)).toBe('right');
});

test('where neither side has room the name lies above the row, never on it', () => {
  const phone = { width: 300, height: 600 };
  const row = { x: 20, y: 100, width: 250, height: 20 };
  expect(sideFor('row:nat/PREROUTING/1', row, NAME, HOME, phone)).toBe('above');
  const name = nameBox('above', row, NAME);
  expect(name.y + name.height).toBe(row.y);
  expect(shows(HOME, phone, name)).toBe(true);
});

test('the view is moved for the best side at which the place with its name fits into it', () => {
  const row = { x: 20, y: 100, width: 250, height: 20 };
  expect(bestSide('row:nat/PREROUTING/1', row, NAME, { width: 430, height: 600 })).toBe('left');
  expect(bestSide('row:nat/PREROUTING/1', row, NAME, { width: 350, height: 600 })).toBe('above');
});
