import clsx from 'clsx';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ChainView, TableName } from '../../engine/index.ts';
import { useApp } from '../../store/index.ts';
import { SIZES } from './layout.ts';
import { RuleRow } from './RuleRow.tsx';
import { selectWalk } from './select-walk.ts';

/** From here on only the rows in sight are in the document. */
const VIRTUAL_FROM = 40;
/** Rows kept beyond each edge, so that scrolling shows no gaps. */
const MARGIN = 6;

/** The rules of a chain; a long one scrolls inside its node and follows the packet. */
export function RuleRows({ table, chain }: { readonly table: TableName; readonly chain: ChainView }) {
  const list = useRef<HTMLOListElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const current = useApp((state) => currentRule(selectWalk(state).stop[0], table, chain.name));
  const count = chain.rules.length;
  const scrolls = count > SIZES.mostRows;

  useLayoutEffect(() => {
    const box = list.current;
    if (box === null || current === null || !scrolls) return;
    const top = (current - 1) * SIZES.row;
    const height = SIZES.mostRows * SIZES.row;
    if (top >= box.scrollTop + SIZES.row && top <= box.scrollTop + height - 3 * SIZES.row) return;
    box.scrollTop = top - height / 2;
    setScrolled(box.scrollTop);
  }, [current, scrolls]);

  if (count === 0) return null;
  const virtual = count > VIRTUAL_FROM;
  const first = virtual ? Math.max(0, Math.floor(scrolled / SIZES.row) - MARGIN) : 0;
  const last = virtual ? Math.min(count, first + SIZES.mostRows + 2 * MARGIN) : count;

  return (
    <ol
      ref={list}
      data-scroll={scrolls ? '' : undefined}
      className={clsx('pb-1', scrolls && 'nowheel nopan overflow-y-auto overscroll-contain')}
      style={scrolls ? { maxHeight: SIZES.mostRows * SIZES.row + SIZES.chainPadding } : undefined}
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

function currentRule(place: string | undefined, table: string, chain: string): number | null {
  const prefix = `row:${table}/${chain}/`;
  return place?.startsWith(prefix) === true ? Number(place.slice(prefix.length)) : null;
}
