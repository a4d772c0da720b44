import clsx from 'clsx';
import { useId } from 'react';

interface SegmentedProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

/** One of a few, side by side: radio buttons, so arrows move between them. */
export function Segmented<Id extends string>({ label, options, value, onChange }: SegmentedProps<Id>) {
  const name = useId();
  return (
    <fieldset className="flex shrink-0 rounded-control border border-line2 p-px">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.id}
          className={clsx(
            'flex min-h-6 cursor-pointer items-center whitespace-nowrap rounded-[6px] px-2 text-small has-focus-visible:outline-2 has-focus-visible:outline-accent',
            option.id === value ? 'bg-accent-soft font-semibold text-accent' : 'text-ink2 hover:text-ink',
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            checked={option.id === value}
            onChange={() => onChange(option.id)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
