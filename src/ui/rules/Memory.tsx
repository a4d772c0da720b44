import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import type { RulePlace, RuleStateView, StateUnit } from '../../engine/index.ts';
import { useStates } from './use-states.ts';

/** Up to so many tokens are drawn one by one; more, as a bar. */
const MOST_TOKENS = 12;

/** What the rule's extensions remember at the playhead: the token bucket of limit, the addresses of recent. */
export function Memory({ place }: { readonly place: RulePlace }) {
  const states = useStates(place);
  if (states.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {states.map((state) => (
        <State key={state.extension} state={state} />
      ))}
    </div>
  );
}

/** One extension's memory with its meters. */
export function State({ state }: { readonly state: RuleStateView }) {
  const { t, i18n } = useTranslation('rules');
  const { extension, unit, entries, refill } = state;
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const isSingle = entries.length === 1 && entries[0]?.name === '';
  return (
    <section className="rounded-card border border-line px-2.5 py-2" data-testid={`memory-${extension}`}>
      <h4 className="flex items-baseline gap-2 text-label text-ink3">
        <span className="font-mono font-semibold text-ink2">{extension}</span>
        <span>{t(`memory.${unit}.title`)}</span>
      </h4>
      {entries.length === 0 && <p className="pt-1 text-small text-ink3">{t('memory.nothing')}</p>}
      <ul className="flex flex-col gap-1 pt-1.5">
        {entries.map(({ name, level, capacity }) => {
          const text = t(`memory.${unit}.level`, {
            level: number.format(floor(level)),
            capacity: number.format(floor(capacity)),
          });
          return (
            <li key={name} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
              {!isSingle && <span className="truncate font-mono text-mono text-ink2">{name === '' ? '*' : name}</span>}
              <span className={clsx('text-small tabular-nums', isSingle && 'col-span-2')}>{text}</span>
              <Meter level={level} capacity={capacity} unit={unit} label={text} />
            </li>
          );
        })}
      </ul>
      {refill !== undefined && (
        <p className="pt-1 text-label text-ink3">{t('memory.refill', { seconds: number.format(refill / 1000) })}</p>
      )}
    </section>
  );
}

/** Two places behind the point, never rounded up to a token that is not there. */
const floor = (value: number): number => Math.floor(value * 100) / 100;

interface MeterProps {
  readonly level: number;
  readonly capacity: number;
  readonly unit: StateUnit;
  readonly label: string;
}

/** Tokens as a row of cells, the one that is filling up in part; larger amounts as a bar. */
function Meter({ level, capacity, unit, label }: MeterProps) {
  const share = capacity === 0 ? 0 : Math.min(1, level / capacity);
  const cells = Math.round(capacity);
  const isCells = unit === 'tokens' && cells <= MOST_TOKENS;
  const parts = isCells
    ? Array.from({ length: cells }, (_, index) => Math.min(1, Math.max(0, level - index)))
    : [share];
  const isSupply = unit === 'tokens' || unit === 'bytes';
  const isCritical = isSupply ? level < 1 : share >= 1;
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuenow={floor(level)}
      aria-valuemin={0}
      aria-valuemax={Math.max(floor(capacity), floor(level))}
      className="col-span-2 flex h-2.5 gap-0.5"
    >
      {numbered(parts).map(({ part, cell }) => (
        <span key={cell} className="relative flex-1 overflow-hidden rounded-xs bg-seen inset-ring inset-ring-line2">
          <span
            className={clsx('absolute inset-y-0 left-0', isCritical ? 'bg-drop' : 'bg-accent')}
            style={{ width: `${part * 100}%` }}
          />
        </span>
      ))}
    </div>
  );
}

/** A cell is told by its place. */
const numbered = (parts: readonly number[]) => parts.map((part, cell) => ({ part, cell }));
