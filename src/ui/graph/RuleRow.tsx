import clsx from 'clsx';
import { memo, use, useState, type KeyboardEvent } from 'react';
import type { RulePlace, RuleView, TableName } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { useApp, useAppStore, type AppState } from '../../store/index.ts';
import { Chip } from '../common/Chip.tsx';
import { Icon } from '../common/Icon.tsx';
import { RowMeter } from '../rules/RowMeter.tsx';
import { HoverRule, RULE_TIP } from './hovered-rule.ts';
import { Reason } from './Reason.tsx';
import { RuleEditingContext, type RuleEditing } from './rule-editing.ts';
import { tellingFirst } from './telling-first.ts';
import { hasMemory } from '../rules/states-as-of.ts';
import { selectWalk } from './select-walk.ts';
import { rowPlace } from './stops.ts';
import { isAtRow, rowStateOf, type RowState } from './walk.ts';

/** Where what the rule asks needs the room; the whole rule is in the tip and in the side panel. */
const SHORT_NAMES: { readonly [target: string]: string } = { MASQUERADE: 'MASQ' };
/** Characters of a condition beside which the whole name of a target has room. */
const SHORT_BRIEF = 16;

/** Characters of a target beside which nothing else can be read. */
const LONG_NAME = 18;

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
  const editing = use(RuleEditingContext);
  const hover = use(HoverRule);
  const [pointed, setPointed] = useState(false);
  const [state, current, selected, sought] = useLook(table, chain, number);
  const place = { table, chain, rule: number };
  const openMenu = (anchor: DOMRect) => {
    hover(null);
    editing.openMenu({ place, rule, anchor });
  };

  return (
    <li
      data-place={rowPlace(table, chain, number)}
      data-rule-at={`${table}/${chain}/${number}`}
      className={clsx('relative', GROUNDS[state])}
    >
      <RowButton
        {...{ place, rule, state, current, selected, sought, openMenu }}
        onPoint={setPointed}
        explains={state === 'passed' && !current}
      />
      {pointed && (
        <button
          type="button"
          tabIndex={-1}
          data-row-action=""
          aria-label={t('edit.more', { rule: number })}
          title={t('edit.more', { rule: number })}
          className="absolute top-0 right-0 grid h-5 w-6 place-items-center rounded-control border border-line2 bg-panel text-ink2 hover:text-ink"
          onClick={(event) => openMenu(event.currentTarget.getBoundingClientRect())}
          onMouseLeave={() => setPointed(false)}
        >
          <Icon name="more" size={13} />
        </button>
      )}
      {current && state === 'passed' && (
        <p className="line-clamp-2 pr-1.5 pl-7.5 leading-4">
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

interface RowButtonProps {
  readonly place: RulePlace;
  readonly rule: RuleView;
  readonly state: RowState;
  readonly current: boolean;
  readonly selected: boolean;
  readonly sought: boolean;
  /** Whether its tip says why it did not match. */
  readonly explains: boolean;
  readonly openMenu: (anchor: DOMRect) => void;
  readonly onPoint: (pointed: boolean) => void;
}

/** The row itself: what is clicked, focused, dragged and read out. */
function RowButton({ place, rule, state, current, selected, sought, explains, openMenu, onPoint }: RowButtonProps) {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const hover = use(HoverRule);
  const editing = use(RuleEditingContext);
  const remembers = useApp((app) => hasMemory(app.run.view, place));
  const { target } = rule;
  const name = rule.brief.length > SHORT_BRIEF ? (SHORT_NAMES[target.name] ?? target.name) : target.name;
  const label = name + (rule.notModelled === undefined ? '' : '?');
  const point = ({ currentTarget }: { readonly currentTarget: Element }) =>
    hover({ place, rule, explains, box: currentTarget.getBoundingClientRect() });

  return (
    <button
      type="button"
      tabIndex={place.rule === 1 ? 0 : -1}
      data-rule={place.rule}
      aria-current={current ? 'step' : undefined}
      aria-pressed={selected}
      aria-keyshortcuts="Enter Alt+ArrowUp Alt+ArrowDown Shift+F10 Delete"
      className={clsx(
        'relative grid h-5 w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-1.5 pr-1.5 pl-2.5 text-left font-mono text-[11px] leading-none tracking-[-0.03em] -outline-offset-2',
        state === 'matched' || state === 'verdict' ? 'text-ink' : 'text-ink2',
        state === 'verdict' && 'inset-ring inset-ring-ink3',
        selected && 'inset-ring-2 inset-ring-accent',
        sought && 'bg-accent-soft',
      )}
      onClick={() => store.getState().selectRule(place)}
      onDoubleClick={() => {
        hover(null);
        editing.edit({ place, rule });
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        const byKey = event.clientX === 0 && event.clientY === 0;
        openMenu(byKey ? event.currentTarget.getBoundingClientRect() : new DOMRect(event.clientX, event.clientY, 0, 0));
      }}
      onKeyDown={(event) => {
        if (!rowKey(event, place, rule, editing)) moveFocus(event);
      }}
      onMouseEnter={(event) => {
        onPoint(true);
        point(event);
      }}
      onMouseLeave={({ relatedTarget, currentTarget }) => {
        // To its own menu the pointer does not leave the row.
        if (!(relatedTarget instanceof Node && currentTarget.parentElement?.contains(relatedTarget) === true))
          onPoint(false);
        hover(null);
      }}
      onFocus={(event) => {
        event.currentTarget.setAttribute('aria-describedby', RULE_TIP);
        point(event);
      }}
      onBlur={(event) => {
        event.currentTarget.removeAttribute('aria-describedby');
        hover(null);
      }}
    >
      {state === 'ahead' && (
        <span aria-hidden="true" className="absolute top-2 left-[5px] size-1 rounded-full bg-ink3" />
      )}
      <span className="min-w-3.5 text-ink3">{place.rule}</span>
      <span className={clsx('truncate', rule.brief === '' && 'font-sans text-ink3 italic')}>
        {rule.brief === '' ? label.length < LONG_NAME && t('emptyRule') : tellingFirst(rule.brief)}
      </span>
      {label !== '' && (
        <Chip kind={target.chip} filled={state === 'verdict'} className={rule.brief === '' ? 'max-w-50!' : 'max-w-31!'}>
          {label}
        </Chip>
      )}
      <span className="sr-only">{t(`rowState.${state}`)}</span>
      {remembers && <RowMeter place={place} />}
    </button>
  );
}

const GROUNDS: { readonly [S in RowState]: string } = {
  plain: '',
  ahead: '',
  passed: 'bg-seen',
  matched: 'bg-hit',
  verdict: 'bg-hit',
};

type Look = readonly [state: RowState, current: boolean, selected: boolean, sought: boolean];
const STATES: readonly RowState[] = ['plain', 'ahead', 'passed', 'matched', 'verdict'];
const BOTH = [false, true] as const;
const LOOKS: readonly Look[] = STATES.flatMap((state) =>
  BOTH.flatMap((sought) => BOTH.flatMap((selected) => BOTH.map((current): Look => [state, current, selected, sought]))),
);

/** How a row looks. Asked of hundreds of rows at every event, so it is one cheap question, answered by an index into LOOKS. */
function useLook(table: TableName, chain: string, number: number): Look {
  const seen = useApp((app) => {
    const walk = selectWalk(app);
    const { selectedRule } = app;
    const selected = selectedRule?.rule === number && selectedRule.chain === chain && selectedRule.table === table;
    const state = STATES.indexOf(rowStateOf(walk, table, chain, number));
    const current = isAtRow(walk, table, chain, number);
    return state * 8 + Number(isSought(app, table, chain, number)) * 4 + Number(selected) * 2 + Number(current);
  });
  return LOOKS[seen] ?? ['plain', false, false, false];
}

/** What the graph's search stands at. */
function isSought({ finderOpen, graphTarget }: AppState, table: TableName, chain: string, rule: number): boolean {
  const place = finderOpen ? graphTarget?.place : undefined;
  return place !== undefined && place.rule === rule && place.chain === chain && place.table === table;
}

/** Keys that change the rule. True if the key was one of them. */
function rowKey(
  event: KeyboardEvent<HTMLButtonElement>,
  place: RulePlace,
  rule: RuleView,
  editing: RuleEditing,
): boolean {
  const { key, altKey, shiftKey } = event;
  const mod = event.ctrlKey || event.metaKey;
  const action = ((): (() => void) | null => {
    if (altKey && !mod && (key === 'ArrowUp' || key === 'ArrowDown'))
      return () => editing.nudge(place, rule, key === 'ArrowUp' ? -1 : 1);
    if (mod && !altKey && !shiftKey) {
      if (key === 'x' || key === 'c') return () => editing.take(place, rule, key === 'x');
      return key === 'v' ? () => editing.paste(place) : null;
    }
    if (altKey || mod) return null;
    if (key === 'Enter') return () => editing.edit({ place, rule });
    if (key === 'Delete') return () => editing.remove(place);
    if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
      const anchor = event.currentTarget.getBoundingClientRect();
      return () => editing.openMenu({ place, rule, anchor });
    }
    return null;
  })();
  if (action === null) return false;
  event.preventDefault();
  action();
  return true;
}

/** One tab stop for the chain; arrows go from rule to rule. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.altKey) return;
  event.preventDefault();
  const rows = [...(event.currentTarget.closest('ol')?.querySelectorAll<HTMLElement>('[data-rule]') ?? [])];
  rows[rows.indexOf(event.currentTarget) + step]?.focus();
}
