import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { Icon, type IconName } from './Icon.tsx';

const LOOKS = {
  plain: 'border-transparent text-ink2 hover:bg-seen hover:text-ink',
  line: 'border-line2 text-ink hover:bg-seen',
  primary: 'border-transparent bg-accent text-accent-ink hover:brightness-110',
  danger: 'border-line2 text-drop hover:bg-drop-soft',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof LOOKS;
  readonly icon?: IconName;
  /** 30 px, or 24 px inside cards and rows. */
  readonly small?: boolean;
}

export function Button({ look = 'plain', icon, small = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={clsx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap',
        'disabled:pointer-events-none disabled:text-ink3 disabled:opacity-60',
        small ? 'h-6 px-1.5 text-small' : 'h-7.5 px-2.5 text-body',
        LOOKS[look],
        className,
      )}
      {...rest}
    >
      {icon !== undefined && <Icon name={icon} size={small ? 14 : 15} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  readonly icon: IconName;
  /** Its accessible name, also the tooltip. */
  readonly label: string;
  readonly small?: boolean;
  /** For toggles: whether it is on. */
  readonly pressed?: boolean;
}

export function IconButton({ icon, label, small = false, pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      className={clsx(
        'inline-grid shrink-0 place-items-center rounded-control hover:bg-seen hover:text-ink',
        'disabled:pointer-events-none disabled:opacity-40',
        pressed === true ? 'bg-accent-soft text-accent' : 'text-ink2',
        small ? 'size-6' : 'size-7.5',
        className,
      )}
      {...rest}
    >
      <Icon name={icon} size={small ? 14 : 16} />
    </button>
  );
}
