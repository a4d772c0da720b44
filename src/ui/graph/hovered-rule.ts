import { createContext } from 'react';
import type { RulePlace, RuleView } from '../../engine/index.ts';

export interface HoveredRule {
  readonly place: RulePlace;
  readonly rule: RuleView;
  /** Whether it was passed over, so that there is a reason to tell. */
  readonly explains: boolean;
  /** Where the row is on the screen. */
  readonly box: DOMRect;
}

/** Rows report what is pointed at or focused; one tip for the whole graph shows the rule in full, and why it did not match. */
export const HoverRule = createContext<(hovered: HoveredRule | null) => void>(() => {});

/** Id of the tip: what a focused row is described by. */
export const RULE_TIP = 'rule-tip';
