import clsx from 'clsx';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { selectEvent, useApp } from '../../store/index.ts';
import { EmptyState } from '../common/EmptyState.tsx';
import { lanesOf, type Lane } from './lanes.ts';
import { Row } from './Row.tsx';
import { sequenceOf, type SequenceRow } from './sequence.ts';

const NOTHING: readonly SequenceRow[] = [];

/** The conversation across the host: who sent what to whom, as each side saw it, and what was stopped. */
export function SequencePanel() {
  const { t } = useTranslation('explain');
  const view = useApp((state) => state.run.view);
  const timeline = useApp((state) => state.ranScenario?.timeline);
  const step = useApp((state) => state.playhead.step);
  const packet = useApp((state) => selectEvent(state)?.packet ?? null);
  const [onlyOne, setOnlyOne] = useState(false);
  const all = useMemo(
    () => (view === null || timeline === undefined ? NOTHING : sequenceOf(view, timeline)),
    [view, timeline],
  );
  const current = all.find((row) => row.kind === 'packet' && row.step === step && row.packet === packet);
  const entry = current?.kind === 'packet' ? current.entry : null;
  const rows = useMemo(
    () => (onlyOne && entry !== null ? all.filter((row) => row.kind === 'packet' && row.entry === entry) : all),
    [all, onlyOne, entry],
  );
  const { lanes, width } = useMemo(
    () => lanesOf(rows, view?.host.hostname ?? '', t('sequence.others')),
    [rows, view, t],
  );

  if (!all.some((row) => row.kind === 'packet'))
    return <EmptyState title={t('sequence.empty')}>{t('sequence.emptyText')}</EmptyState>;
  return (
    <div className="min-h-full bg-panel" style={{ minWidth: width }}>
      <div className="sticky top-0 z-10 border-b border-line bg-panel">
        <label className="sticky left-0 inline-flex min-h-7 items-center gap-1.5 px-3.5 text-label text-ink2">
          <input
            type="checkbox"
            checked={onlyOne}
            disabled={entry === null && !onlyOne}
            onChange={(event) => setOnlyOne(event.target.checked)}
          />
          {t('sequence.onlyThis')}
        </label>
        <Heads lanes={lanes} />
      </div>
      <ol aria-label={t('sequence.label')} className="pb-3">
        {rows.map((row) => (
          <Row
            key={row.kind === 'packet' ? `${row.step}.${row.packet}` : `${row.step}`}
            row={row}
            lanes={lanes}
            width={width}
            isCurrent={row.step === step && (row.kind === 'pause' || row.packet === packet)}
          />
        ))}
      </ol>
    </div>
  );
}

/** The lanes' names over their lines. */
function Heads({ lanes }: { readonly lanes: readonly Lane[] }) {
  return (
    <div className="relative h-7" aria-hidden="true">
      {lanes.map(({ id, kind, label, x }) => (
        <span
          key={id}
          style={{ left: x }}
          className={clsx(
            'absolute top-0.5 -translate-x-1/2 rounded-chip px-1.5 text-label whitespace-nowrap',
            kind === 'far' ? 'font-mono text-ink2' : 'border border-line2 font-semibold text-ink',
            kind === 'host' && 'bg-seen',
          )}
        >
          {label}
        </span>
      ))}
    </div>
  );
}
