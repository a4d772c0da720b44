import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button.tsx';

/** Between what it belongs to and itself, and between itself and the edge of the window, px. */
const GAP = 6;
const EDGE = 8;

interface PopoverProps {
  /** What it is about; also its accessible name. */
  readonly title: ReactNode;
  readonly label: string;
  /** What it opens beside. */
  readonly anchor: DOMRect;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small window over the page that does not hold it up: Escape or a click elsewhere closes it and gives the focus back. */
export function Popover({ title, label, anchor, onClose, children }: PopoverProps) {
  const { t } = useTranslation('common');
  const element = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const popup = element.current;
    if (popup === null) return;
    if (!popup.matches(':popover-open')) popup.showPopover();
    place(popup, anchor);
    popup.focus();
  }, [anchor]);

  return createPortal(
    <div
      ref={element}
      popover="auto"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className="inset-auto m-0 max-h-[min(72dvh,560px)] w-[min(400px,calc(100vw-16px))] flex-col overflow-hidden rounded-hook border border-line2 bg-panel p-0 text-body text-ink shadow-float outline-none open:flex"
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
    >
      <div className="flex shrink-0 items-center gap-2 border-b border-line py-1.5 pr-1.5 pl-3.5">
        <div className="min-w-0 flex-1">{title}</div>
        <IconButton small icon="close" label={t('close')} onClick={() => element.current?.hidePopover()} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </div>,
    document.body,
  );
}

/** To the right of what it belongs to where there is room, so that this stays in sight; else below or above it. */
function place(popup: HTMLElement, anchor: DOMRect): void {
  const { width, height } = popup.getBoundingClientRect();
  const within = (value: number, size: number, space: number) => Math.max(EDGE, Math.min(value, space - size - EDGE));
  const isBeside = anchor.right + GAP + width <= innerWidth - EDGE;
  const below = anchor.bottom + GAP;
  const top = isBeside ? anchor.top - GAP : below + height <= innerHeight - EDGE ? below : anchor.top - GAP - height;
  popup.style.left = `${within(isBeside ? anchor.right + GAP : anchor.left, width, innerWidth)}px`;
  popup.style.top = `${within(top, height, innerHeight)}px`;
}
