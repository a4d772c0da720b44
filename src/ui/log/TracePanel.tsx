import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WalkEvent } from '../../engine/index.ts';
import { positionOfEvent, selectPosition, selectStep, useApp, useAppStore } from '../../store/index.ts';
import { CopyButton } from '../common/CopyButton.tsx';
import { EmptyState } from '../common/EmptyState.tsx';
import { Segmented } from '../common/Segmented.tsx';
import { sentenceOf } from '../graph/sentence.ts';

const VIEWS = ['walk', 'lines'] as const;
type View = (typeof VIEWS)[number];

/** The walk of the current step in text: numbered phases, or the kernel's own TRACE lines. */
export function TracePanel() {
  const { t } = useTranslation('trace');
  const { t: say } = useTranslation('graph');
  const step = useApp(selectStep);
  const number = useApp((state) => state.playhead.step + 1);
  const [view, setView] = useState<View>('walk');
  if (step === null || step.events.length === 0) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>;
  const sentences = step.events.map((event) => sentenceOf(say, event, null));
  const lines = step.events.flatMap((event) => (event.kind === 'logged' && event.trace ? [event.line] : []));
  const text =
    view === 'lines' ? lines.join('\n') : sentences.map((sentence, index) => `${index + 1}. ${sentence}`).join('\n');
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1">
        <Segmented
          label={t('show')}
          options={VIEWS.map((id) => ({ id, label: t(id) }))}
          value={view}
          onChange={setView}
        />
        <span className="flex-1" />
        <CopyButton text={text} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-3 py-1.5">
        {view === 'walk' && <Walk label={t('label', { step: number })} sentences={sentences} />}
        {view === 'lines' && lines.length > 0 && (
          <pre className="font-mono text-mono whitespace-pre-wrap text-ink2">{text}</pre>
        )}
        {view === 'lines' && lines.length === 0 && <EmptyState title={t('noLines')}>{t('noLinesText')}</EmptyState>}
      </div>
    </div>
  );
}

function Walk({ label, sentences }: { readonly label: string; readonly sentences: readonly string[] }) {
  const { t } = useTranslation('trace');
  const store = useAppStore();
  const step = useApp(selectStep);
  const now = useApp((state) => selectPosition(state)?.event ?? null);
  if (step === null) return null;
  const go = (event: number) => store.getState().goTo(store.getState().playhead.step, positionOfEvent(step, event));
  return (
    <ol aria-label={label}>
      {numbered(step.events).map(({ event, index }) => (
        <li key={index} className="[contain-intrinsic-size:auto_24px] [content-visibility:auto]">
          {event.packet !== step.events[index - 1]?.packet && (
            <p className="pt-1 text-label font-semibold text-ink3">{t('packet', { packet: event.packet })}</p>
          )}
          <button
            type="button"
            aria-current={index === now ? 'step' : undefined}
            className={`flex min-h-6 w-full gap-2 rounded-control px-1.5 text-left text-small ${index === now ? 'bg-hit' : 'hover:bg-seen'} ${event.kind === 'hook' ? 'font-semibold' : ''}`}
            onClick={() => go(index)}
          >
            <span className="w-7 shrink-0 text-right text-ink3 tabular-nums">{index + 1}</span>
            <span className={now !== null && index > now ? 'text-ink3' : 'text-ink'}>{sentences[index]}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

const numbered = (events: readonly WalkEvent[]) => events.map((event, index) => ({ event, index }));
