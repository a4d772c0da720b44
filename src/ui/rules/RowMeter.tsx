import type { RulePlace } from '../../engine/index.ts';
import { fillOf } from './states-as-of.ts';
import { useStates } from './use-states.ts';

/** How full the rule's memory is, as a line under its row; the Rule tab has it in words. */
export function RowMeter({ place }: { readonly place: RulePlace }) {
  const fill =
    useStates(place)
      .map(fillOf)
      .find((one) => one !== null) ?? null;
  if (fill === null) return null;
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute inset-x-7.5 bottom-0 h-0.5 overflow-hidden rounded-full bg-line2"
    >
      <span className="block h-full bg-accent" style={{ width: `${fill * 100}%` }} />
    </span>
  );
}
