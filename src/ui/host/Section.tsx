import { useId, type ReactNode } from 'react';
import { Button } from '../common/Button.tsx';

interface SectionProps {
  readonly title: string;
  /** What the button adds. */
  readonly add?: string;
  readonly onAdd?: () => void;
  readonly children: ReactNode;
}

/** A part of the host, with its heading. */
export function Section({ title, add, onAdd, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h3 id={id} className="text-label font-semibold text-ink3">
          {title}
        </h3>
        {add !== undefined && (
          <Button small icon="plus" className="text-accent!" onClick={onAdd}>
            {add}
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}
