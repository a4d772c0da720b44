/** The options of iptables itself. */
import type { Arity, LongOption, ShortOption } from './getopt.ts';

/** A letter of iptables' optstring; '0' is --line-numbers, which has no short form. */
export type Letter = string;

const SHORT: { readonly [A in Arity]: string } = {
  required: 'ACDRINEPpsdjiotMmcg',
  optional: 'LSFZXhwW',
  none: 'Vfvnx46',
};

export const SHORT_LETTERS: ReadonlyMap<string, ShortOption<Letter>> = new Map(
  (['required', 'optional', 'none'] as const).flatMap((arity) =>
    [...SHORT[arity]].map((letter) => [letter, { arity, value: letter }] as const),
  ),
);

/** In the order of iptables' table. */
const NAMES: readonly (readonly [string, Letter])[] = [
  ['append', 'A'],
  ['delete', 'D'],
  ['check', 'C'],
  ['insert', 'I'],
  ['replace', 'R'],
  ['list', 'L'],
  ['list-rules', 'S'],
  ['flush', 'F'],
  ['zero', 'Z'],
  ['new-chain', 'N'],
  ['delete-chain', 'X'],
  ['rename-chain', 'E'],
  ['policy', 'P'],
  ['source', 's'],
  ['destination', 'd'],
  ['src', 's'],
  ['dst', 'd'],
  ['protocol', 'p'],
  ['in-interface', 'i'],
  ['jump', 'j'],
  ['table', 't'],
  ['match', 'm'],
  ['numeric', 'n'],
  ['out-interface', 'o'],
  ['verbose', 'v'],
  ['wait', 'w'],
  ['wait-interval', 'W'],
  ['exact', 'x'],
  ['fragments', 'f'],
  ['version', 'V'],
  ['help', 'h'],
  ['line-numbers', '0'],
  ['modprobe', 'M'],
  ['set-counters', 'c'],
  ['goto', 'g'],
  ['ipv4', '4'],
  ['ipv6', '6'],
];

export const LONG_OPTIONS: ReadonlyMap<string, LongOption<Letter>> = new Map(
  NAMES.map(([name, letter]) => [name, { name, arity: SHORT_LETTERS.get(letter)?.arity ?? 'none', value: letter }]),
);
