import clsx from 'clsx';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RulesetView } from '../../engine/index.ts';
import { useAppStore } from '../../store/index.ts';
import { TABLE_TEXT } from '../rules/table-names.ts';
import { rulesetDiff, type ChainDiff, type DiffLine } from './rule-diff.ts';

/** More lines of one chain would not be read. */
const MOST_LINES = 200;

interface RuleDiffProps {
  readonly before: RulesetView | undefined;
  readonly after: RulesetView | undefined;
}

/** Which rules differ: taken out, put in, chain by chain. */
export function RuleDiff({ before, after }: RuleDiffProps) {
  const { t } = useTranslation('explain');
  const chains = useMemo(
    () => (before === undefined || after === undefined ? [] : rulesetDiff(before, after)),
    [before, after],
  );
  return (
    <section
      aria-label={t('compare.rulesLabel')}
      className="min-w-0 border-l border-line max-lg:border-t max-lg:border-l-0"
    >
      <h3 className="flex min-h-9 items-center px-3.5 text-label font-semibold text-ink3">{t('compare.rulesLabel')}</h3>
      {chains.length === 0 && <p className="px-3.5 pb-3 text-small text-ink3">{t('compare.sameRules')}</p>}
      {chains.map((chain) => (
        <Chain key={`${chain.table} ${chain.chain}`} diff={chain} />
      ))}
    </section>
  );
}

function Chain({ diff: { table, chain, policy, lines } }: { readonly diff: ChainDiff }) {
  const { t } = useTranslation('explain');
  return (
    <section className="pb-2">
      <h4 className="px-3.5 py-0.5 font-mono text-mono font-semibold">
        <span className={TABLE_TEXT[table]}>{table}</span> {chain}
        {policy !== null && (
          <span className="ml-2 font-sans text-label font-normal text-ink2">
            {t('compare.policy')} <del className="text-ink3">{policy.before}</del> → {policy.after}
          </span>
        )}
      </h4>
      <ul>
        {lines.slice(0, MOST_LINES).map((line) => (
          <Line key={`${line.kind} ${line.before ?? line.after}`} table={table} chain={chain} line={line} />
        ))}
      </ul>
      {lines.length > MOST_LINES && (
        <p className="px-3.5 text-label text-ink3">{t('compare.more', { count: lines.length - MOST_LINES })}</p>
      )}
    </section>
  );
}

interface LineProps extends Pick<ChainDiff, 'table' | 'chain'> {
  readonly line: DiffLine;
}

function Line({ table, chain, line: { kind, before, after, text } }: LineProps) {
  const { t } = useTranslation('explain');
  const store = useAppStore();
  const isAdded = kind === 'added';
  const body = (
    <>
      <span aria-hidden="true" className={clsx('font-bold', isAdded ? 'text-ok' : 'text-drop')}>
        {isAdded ? '+' : '−'}
      </span>
      <span className="text-right text-ink3">{before ?? after}</span>
      <span className="min-w-0 wrap-anywhere text-ink">
        <span className="sr-only">{t(isAdded ? 'compare.added' : 'compare.removed')} </span>
        {text}
      </span>
    </>
  );
  const shape = 'grid min-h-6 w-full grid-cols-[10px_24px_1fr] gap-1.5 px-3.5 py-0.5 text-left font-mono text-mono';
  return (
    <li className={isAdded ? 'bg-ok-soft' : 'bg-drop-soft'}>
      {isAdded && after !== null ? (
        <button
          type="button"
          className={clsx(shape, '-outline-offset-2 hover:underline')}
          onClick={() => store.getState().selectRule({ table, chain, rule: after })}
        >
          {body}
        </button>
      ) : (
        <p className={shape}>{body}</p>
      )}
    </li>
  );
}
