import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { positionOfEvent, selectPosition, useApp, useAppStore } from '../../store/index.ts';
import { Chip } from '../common/Chip.tsx';
import { CopyButton } from '../common/CopyButton.tsx';
import { EmptyState } from '../common/EmptyState.tsx';
import { Segmented } from '../common/Segmented.tsx';
import { filterLines, LEVELS, logAsOf, prefixOf, type LogLine } from './log-lines.ts';

const KINDS = ['all', 'log', 'trace'] as const;
type Kind = (typeof KINDS)[number];
const DEBUG = LEVELS.length - 1;

/** The kernel log up to the playhead. */
export function LogPanel() {
  const { t } = useTranslation('log');
  const view = useApp((state) => state.run.view);
  const step = useApp((state) => state.playhead.step);
  const event = useApp((state) => selectPosition(state)?.event ?? null);
  const [kind, setKind] = useState<Kind>('all');
  const [level, setLevel] = useState(DEBUG);
  const [prefix, setPrefix] = useState('');
  const [text, setText] = useState('');
  const lines = useMemo(() => (view === null ? [] : logAsOf(view, step, event)), [view, step, event]);
  if (lines.length === 0) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>;

  const prefixes = [...new Set(lines.map(prefixOf))].filter((one) => one !== '');
  // The playhead may have gone back to before the prefix was written.
  const wanted = prefixes.includes(prefix) ? prefix : '';
  const shown = filterLines(lines, { kind, level, prefix: wanted, text });
  return (
    <div className="flex min-h-full flex-col">
      <div className="sticky top-0 flex flex-wrap items-center gap-2 border-b border-line bg-panel px-3 py-2">
        <Segmented
          label={t('kinds')}
          options={KINDS.map((id) => ({ id, label: t(id) }))}
          value={kind}
          onChange={setKind}
        />
        <select
          aria-label={t('level')}
          className="h-6 max-w-23 rounded-control border border-line2 bg-panel px-1 text-small"
          value={level}
          onChange={(change) => setLevel(Number(change.target.value))}
        >
          {LEVELS.map((name, index) => (
            <option key={name} value={index}>
              {index === DEBUG ? t('anyLevel') : t('atLeast', { level: name })}
            </option>
          ))}
        </select>
        {prefixes.length > 0 && (
          <select
            aria-label={t('prefix')}
            className="h-6 max-w-28 rounded-control border border-line2 bg-panel px-1 text-small"
            value={wanted}
            onChange={(change) => setPrefix(change.target.value)}
          >
            <option value="">{t('anyPrefix')}</option>
            {prefixes.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
        <input
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          spellCheck={false}
          className="h-6 min-w-20 flex-1 rounded-control border border-line2 bg-panel px-1.5 font-mono text-mono placeholder:font-sans placeholder:text-ink3"
          value={text}
          onChange={(change) => setText(change.target.value)}
        />
        <CopyButton text={shown.map((line) => line.line).join('\n')} />
      </div>
      {shown.length === 0 && <EmptyState title={t('filtered')} />}
      <ol className="py-1">
        {shown.map((line) => (
          <Line key={`${line.step}.${line.event}`} line={line} isNow={line.step === step && line.event === event} />
        ))}
      </ol>
    </div>
  );
}

function Line({ line, isNow }: { readonly line: LogLine; readonly isNow: boolean }) {
  const { t } = useTranslation('log');
  const store = useAppStore();
  const { place } = line;
  const go = () => {
    const state = store.getState();
    const step = state.run.view?.steps[line.step];
    if (step !== undefined) state.goTo(line.step, positionOfEvent(step, line.event));
  };
  return (
    <li className={`border-b border-line px-3 py-1.5 ${isNow ? 'bg-hit' : ''}`}>
      <div className="flex items-center gap-2 text-label text-ink3">
        <button
          type="button"
          className="min-h-6 text-accent hover:underline"
          title={t('goTo', { step: line.step + 1 })}
          onClick={go}
        >
          {t('step', { step: line.step + 1 })}
        </button>
        <Chip kind={line.isTrace ? 'other' : 'log'}>
          {line.isTrace ? 'TRACE' : (LEVELS[line.level] ?? String(line.level))}
        </Chip>
        {place !== null && (
          <button
            type="button"
            className="min-h-6 truncate font-mono hover:text-accent hover:underline"
            title={t('openRule')}
            onClick={() => store.getState().selectRule(place)}
          >
            {place.table} {place.chain} {place.rule}
          </button>
        )}
      </div>
      <p className="font-mono text-mono break-words whitespace-pre-wrap text-ink2">{line.line}</p>
    </li>
  );
}
