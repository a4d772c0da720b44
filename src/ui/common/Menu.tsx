import { Menu as Base } from '@base-ui/react/menu';
import clsx from 'clsx';
import type { ReactElement, ReactNode } from 'react';

interface MenuProps {
  /** The button that opens it: a Button or an IconButton. */
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/** A menu of actions by the ARIA pattern: arrows move, letters jump, Escape closes. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-44 overflow-auto rounded-card border border-line2 bg-panel p-1 shadow-float outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface MenuItemProps {
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** Shown at the right: keys, or why it is disabled. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

export function MenuItem({ onSelect, disabled = false, danger = false, hint, children }: MenuItemProps) {
  return (
    <Base.Item
      disabled={disabled}
      onClick={onSelect}
      className={clsx(
        'flex min-h-7 items-center justify-between gap-4 rounded-control px-2 text-body outline-none select-none',
        'data-highlighted:bg-accent-soft data-disabled:text-ink3',
        danger ? 'text-drop' : 'text-ink',
      )}
    >
      <span>{children}</span>
      {hint !== undefined && <span className="text-label text-ink3">{hint}</span>}
    </Base.Item>
  );
}

export const MenuSeparator = () => <Base.Separator className="my-1 h-px bg-line" />;
