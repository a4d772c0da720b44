import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface EmptyStateProps {
  readonly icon?: IconName;
  readonly title: ReactNode;
  readonly children?: ReactNode;
}

/** What a panel shows when there is nothing to show: what would be here, and how it gets here. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-80 flex-col items-center gap-1.5 px-4 py-8 text-center text-ink2">
      {icon !== undefined && (
        <span className="mb-1 text-ink3">
          <Icon name={icon} size={20} />
        </span>
      )}
      <p className="font-semibold text-ink">{title}</p>
      {children !== undefined && <div className="text-small">{children}</div>}
    </div>
  );
}
