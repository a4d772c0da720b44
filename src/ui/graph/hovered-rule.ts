import { createContext } from 'react';
import type { RulePlace } from '../../engine/index.ts';

export interface HoveredRule {
  readonly place: RulePlace;
  /** Where the row is on the screen. */
  readonly box: DOMRect;
}

/** Rows report what is pointed at or focused; one tip for the whole graph shows why that rule did not match. */
export const HoverRule = createContext<(hovered: HoveredRule | null) => void>(() => {});
