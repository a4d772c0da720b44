import { maskOf } from '../net/index.ts';
import type { Element, Part } from './element.ts';

const HOST = 32;

/** Prefix lengths that a set of networks holds, per dimension: a host is looked up once with each, longest first (struct net_prefixes). */
export class PrefixLengths {
  private readonly dimensions: readonly number[];
  private readonly counts: readonly Map<number, number>[];
  private sorted: readonly (readonly number[])[];

  constructor(dimensions: readonly number[]) {
    this.dimensions = dimensions;
    this.counts = dimensions.map(() => new Map<number, number>());
    this.sorted = dimensions.map(() => []);
  }

  clear(): void {
    for (const counts of this.counts) counts.clear();
    this.sorted = this.dimensions.map(() => []);
  }

  /** An element came (1) or went (-1). */
  note(element: Element, change: 1 | -1): void {
    for (const [at, dimension] of this.dimensions.entries()) {
      const part = element[dimension];
      const counts = this.counts[at];
      if (part?.kind !== 'net' || counts === undefined) continue;
      const count = (counts.get(part.length) ?? 0) + change;
      if (count > 0) counts.set(part.length, count);
      else counts.delete(part.length);
      if (count === 0 || (count === 1 && change === 1)) this.sortLengths();
    }
  }

  private sortLengths(): void {
    this.sorted = this.counts.map((counts) => [...counts.keys()].toSorted((a, b) => b - a));
  }

  /** The network under which a packet's address is stored: of the set's longest prefix, or the host itself. */
  mask(part: Part & { readonly kind: 'net' }, index: number): Part {
    const at = this.dimensions.indexOf(index);
    return at < 0 ? part : shorten(part, this.sorted[at]?.[0] ?? HOST);
  }

  /** Elements to look for: `element` alone unless all its networks are hosts. */
  *candidates(element: Element): Generator<Element> {
    const hosts = this.dimensions.every((dimension) => {
      const part = element[dimension];
      return part?.kind === 'net' && part.length === HOST;
    });
    if (this.dimensions.length === 0 || !hosts) yield element;
    else yield* this.shortened(element, 0);
  }

  private *shortened(element: Element, at: number): Generator<Element> {
    const dimension = this.dimensions[at];
    if (dimension === undefined) {
      yield element;
      return;
    }
    const part = element[dimension];
    if (part?.kind !== 'net') return;
    for (const length of this.sorted[at] ?? [])
      yield* this.shortened(element.with(dimension, shorten(part, length)), at + 1);
  }
}

const shorten = (part: Part & { readonly kind: 'net' }, length: number): Part => ({
  kind: 'net',
  address: (part.address & maskOf(length)) >>> 0,
  length,
});
