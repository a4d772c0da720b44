import clsx from 'clsx';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ChainView, TableName } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { useApp, useAppStore, type AppState } from '../../store/index.ts';
import { SIZES, type RowSpan } from './layout.ts';
import { RuleRow } from './RuleRow.tsx';
import { selectWalk } from './select-walk.ts';
import { rowPlace } from './stops.ts';

/** From here on only the rows in sight are in the document. */
const VIRTUAL_FROM = 40;
/** Rows kept beyond each edge, so that scrolling shows no gaps. */
const MARGIN = 6;
const HEIGHT = SIZES.mostRows * SIZES.row;

interface RuleRowsProps {
  readonly table: TableName;
  readonly chain: ChainView;
  /** The rows to draw; null for all. */
  readonly spans: readonly RowSpan[] | null;
}

/** The rules of a chain; a long one scrolls inside its node and follows the packet. */
export function RuleRows({ table, chain, spans }: RuleRowsProps) {
  return spans === null ? <AllRows table={table} chain={chain} /> : <SomeRows {...{ table, chain, spans }} />;
}

function AllRows({ table, chain }: Omit<RuleRowsProps, 'spans'>) {
  const list = useRef<HTMLOListElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const current = useApp((state) => currentRule(state, table, chain.name));
  const target = useApp(({ graphTarget }) =>
    graphTarget?.place.table === table && graphTarget.place.chain === chain.name ? graphTarget : null,
  );
  const count = chain.rules.length;
  const scrolls = count > SIZES.mostRows;

  useLayoutEffect(() => {
    const box = list.current;
    if (box === null || current === null || !scrolls) return;
    const top = (current - 1) * SIZES.row;
    if (top >= box.scrollTop + SIZES.row && top <= box.scrollTop + HEIGHT - 3 * SIZES.row) return;
    box.scrollTop = top - HEIGHT / 2;
    setScrolled(box.scrollTop);
  }, [current, scrolls]);

  useLayoutEffect(() => {
    const box = list.current;
    if (box === null || target === null || !scrolls) return;
    const top = (target.place.rule - 1) * SIZES.row;
    if (top >= box.scrollTop && top <= box.scrollTop + HEIGHT - SIZES.row) return;
    box.scrollTop = top - HEIGHT / 2;
    setScrolled(box.scrollTop);
  }, [target, scrolls]);

  if (count === 0) return null;
  const virtual = count > VIRTUAL_FROM;
  const first = virtual ? Math.max(0, Math.floor(scrolled / SIZES.row) - MARGIN) : 0;
  const last = virtual ? Math.min(count, first + SIZES.mostRows + 2 * MARGIN) : count;

  return (
    <ol
      ref={list}
      data-scroll={scrolls ? '' : undefined}
      className={clsx('pb-1', scrolls && 'nowheel nopan overflow-y-auto overscroll-contain')}
      style={scrolls ? { maxHeight: HEIGHT + SIZES.chainPadding } : undefined}
      onScroll={virtual ? (event) => setScrolled(event.currentTarget.scrollTop) : undefined}
    >
      {first > 0 && <li aria-hidden="true" style={{ height: first * SIZES.row }} />}
      {chain.rules.slice(first, last).map((rule, index) => (
        <RuleRow
          key={`rule-${first + index + 1}`}
          table={table}
          chain={chain.name}
          number={first + index + 1}
          rule={rule}
        />
      ))}
      {last < count && <li aria-hidden="true" style={{ height: (count - last) * SIZES.row }} />}
    </ol>
  );
}

/** Only what a packet touches: rules, and the stretches between them. */
function SomeRows({ table, chain, spans }: RuleRowsProps & { readonly spans: readonly RowSpan[] }) {
  const scrolls = spans.length > SIZES.mostRows;
  return (
    <ol
      data-scroll={scrolls ? '' : undefined}
      className={clsx('pb-1', scrolls && 'nowheel nopan overflow-y-auto overscroll-contain')}
      style={scrolls ? { maxHeight: HEIGHT + SIZES.chainPadding } : undefined}
    >
      {spans.map((span) => {
        if (span.kind === 'gap') return <Gap key={`gap-${span.from}`} table={table} chain={chain.name} {...span} />;
        const rule = chain.rules[span.rule - 1];
        if (rule === undefined) return null;
        return <RuleRow key={`rule-${span.rule}`} table={table} chain={chain.name} number={span.rule} rule={rule} />;
      })}
    </ol>
  );
}

interface GapProps {
  readonly table: TableName;
  readonly chain: string;
  readonly from: number;
  readonly to: number;
}

/** Rules that the packet passed over, in one row; it leads to the whole chain. */
function Gap({ table, chain, from, to }: GapProps) {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const here = useApp((state) => {
    const current = currentRule(state, table, chain);
    return current !== null && current >= from && current <= to ? current : null;
  });
  return (
    <li data-place={rowPlace(table, chain, here ?? from)} className="bg-seen">
      <button
        type="button"
        aria-current={here === null ? undefined : 'step'}
        className="flex h-5 w-full items-center gap-1.5 pr-1.5 pl-2.5 text-left font-sans text-label text-ink3 -outline-offset-2 hover:text-ink"
        onClick={() => store.getState().showInGraph({ table, chain, rule: from }, true)}
      >
        <span aria-hidden="true">⋮</span>
        <span className="truncate">{t('gap', { count: to - from + 1, from, to })}</span>
      </button>
    </li>
  );
}

function currentRule(state: AppState, table: string, chain: string): number | null {
  const place = selectWalk(state).stop[0];
  const prefix = `row:${table}/${chain}/`;
  return place?.startsWith(prefix) === true ? Number(place.slice(prefix.length)) : null;
}
