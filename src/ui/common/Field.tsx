import clsx from 'clsx';
import { useId, type ReactNode } from 'react';

/** Class of text inputs, selects and text areas: 30 px, mono where Linux would print it. */
export const controlClass = (mono = false): string =>
  clsx(
    'h-7.5 w-full min-w-0 rounded-control border border-line2 bg-panel px-2 text-ink placeholder:text-ink3 aria-invalid:border-drop',
    mono ? 'font-mono text-mono' : 'text-body',
  );

interface FieldProps {
  readonly label: ReactNode;
  /** What is wrong with the value; said to screen readers together with the field. */
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly className?: string;
  /** Draws the control with these attributes. */
  readonly children: (control: {
    readonly id: string;
    readonly 'aria-describedby'?: string;
    readonly 'aria-invalid'?: true;
  }) => ReactNode;
}

/** A labelled control with its hint or its error below. */
export function Field({ label, error, hint, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-label font-medium text-ink2">
        {label}
      </label>
      {children({
        id,
        ...(note === undefined ? {} : { 'aria-describedby': noteId }),
        ...(error === undefined ? {} : { 'aria-invalid': true as const }),
      })}
      {note !== undefined && (
        <p
          id={noteId}
          role={error === undefined ? undefined : 'alert'}
          className={clsx('text-label', error === undefined ? 'text-ink3' : 'text-drop')}
        >
          {note}
        </p>
      )}
    </div>
  );
}
