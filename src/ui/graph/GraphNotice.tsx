import clsx from 'clsx';
import { useEffect } from 'react';
import { useTranslation } from '../../i18n/index.ts';
import { IconButton } from '../common/Button.tsx';
import type { Notice } from './use-rule-editing.ts';

/** What was done goes by itself; a refusal stays until it is closed. */
const SHOWN_FOR = 4000;

interface GraphNoticeProps {
  readonly notice: Notice | null;
  readonly onDismiss: () => void;
}

/** What the last change of a rule came to, read out as well. */
export function GraphNotice({ notice, onDismiss }: GraphNoticeProps) {
  const { t } = useTranslation('graph');
  useEffect(() => {
    if (notice === null || notice.refused) return;
    const timer = setTimeout(onDismiss, SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [notice, onDismiss]);
  return (
    <div
      role="status"
      aria-live={notice?.refused === true ? 'assertive' : 'polite'}
      data-testid="graph-notice"
      className={clsx(
        notice !== null &&
          'absolute bottom-2 left-1/2 z-10 flex max-w-[calc(100%-24px)] -translate-x-1/2 items-start gap-1 rounded-card border bg-panel py-1 pr-1 pl-3 text-small shadow-float',
        notice?.refused === true ? 'border-drop text-drop' : 'border-line2 text-ink2',
      )}
    >
      {notice !== null && (
        <>
          <span className="py-1 whitespace-pre-wrap">{notice.text}</span>
          <IconButton small icon="close" label={t('edit.dismiss')} onClick={onDismiss} />
        </>
      )}
    </div>
  );
}
