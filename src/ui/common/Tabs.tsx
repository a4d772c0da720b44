import clsx from 'clsx';
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
  /** Shown after the label: how many there are. */
  readonly count?: number;
}

interface TabsProps<Id extends string> {
  /** Accessible name of the row of tabs. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly active: Id;
  readonly onSelect: (id: Id) => void;
  /** At the far end of the row: buttons that belong to the whole. */
  readonly trailing?: ReactNode;
  /** Without a panel only the row is drawn. */
  readonly children?: ReactNode;
  readonly className?: string;
}

/** Tabs by the ARIA pattern: arrow keys move, Home and End jump, the panel is named by its tab. */
export function Tabs<Id extends string>({
  label,
  tabs,
  active,
  onSelect,
  trailing,
  children,
  className,
}: TabsProps<Id>) {
  const base = useId();
  const row = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.findIndex((tab) => tab.id === active);
    const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(target + tabs.length) % tabs.length];
    if (next === undefined) return;
    onSelect(next.id);
    row.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };

  return (
    <div className={clsx('flex min-h-0 flex-col', className)}>
      <div className="flex shrink-0 items-center border-b border-line px-2">
        <div
          ref={row}
          role="tablist"
          aria-label={label}
          className="flex min-w-0 flex-1 overflow-x-auto pt-1"
          onKeyDown={onKeyDown}
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${base}-${tab.id}`}
              data-tab={tab.id}
              aria-selected={tab.id === active}
              aria-controls={children === undefined ? undefined : `${base}-panel`}
              tabIndex={tab.id === active ? 0 : -1}
              className={clsx(
                '-mb-px h-8.5 shrink-0 border-b-2 px-2.5 text-[12.5px] -outline-offset-2',
                tab.id === active
                  ? 'border-accent font-semibold text-ink'
                  : 'border-transparent text-ink2 hover:text-ink',
              )}
              onClick={() => onSelect(tab.id)}
            >
              {tab.label}
              {tab.count !== undefined && <span className="ml-1 font-normal text-ink3">{tab.count}</span>}
            </button>
          ))}
        </div>
        {trailing}
      </div>
      {children !== undefined && (
        // The panel scrolls, so the keyboard must be able to reach it.
        <div
          role="tabpanel"
          id={`${base}-panel`}
          aria-labelledby={`${base}-${active}`}
          tabIndex={0}
          className="min-h-0 flex-1 overflow-auto -outline-offset-2"
        >
          {children}
        </div>
      )}
    </div>
  );
}
