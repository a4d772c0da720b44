import { useTranslation } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import { EmptyState } from '../common/EmptyState.tsx';

/** What stands in the graph's place when there is no walk: still working, refused, failed, or nothing there. */
export function GraphEmpty() {
  const { t } = useTranslation('graph');
  const common = useTranslation('common').t;
  const run = useApp((state) => state.run);
  const refusal = run.view !== null && run.view.restore.exit !== 0 ? run.view.restore.stderr : null;
  return (
    <div className="grid h-full place-items-center">
      {run.status === 'failed' ? (
        <EmptyState icon="alert" title={t('empty.failedTitle')}>
          <p>{run.issue}</p>
        </EmptyState>
      ) : refusal !== null ? (
        <EmptyState icon="alert" title={t('empty.restoreTitle')}>
          <p>{t('empty.restoreBody')}</p>
          <pre className="mt-2 max-w-full overflow-auto rounded-chip bg-seen p-2 text-left font-mono text-mono whitespace-pre-wrap text-ink">
            {refusal}
          </pre>
        </EmptyState>
      ) : run.view === null ? (
        <p className="text-small text-ink3">{common('engineBusy')}</p>
      ) : (
        <EmptyState icon="graph" title={t('empty.title')}>
          <p>{t('empty.body')}</p>
        </EmptyState>
      )}
    </div>
  );
}
