import clsx from 'clsx';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  /** Buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A modal on the native element: focus stays inside, Escape and a click beside it close it, focus returns where it was. */
export function Dialog({ open, title, onClose, actions, wide = false, children }: DialogProps) {
  const { t } = useTranslation('common');
  const titleId = useId();
  const element = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);

  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    const closeBeside = (event: MouseEvent) => {
      if (event.target === dialog) onClose();
    };
    dialog.addEventListener('click', closeBeside);
    return () => dialog.removeEventListener('click', closeBeside);
  }, [onClose]);

  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      className={clsx(
        'max-h-[min(92dvh,760px)] w-[calc(100vw-24px)] rounded-hook border border-line2 bg-panel p-0 shadow-float',
        'flex-col overflow-hidden open:flex',
        wide ? 'max-w-4xl' : 'max-w-lg',
      )}
      onClose={() => {
        if (open) onClose();
      }}
    >
      {open && (
        <>
          <div className="flex shrink-0 items-center justify-between border-b border-line py-2 pr-2 pl-4">
            <h2 id={titleId} className="text-title font-semibold">
              {title}
            </h2>
            <IconButton icon="close" label={t('close')} onClick={onClose} />
          </div>
          <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
          {actions !== undefined && (
            <div className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{actions}</div>
          )}
        </>
      )}
    </dialog>
  );
}
