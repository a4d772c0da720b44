import { useTranslation } from 'react-i18next';
import type { HoveredRule } from './hovered-rule.ts';
import { Reason } from './Reason.tsx';

/** Why a rule that was passed over did not match, beside the row. */
export function WhyTip({ place, box }: HoveredRule) {
  const { t } = useTranslation('graph');
  return (
    <div
      role="tooltip"
      className="pointer-events-none fixed z-20 max-w-72 rounded-card border border-line2 bg-panel px-2.5 py-1.5 shadow-float"
      style={{
        left: Math.min(box.left, innerWidth - 300),
        top: box.bottom + 6 > innerHeight - 60 ? box.top - 46 : box.bottom + 6,
      }}
    >
      <span className="sr-only">{t('why')}</span>
      <Reason place={place} />
    </div>
  );
}
