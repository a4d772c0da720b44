import type { Scenario, Step } from '../engine/index.ts';

/** Where a document came from: only an edited or autosaved one is the user's own. */
export type Origin = 'gallery' | 'lesson' | 'link' | 'file' | 'autosave' | 'new';

export interface HistoryEntry {
  /** What was done, in the words shown: "Add rule to INPUT". */
  readonly label: string;
  /** The document before it was done (in `past`) or after (in `future`). */
  readonly scenario: Scenario;
  readonly documentId: string;
  readonly merge: string | null;
}

export interface EditOptions {
  /** Consecutive edits with the same key are one entry of the history: typing into one field. */
  readonly merge?: string;
}

export interface ScenarioSlice {
  readonly scenario: Scenario;
  readonly origin: Origin;
  /** Under which it stands in "My scenarios" once it was changed. */
  readonly documentId: string;
  /** Nothing changes the document: an embedded page. */
  readonly readOnly: boolean;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
  /** Opens another document at its start. With a label, opening can be undone like an edit; without one, history starts anew. */
  load(scenario: Scenario, origin: Origin, label?: string, documentId?: string): void;
  /** The only way to change the document: one undoable entry, saved and run at once. */
  edit(label: string, change: (scenario: Scenario) => Scenario, options?: EditOptions): void;
  setRuleset(label: string, text: string, options?: EditOptions): void;
  setTimeline(label: string, steps: readonly Step[], options?: EditOptions): void;
  undo(): void;
  redo(): void;
  /** Back to before the entry of `past` at an index, or forward past the one of `future`: as many undos or redos at once. */
  goBackTo(index: number): void;
  goForwardTo(index: number): void;
}
