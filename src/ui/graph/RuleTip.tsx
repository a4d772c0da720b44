import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { RULE_TIP, type HoveredRule } from './hovered-rule.ts';
import { Reason } from './Reason.tsx';

/** Between the row and the tip, and between the tip and the edge of the window, px. */
const GAP = 6;
const EDGE = 8;

/** The rule pointed at or focused, in full; and why it did not match if it was passed over. */
export function RuleTip({ place, rule, explains, box }: HoveredRule) {
  const { t } = useTranslation('graph');
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = element.current;
    if (tip === null) return;
    const { width, height } = tip.getBoundingClientRect();
    const below = box.bottom + GAP;
    tip.style.left = `${Math.max(EDGE, Math.min(box.left, innerWidth - width - EDGE))}px`;
    tip.style.top = `${below + height > innerHeight - EDGE ? box.top - GAP - height : below}px`;
  });
  return (
    <div
      ref={element}
      role="tooltip"
      id={RULE_TIP}
      className="pointer-events-none fixed z-20 flex w-max max-w-[min(420px,calc(100vw-16px))] flex-col gap-0.5 rounded-card border border-line2 bg-panel px-2.5 py-1.5 shadow-float"
    >
      <code className="font-mono text-mono break-words text-ink">{rule.text}</code>
      {rule.comment !== undefined && <p className="text-label text-ink2">{rule.comment}</p>}
      {explains && (
        <p>
          <span className="sr-only">{t('why')}</span>
          <Reason place={place} />
        </p>
      )}
    </div>
  );
}
