import clsx from 'clsx';
import { useEffect, useRef } from 'react';
import type { StepView } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { positionsOf, selectStep, useApp, useAppStore } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { GraphEmpty } from './GraphEmpty.tsx';
import { packetName } from './packet-name.ts';
import { sentenceOf } from './sentence.ts';
import { TONE_GROUND, tonesOf } from './tones.ts';

/** The walk as an ordered list: the same stops as the graph, in words. Long walks keep the part around the playhead. */
const MOST_ITEMS = 400;

export function WalkList() {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const step = useApp(selectStep);
  return (
    <div className="flex h-full flex-col bg-panel">
      <header className="flex shrink-0 items-center justify-between border-b border-line py-1 pr-2 pl-3.5">
        <h2 className="font-semibold">{t('listLabel')}</h2>
        <IconButton small icon="graph" label={t('showGraph')} onClick={() => store.getState().setWalkView('graph')} />
      </header>
      {step === null || step.events.length === 0 ? <GraphEmpty /> : <Stops step={step} />}
    </div>
  );
}

function Stops({ step }: { readonly step: StepView }) {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const current = useApp((state) => state.playhead.position);
  const list = useRef<HTMLOListElement>(null);
  const tones = tonesOf(step);
  const positions = positionsOf(step);
  const first = Math.max(0, Math.min(current - MOST_ITEMS / 2, positions.length - MOST_ITEMS));

  useEffect(() => {
    list.current?.querySelector(`[data-position="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const goTo = (position: number) => {
    store.getState().setPlaying(false);
    store.getState().goTo(store.getState().playhead.step, position);
  };

  return (
    <ol ref={list} start={first + 1} aria-label={t('label')} className="min-h-0 flex-1 overflow-auto py-1">
      {positions.slice(first, first + MOST_ITEMS).map(({ event: index, rule }, offset) => {
        const position = first + offset;
        const event = index === null ? undefined : step.events[index];
        if (index === null || event === undefined) return null;
        const begins = event.kind === 'received' || event.kind === 'originated' || event.kind === 'rewritten';
        return (
          <li key={`stop-${position + 1}`}>
            <button
              type="button"
              data-position={position}
              aria-current={position === current ? 'step' : undefined}
              className={clsx(
                'grid min-h-7 w-full grid-cols-[28px_4px_1fr] items-center gap-2 px-3 py-1 text-left text-small -outline-offset-2 hover:bg-seen',
                position === current ? 'bg-accent-soft font-medium text-ink' : 'text-ink2',
              )}
              onClick={() => goTo(position)}
            >
              <span className="text-right text-label text-ink3">{position + 1}</span>
              <span aria-hidden="true" className={clsx('h-4 rounded-full', TONE_GROUND[tones[position] ?? 'none'])} />
              <span>
                {sentenceOf(t, event, rule)}
                {begins && <code className="ml-1.5 font-mono text-mono text-ink">{packetName(step, index)}</code>}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
