import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { OutcomeView, RuleView } from '../../engine/index.ts';

/** What a chip says; each has a sign of its own, so that none is told by colour alone. */
export type ChipKind = RuleView['target']['chip'] | 'sent' | 'delivered' | 'unknown' | 'nothing';

const SIGNS: { readonly [K in ChipKind]: string } = {
  accept: '✓',
  drop: '✕',
  reject: '↩',
  log: '≡',
  nat: '⇄',
  mark: '⚑',
  jump: '→',
  return: '↵',
  other: '•',
  none: '',
  sent: '→',
  delivered: '✓',
  unknown: '?',
  nothing: '–',
};

const TONES: { readonly [K in ChipKind]: string } = {
  accept: 'bg-ok-soft text-ok',
  drop: 'bg-drop-soft text-drop',
  reject: 'text-drop inset-ring inset-ring-drop',
  log: 'bg-log-soft text-log',
  nat: 'bg-accent-soft text-nat',
  mark: 'bg-seen text-mangle',
  jump: 'bg-seen text-ink2',
  return: 'bg-seen text-ink2',
  other: 'bg-seen text-ink2',
  none: 'bg-seen text-ink3',
  sent: 'bg-ok-soft text-ok',
  delivered: 'bg-ok-soft text-ok',
  unknown: 'bg-log-soft text-log',
  nothing: 'bg-seen text-ink3',
};

/** The verdict in full colour: the row where the packet's fate was sealed. */
const FILLED: { readonly [K in ChipKind]?: string } = {
  accept: 'bg-ok text-panel',
  drop: 'bg-drop text-panel',
  reject: 'bg-drop text-panel',
  nat: 'bg-nat text-panel',
  log: 'bg-log text-panel',
};

interface ChipProps {
  readonly kind: ChipKind;
  readonly filled?: boolean;
  readonly title?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** 18 px high, 11 px semibold. The sign is decoration: the word says the same. */
export function Chip({ kind, filled = false, title, className, children }: ChipProps) {
  return (
    <span
      title={title}
      className={clsx(
        'chip inline-flex h-4.5 max-w-full shrink-0 items-center gap-1 rounded-chip px-1.5 font-sans text-[11px] leading-none font-semibold whitespace-nowrap',
        (filled ? FILLED[kind] : undefined) ?? TONES[kind],
        className,
      )}
    >
      {SIGNS[kind] !== '' && <span aria-hidden="true">{SIGNS[kind]}</span>}
      <span className="truncate">{children}</span>
    </span>
  );
}

const OUTCOME_KINDS: { readonly [K in OutcomeView['kind']]: ChipKind } = {
  sent: 'sent',
  delivered: 'delivered',
  dropped: 'drop',
  rejected: 'reject',
  logged: 'log',
  nat: 'nat',
  unknown: 'unknown',
  nothing: 'nothing',
};

interface OutcomeChipProps {
  readonly outcome: OutcomeView;
  /** It stands in a button that says why (of class `group`). */
  readonly asks?: boolean;
}

/** The badge of a step's outcome. Its text already carries an arrow where it needs one ('→ eth1'). */
export function OutcomeChip({ outcome, asks = false }: OutcomeChipProps) {
  return (
    <Chip
      kind={OUTCOME_KINDS[outcome.kind]}
      {...(asks && { className: 'group-hover:underline group-hover:inset-ring group-hover:inset-ring-current' })}
    >
      {outcome.text.replace(/^→ /, '')}
    </Chip>
  );
}
