import type { Direction, Tuple } from '../model/index.ts';

export const opposite = (direction: Direction): Direction => (direction === 'original' ? 'reply' : 'original');

export const equalTuples = (a: Tuple, b: Tuple): boolean =>
  a.source === b.source &&
  a.destination === b.destination &&
  a.protocol === b.protocol &&
  a.sourcePart === b.sourcePart &&
  a.destinationPart === b.destinationPart;
