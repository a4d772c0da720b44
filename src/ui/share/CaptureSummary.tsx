import { useTranslation } from 'react-i18next';
import type { Capture, SkipKind } from '../../formats/index.ts';

const SKIPS: readonly SkipKind[] = ['ipv6', 'arp', 'other-protocol', 'malformed', 'link-type'];

/** What is in the file, and what of it cannot be used. */
export function CaptureSummary({ capture }: { readonly capture: Capture }) {
  const { t } = useTranslation('share');
  const cut = capture.frames.filter(({ isCut }) => isCut).length;
  const skipped = SKIPS.filter((kind) => capture.skipped[kind] > 0).map((kind) =>
    t(`capture.skipped.${kind}`, { count: capture.skipped[kind] }),
  );
  return (
    <div className="flex flex-col gap-1 text-small">
      <p>{t('capture.summary', { format: capture.format, count: capture.total, ipv4: capture.frames.length })}</p>
      {skipped.length > 0 && <p className="text-ink2">{t('capture.skippedAll', { what: skipped.join(', ') })}</p>}
      {cut > 0 && <p className="text-log">{t('capture.cut', { count: cut })}</p>}
      {capture.isTruncated && <p className="text-log">{t('capture.truncated')}</p>}
    </div>
  );
}
