/** What the generators of matches and targets share. */

import type { Random } from './random.ts';
import { PORTS } from './world.ts';

/** What the rest of the rule may rely on. */
export interface Context {
  readonly table: string;
  /** The built-in chains from which the rule may be reached. */
  readonly hooks: readonly string[];
  readonly protocol: string | undefined;
}

/** The text of one match or target; undefined where it is not legal. */
export type Maker = (r: Random, context: Context) => string | undefined;

export const not = (r: Random): string => (r.chance(0.2) ? '! ' : '');
export const hex = (value: number): string => `0x${value.toString(16)}`;

export function port(r: Random): string {
  const [a, b] = [r.pick(PORTS), r.pick(PORTS)].sort((x, y) => x - y);
  return r.pick([`${a}`, `${a}`, `${a}:${b}`, `:${b}`, `${a}:`]);
}

export const onlyWith =
  (protocols: readonly string[], make: (r: Random) => string): Maker =>
  (r, { protocol }) =>
    protocol !== undefined && protocols.includes(protocol) ? make(r) : undefined;

export const onlyIn =
  (allowed: readonly string[], make: (r: Random) => string): Maker =>
  (r, { hooks }) =>
    hooks.every((hook) => allowed.includes(hook)) ? make(r) : undefined;

/** In a table, and where wanted only from these built-in chains. */
export const inTable =
  (table: string, make: Maker, hooks?: readonly string[]): Maker =>
  (r, context) =>
    context.table === table && (hooks === undefined || context.hooks.every((hook) => hooks.includes(hook)))
      ? make(r, context)
      : undefined;
