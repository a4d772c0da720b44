import { hookNode, LOCAL, ROUTE, ROUTE_OUTPUT } from './stops.ts';

/** Roads between fixed nodes, in the direction packets take. Devices are joined to them by name. */
export const FIXED_ROADS: readonly (readonly [string, string])[] = [
  [hookNode('PREROUTING'), ROUTE],
  [ROUTE, hookNode('INPUT')],
  [ROUTE, hookNode('FORWARD')],
  [hookNode('FORWARD'), hookNode('POSTROUTING')],
  [hookNode('INPUT'), LOCAL],
  [LOCAL, ROUTE_OUTPUT],
  [ROUTE_OUTPUT, hookNode('OUTPUT')],
  [hookNode('OUTPUT'), hookNode('POSTROUTING')],
];

export const roadName = (from: string, to: string): string => `${from}>${to}`;

const FIXED = new Set(FIXED_ROADS.map(([from, to]) => roadName(from, to)));

const isRoad = (from: string, to: string): boolean =>
  FIXED.has(roadName(from, to)) ||
  (from.startsWith('in:') && to === hookNode('PREROUTING')) ||
  (from === hookNode('POSTROUTING') && to.startsWith('out:'));

/** Roads crossed from node to node: one, or two by way of a routing decision that had no event of its own; else none. */
export function crossedBetween(from: string, to: string): readonly string[] {
  if (isRoad(from, to)) return [roadName(from, to)];
  const middle = [ROUTE, ROUTE_OUTPUT].find((node) => isRoad(from, node) && isRoad(node, to));
  return middle === undefined ? [] : [roadName(from, middle), roadName(middle, to)];
}
