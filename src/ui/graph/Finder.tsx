import { useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { RulePlace } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { selectRuleset, useApp, useAppStore } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { findRule } from '../rules/ruleset-lookup.ts';
import { searchRules } from './search-rules.ts';
import { placeText } from './sentence.ts';

const NOTHING: readonly RulePlace[] = [];

/** Finds rules by chain, address, port or comment, and brings them into the middle one after the other. */
export function Finder() {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const ruleset = useApp(selectRuleset);
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const settled = useDeferredValue(query);
  const found = useMemo(() => (ruleset === null ? NOTHING : searchRules(ruleset, settled)), [ruleset, settled]);
  const current = found[at % Math.max(1, found.length)];

  useEffect(() => field.current?.focus(), []);

  // Only what was asked for moves the view: an edit that changes the finds does not.
  const asked = useRef('');
  useEffect(() => {
    const wish = `${settled} ${at}`;
    if (current === undefined || asked.current === wish) return;
    asked.current = wish;
    store.getState().showInGraph(current, false);
  }, [store, current, settled, at]);

  const go = (by: 1 | -1) => {
    if (found.length > 0) setAt((before) => (before + by + found.length) % found.length);
  };
  const close = () => store.getState().setFinderOpen(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' || event.key === 'F3') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown') go(1);
    else if (event.key === 'ArrowUp') go(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const count =
    settled.trim() === ''
      ? ''
      : found.length === 0
        ? t('find.none')
        : t('find.place', { at: (at % found.length) + 1, count: found.length });

  return (
    <search className="absolute top-2 left-2 z-10 flex max-w-[calc(100%-16px)] items-center gap-0.5 rounded-card border border-line2 bg-panel p-0.5 pl-2 shadow-float">
      <input
        ref={field}
        type="search"
        aria-label={t('find.open')}
        placeholder={t('find.placeholder')}
        value={query}
        className="h-6 w-44 min-w-0 bg-transparent font-mono text-mono text-ink outline-none placeholder:font-sans placeholder:text-ink3"
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <span role="status" className="min-w-14 px-1 text-right text-label whitespace-nowrap text-ink2">
        {count}
        {current !== undefined && <span className="sr-only"> {said(current)}</span>}
      </span>
      <IconButton small icon="moveUp" label={t('find.previous')} disabled={found.length === 0} onClick={() => go(-1)} />
      <IconButton small icon="moveDown" label={t('find.next')} disabled={found.length === 0} onClick={() => go(1)} />
      <IconButton small icon="close" label={t('find.close')} onClick={close} />
    </search>
  );

  function said(place: RulePlace): string {
    const text = findRule(ruleset, place)?.text ?? '';
    return place.rule === 0
      ? t('chain', { table: place.table, chain: place.chain })
      : t('find.found', { place: placeText(t, place), text });
  }
}
