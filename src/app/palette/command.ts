import type { Searchable } from './search.ts';

/** Something that the palette can do. */
export interface Command extends Searchable {
  readonly id: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}
