import type { RulePlace } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { useReason } from './use-reason.ts';

/** '✕ --dport wants 443; is 8080' */
export function Reason({ place }: { readonly place: RulePlace }) {
  const { t } = useTranslation('graph');
  const reason = useReason(place);
  if (reason === 'pending') return <span className="font-sans text-label text-ink3">{t('askingWhy')}</span>;
  if (reason === null) return <span className="font-sans text-label text-ink3">{t('rowState.passed')}</span>;
  return (
    <span className="font-sans text-label text-ink2">
      <span aria-hidden="true" className="font-semibold text-drop">
        ✕{' '}
      </span>
      <b className="font-semibold text-drop">{reason.option}</b> {t('wants', { wants: reason.wants, has: reason.has })}
    </span>
  );
}
