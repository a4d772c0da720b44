import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { selectPosition, useApp } from '../../store/index.ts';
import { CopyButton } from '../common/CopyButton.tsx';
import { EmptyState } from '../common/EmptyState.tsx';
import { conntrackAsOf, conntrackHistories } from './conntrack-as-of.ts';
import { EntryCard } from './EntryCard.tsx';
import { LiveState } from './LiveState.tsx';

/** The connection tracking table as it was at the playhead, newest and lit first. */
export function ConntrackPanel() {
  const { t } = useTranslation('conntrack');
  const view = useApp((state) => state.run.view);
  const step = useApp((state) => state.playhead.step);
  const event = useApp((state) => selectPosition(state)?.event ?? null);
  const rows = useMemo(() => (view === null ? [] : conntrackAsOf(view, step, event)), [view, step, event]);
  const histories = useMemo(() => (view === null ? null : conntrackHistories(view)), [view]);

  if (rows.length === 0)
    return (
      <>
        <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
        <LiveState />
      </>
    );
  const text = rows
    .filter((row) => !row.isGone)
    .map((row) => row.entry.line)
    .join('\n');
  return (
    <div className="py-3">
      <ul>
        {rows.toReversed().map((row) => (
          <EntryCard key={row.entry.id} row={row} history={histories?.get(row.entry.id)} />
        ))}
      </ul>
      <details className="px-3 pb-2">
        <summary className="flex min-h-6 items-center gap-2 text-label font-semibold text-ink3">
          <span>{t('asText')}</span>
          <span className="font-normal">{t('asTextHint')}</span>
        </summary>
        <div className="mt-1 rounded-card border border-line p-2">
          <pre className="font-mono text-mono break-words whitespace-pre-wrap text-ink2">{text}</pre>
          <CopyButton text={text} className="mt-2" />
        </div>
      </details>
      <LiveState />
    </div>
  );
}
