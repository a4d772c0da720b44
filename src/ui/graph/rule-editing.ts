import { createContext } from 'react';
import type { RulePlace, RuleView } from '../../engine/index.ts';

/** A rule being written where it stands. `rule` null: a new one, to stand before the row at `place`. */
export interface EditedRule {
  readonly place: RulePlace;
  readonly rule: RuleView | null;
}

export interface OpenMenu {
  readonly place: RulePlace;
  readonly rule: RuleView;
  readonly anchor: DOMRect;
}

/** What rows and headers of the graph can start. */
export interface RuleEditing {
  readonly edit: (edited: EditedRule) => void;
  readonly openMenu: (menu: OpenMenu) => void;
  /** One row up or down in its chain. */
  readonly nudge: (place: RulePlace, rule: RuleView, by: 1 | -1) => void;
  /** Before the row `to`, which may be in another chain of the table. */
  readonly move: (from: RulePlace, rule: RuleView, to: RulePlace) => void;
  readonly duplicate: (place: RulePlace, rule: RuleView) => void;
  readonly remove: (place: RulePlace) => void;
  /** Remembers a rule to be moved or copied by `paste`. */
  readonly take: (place: RulePlace, rule: RuleView, cut: boolean) => void;
  readonly paste: (before: RulePlace) => void;
}

const nothing = (): void => undefined;

export const RuleEditingContext = createContext<RuleEditing>({
  edit: nothing,
  openMenu: nothing,
  nudge: nothing,
  move: nothing,
  duplicate: nothing,
  remove: nothing,
  take: nothing,
  paste: nothing,
});
