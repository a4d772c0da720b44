import clsx from 'clsx';
import {
  cloneElement,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';

/** Between the trigger and the menu, and between the menu and the edge of the window, px. */
const GAP = 4;
const EDGE = 8;

interface MenuProps {
  /** The button that opens it: a Button or an IconButton. */
  readonly trigger: ReactElement<ComponentProps<'button'>>;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/**
 * A menu of actions by the ARIA pattern: arrows move, letters jump, Escape closes. The native popover puts it over everything,
 * closes it on a click elsewhere, and gives the focus back.
 */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useLayoutEffect(() => {
    const popup = menu.current;
    const button = document.querySelector(`[popovertarget="${CSS.escape(id)}"]`);
    if (!open || popup === null || button === null) return;
    // What is about to open is not there yet: it has a size and takes the focus in the next frame, before it is painted.
    const frame = requestAnimationFrame(() => {
      place(popup, button.getBoundingClientRect(), align);
      itemsOf(popup)[0]?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [open, id, align]);

  return (
    <>
      {cloneElement(trigger, { popoverTarget: id, 'aria-haspopup': 'menu', 'aria-expanded': open })}
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={trigger.props['aria-label']}
        className="inset-auto m-0 max-h-[70dvh] max-w-80 min-w-44 overflow-auto rounded-card border border-line2 bg-panel p-1 text-ink shadow-float outline-none"
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true);
        }}
        // Only when it is gone: while it has the focus it gives it back to the trigger.
        onToggle={(event) => {
          if (event.newState === 'closed') setOpen(false);
        }}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('[role="menuitem"]') !== null)
            event.currentTarget.hidePopover();
        }}
      >
        {open && children}
      </div>
    </>
  );
}

interface MenuAtProps {
  readonly label: string;
  /** What it opens beside, px of the window: a row, or the point that was pressed. */
  readonly anchor: DOMRect;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The same menu without a button of its own: opened by a right click, a long press or the menu key. It is there as long as it is rendered. */
export function MenuAt({ label, anchor, onClose, children }: MenuAtProps) {
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const popup = menu.current;
    if (popup === null) return;
    if (!popup.matches(':popover-open')) popup.showPopover();
    place(popup, anchor, 'start');
    itemsOf(popup)[0]?.focus();
  }, [anchor]);

  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className="inset-auto m-0 max-h-[70dvh] max-w-80 min-w-44 overflow-auto rounded-card border border-line2 bg-panel p-1 text-ink shadow-float outline-none"
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('[role="menuitem"]') !== null)
          event.currentTarget.hidePopover();
      }}
    >
      {children}
    </div>
  );
}

const itemsOf = (menu: Element): readonly HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)'),
];

function place(popup: HTMLElement, button: DOMRect, align: 'start' | 'end'): void {
  const { width, height } = popup.getBoundingClientRect();
  const left = align === 'start' ? button.left : button.right - width;
  const below = button.bottom + GAP;
  const fits = below + height <= innerHeight - EDGE;
  popup.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  popup.style.top = `${fits ? below : Math.max(EDGE, button.top - GAP - height)}px`;
}

function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  const target = targetOf(event.key, items, at);
  if (target === undefined) return;
  event.preventDefault();
  items.at(target % items.length)?.focus();
}

/** Index of the item that a key leads to; may lie one beyond either end. */
function targetOf(key: string, items: readonly HTMLElement[], at: number): number | undefined {
  const moves: { readonly [key: string]: number } = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (key in moves) return moves[key];
  if (key.length !== 1 || key === ' ') return undefined;
  const order = items.map((_, index) => (at + 1 + index) % items.length);
  return order.find((index) => items[index]?.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
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
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      disabled={disabled}
      onClick={onSelect}
      className={clsx(
        'flex min-h-7 w-full items-center justify-between gap-4 rounded-control px-2 text-left text-body -outline-offset-2 select-none',
        'hover:bg-seen focus:bg-accent-soft disabled:text-ink3',
        danger ? 'text-drop' : 'text-ink',
      )}
    >
      <span>{children}</span>
      {hint !== undefined && <span className="text-label text-ink3">{hint}</span>}
    </button>
  );
}

export const MenuSeparator = () => <hr className="my-1 border-line" />;
