import clsx from 'clsx';
import { memo, use, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleView, TableName } from '../../engine/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { Chip } from '../common/Chip.tsx';
import { RowMeter } from '../rules/RowMeter.tsx';
import { HoverRule, RULE_TIP } from './hovered-rule.ts';
import { Reason } from './Reason.tsx';
import { tellingFirst } from './telling-first.ts';
import { hasMemory } from '../rules/states-as-of.ts';
import { selectWalk } from './select-walk.ts';
import { rowPlace } from './stops.ts';
import { isAtRow, rowStateOf } from './walk.ts';

/** Where what the rule asks needs the room; the whole rule is in the tip and in the side panel. */
const SHORT_NAMES: { readonly [target: string]: string } = { MASQUERADE: 'MASQ' };
/** Characters of a condition beside which the whole name of a target has room. */
const SHORT_BRIEF = 16;

interface RuleRowProps {
  readonly table: TableName;
  readonly chain: string;
  /** 1-based. */
  readonly number: number;
  readonly rule: RuleView;
}

/** One rule: number, conditions in short, target; and what the packet made of it. */
export const RuleRow = memo(function RuleRow({ table, chain, number, rule }: RuleRowProps) {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const hover = use(HoverRule);
  const state = useApp((app) => rowStateOf(selectWalk(app), table, chain, number));
  const current = useApp((app) => isAtRow(selectWalk(app), table, chain, number));
  const selected = useApp(
    ({ selectedRule }) => selectedRule?.table === table && selectedRule.chain === chain && selectedRule.rule === number,
  );
  const place = { table, chain, rule: number };
  const remembers = useApp((app) => hasMemory(app.run.view, place));
  const { target } = rule;
  const name = rule.brief.length > SHORT_BRIEF ? (SHORT_NAMES[target.name] ?? target.name) : target.name;
  const label = name + (rule.notModelled === undefined ? '' : '?');
  const point = ({ currentTarget }: { readonly currentTarget: Element }) =>
    hover({ place, rule, explains: state === 'passed' && !current, box: currentTarget.getBoundingClientRect() });

  return (
    <li
      data-place={rowPlace(table, chain, number)}
      className={clsx(state === 'passed' && 'bg-seen', state !== 'plain' && state !== 'passed' && 'bg-hit')}
    >
      <button
        type="button"
        tabIndex={number === 1 ? 0 : -1}
        data-rule={number}
        aria-current={current ? 'step' : undefined}
        aria-pressed={selected}
        className={clsx(
          'relative grid h-5 w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-1.5 pr-1.5 pl-2.5 text-left font-mono text-[11px] leading-none tracking-[-0.03em] -outline-offset-2',
          state === 'matched' || state === 'verdict' ? 'text-ink' : 'text-ink2',
          state === 'verdict' && 'inset-ring inset-ring-ink3',
          selected && 'inset-ring-2 inset-ring-accent',
        )}
        onClick={() => store.getState().selectRule(place)}
        onKeyDown={moveFocus}
        onMouseEnter={point}
        onMouseLeave={() => hover(null)}
        onFocus={(event) => {
          event.currentTarget.setAttribute('aria-describedby', RULE_TIP);
          point(event);
        }}
        onBlur={(event) => {
          event.currentTarget.removeAttribute('aria-describedby');
          hover(null);
        }}
      >
        <span className="min-w-3.5 text-ink3">{number}</span>
        <span className={clsx('truncate', rule.brief === '' && 'font-sans text-ink3 italic')}>
          {rule.brief === '' ? t('emptyRule') : tellingFirst(rule.brief)}
        </span>
        {label !== '' && (
          <Chip
            kind={target.chip}
            filled={state === 'verdict'}
            className={rule.brief === '' ? 'max-w-50!' : 'max-w-31!'}
          >
            {label}
          </Chip>
        )}
        <span className="sr-only">{t(`rowState.${state}`)}</span>
        {remembers && <RowMeter place={place} />}
      </button>
      {current && state === 'passed' && (
        <p className="pr-1.5 pb-1 pl-7.5 leading-4">
          <Reason place={place} />
        </p>
      )}
      {current && rule.notModelled !== undefined && (
        <p className="pr-1.5 pb-1 pl-7.5 font-sans text-label text-log">
          {t('notModelled', { names: rule.notModelled.join(', ') })}
        </p>
      )}
    </li>
  );
});

/** One tab stop for the chain; arrows go from rule to rule. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const number = Number(event.currentTarget.dataset['rule']) + step;
  event.preventDefault();
  event.currentTarget.closest('ol')?.querySelector<HTMLElement>(`[data-rule="${number}"]`)?.focus();
}
