import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../engine/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { EmptyState } from '../common/EmptyState.tsx';
import { ComposerDialog } from '../forms/packet/ComposerDialog.tsx';
import { AddMenu } from './AddMenu.tsx';
import { ExpectationSummary } from './ExpectationMarks.tsx';
import { ExpectDialog } from './ExpectDialog.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { SimpleStepDialog } from './SimpleStepDialog.tsx';
import { StepCard } from './StepCard.tsx';
import { useSelection } from './use-selection.ts';
import { useStepClipboard } from './use-step-clipboard.ts';
import { useTimeline, type TimelineActions } from './use-timeline.ts';

type Editing = { readonly kind: 'wait' | 'command'; readonly index: number | null } | null;

/** The scenario's steps as cards, with what became of each. */
export function TimelinePanel() {
  const { t } = useTranslation('timeline');
  const store = useAppStore();
  const timeline = useApp((state) => state.scenario.timeline);
  const events = useApp((state) => state.run.view?.steps.reduce((sum, step) => sum + step.events.length, 0) ?? 0);
  const [said, setSaid] = useState('');
  const actions = useSpokenActions(setSaid);
  const clipboard = useStepClipboard(setSaid);
  const { chosen, setChosen, choose, handlers } = useSelection(clipboard);
  const [editing, setEditing] = useState<Editing>(null);
  const [expecting, setExpecting] = useState<number | null>(null);
  const expectingStep = expecting === null ? undefined : timeline[expecting];

  const edit = (index: number) => {
    const step = store.getState().scenario.timeline[index];
    if (step === undefined) return;
    if ('wait' in step || 'command' in step) setEditing({ kind: 'wait' in step ? 'wait' : 'command', index });
    else store.getState().setComposer({ mode: 'edit', step: index });
  };

  return (
    <div className="flex h-full min-h-0 flex-col bg-panel" {...handlers}>
      <header className="flex shrink-0 items-center justify-between py-2 pr-2 pl-3.5">
        <h2 className="text-label font-semibold text-ink3">{t('title')}</h2>
        <div className="flex items-center">
          {timeline.length > 0 && (
            <IconButton
              small
              icon="list"
              label={t('select.start')}
              pressed={chosen !== null}
              onClick={() => setChosen(chosen === null ? new Set() : null)}
            />
          )}
          <AddMenu onAdd={(kind) => setEditing({ kind, index: null })} onPaste={clipboard.pasteFromClipboard} />
        </div>
      </header>
      {chosen !== null && (
        <SelectionBar
          chosen={chosen}
          actions={actions}
          clipboard={clipboard}
          onChoose={setChosen}
          onDone={() => setChosen(null)}
        />
      )}
      {timeline.length === 0 ? (
        <div className="flex-1">
          <EmptyState icon="plus" title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        </div>
      ) : (
        <ol className="min-h-0 flex-1 overflow-y-auto pt-0.5">
          {numbered(timeline).map(({ step, index }) => (
            <StepCard
              key={index}
              step={step}
              index={index}
              actions={actions}
              onEdit={edit}
              onExpect={setExpecting}
              chosen={chosen === null ? null : chosen.has(index)}
              onChoose={choose}
            />
          ))}
        </ol>
      )}
      <p role="status" className={said === '' ? 'sr-only' : 'px-3.5 pt-1 text-label text-ink2'}>
        {said}
      </p>
      <footer className="flex shrink-0 flex-wrap items-center justify-between gap-x-2 px-3.5 py-2 text-label text-ink3">
        <span>
          {t('steps', { count: timeline.length })} · {t('events', { count: events })}
        </span>
        <ExpectationSummary />
      </footer>
      <ComposerDialog />
      {expecting !== null && expectingStep !== undefined && (
        <ExpectDialog
          index={expecting}
          step={expectingStep}
          onClose={() => setExpecting(null)}
          onSave={(step) => actions.expect(expecting, step)}
        />
      )}
      {editing !== null && (
        <SimpleStepDialog
          kind={editing.kind}
          step={editing.index === null ? null : (timeline[editing.index] ?? null)}
          onClose={() => setEditing(null)}
          onSave={(step) => {
            if (editing.index === null) actions.insert(timeline.length, step);
            else actions.replace(editing.index, step);
          }}
        />
      )}
    </div>
  );
}

/** A move that only the eye can follow is told to the ear; why one cannot be, to both. */
function useSpokenActions(say: (words: string) => void): TimelineActions {
  const { t } = useTranslation('timeline');
  const store = useAppStore();
  const actions = useTimeline();
  return useMemo(
    () => ({
      ...actions,
      move: (from: number, to: number) => {
        const { length } = store.getState().scenario.timeline;
        if (to < 0 || to >= length) return;
        const values = { step: from + 1, place: to + 1, of: length };
        say(actions.canMove(from, to) ? t('select.moved', values) : t('select.notMoved', values));
        actions.move(from, to);
      },
    }),
    [actions, store, say, t],
  );
}

/** The number is the identity of a card: its step changes with every edit. */
const numbered = (timeline: readonly Step[]) => timeline.map((step, index) => ({ step, index }));
