import clsx from 'clsx';
import { useEffect, useRef, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../engine/index.ts';
import { selectFormerOutcomes, useApp, useAppStore } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { StepMenu } from './StepMenu.tsx';
import { StepOutcome } from './StepOutcome.tsx';
import { canBeAnswered, summarise, type StepSummary } from './step-summary.ts';
import { selectStepView, type TimelineActions } from './use-timeline.ts';

interface StepCardProps {
  readonly step: Step;
  readonly index: number;
  readonly actions: TimelineActions;
  readonly onEdit: (index: number) => void;
  readonly onExpect: (index: number) => void;
}

export function StepCard({ step, index, actions, onEdit, onExpect }: StepCardProps) {
  const { t } = useTranslation('timeline');
  const store = useAppStore();
  const view = useApp((state) => selectStepView(state, index));
  const former = useApp((state) => selectFormerOutcomes(state, index));
  const isCurrent = useApp((state) => state.playhead.step === index);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);

  const summary = summarise(step, view);
  const title = useTitle(summary);
  const go = () => store.getState().goTo(index);
  const onKeyDown = (event: KeyboardEvent) => {
    const isMove = event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown');
    if (!isMove && event.key !== 'Delete' && event.key !== 'F2') return;
    event.preventDefault();
    event.stopPropagation();
    if (isMove) actions.move(index, index + (event.key === 'ArrowUp' ? -1 : 1));
    else if (event.key === 'Delete') actions.remove(index);
    else onEdit(index);
  };
  const drag = useDrag(index, actions);

  return (
    <li
      ref={card}
      aria-current={isCurrent ? 'step' : undefined}
      className={clsx(
        'relative mx-2.5 mb-1.5 grid grid-cols-[16px_1fr_auto] gap-x-2 rounded-card border px-2.5 py-2 [contain-intrinsic-size:auto_72px] [content-visibility:auto]',
        isCurrent ? 'border-accent bg-accent-soft inset-ring inset-ring-accent' : 'border-line hover:border-line2',
        step.disabled === true && 'opacity-60',
      )}
      {...drag}
    >
      <span className="text-ink3 tabular-nums">{index + 1}</span>
      <button
        type="button"
        aria-label={t('stepLabel', { number: index + 1, what: `${title.strong} ${title.weak}` })}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete F2"
        className="min-w-0 self-start text-left after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
        onClick={go}
        onKeyDown={onKeyDown}
      >
        <span className="font-semibold">{title.strong}</span> <span className="text-label text-ink3">{title.weak}</span>
      </button>
      <StepMenu step={step} index={index} actions={actions} onEdit={onEdit} onExpect={onExpect} />
      <div className="col-span-2 col-start-2 min-w-0">
        {title.mono !== null && <p className="font-mono text-mono break-words text-ink2">{title.mono}</p>}
        <div className="flex items-end justify-between gap-1">
          <div className="min-w-0">
            <StepOutcome step={step} runStep={index} view={view} former={former} onExpect={() => onExpect(index)} />
          </div>
          {canBeAnswered(view) && (
            <IconButton
              small
              icon="reply"
              label={t('answer')}
              className="relative z-10 -mr-1 -mb-1"
              onClick={() => actions.reply(index)}
            />
          )}
        </div>
        {step.note !== undefined && (
          <p className={clsx('mt-1 text-small text-ink2', !isCurrent && 'line-clamp-1')}>{step.note}</p>
        )}
      </div>
    </li>
  );
}

function useTitle(summary: StepSummary): {
  readonly strong: string;
  readonly weak: string;
  readonly mono: string | null;
} {
  const { t } = useTranslation('timeline');
  switch (summary.kind) {
    case 'packet':
      return {
        strong: summary.what,
        weak: summary.from === null ? t('fromLocal') : t('from', { device: summary.from }),
        mono: summary.flow,
      };
    case 'reply':
      return { strong: t('reply'), weak: t('replyTo', { what: summary.what, to: summary.to }), mono: summary.flow };
    case 'wait':
      return { strong: t('waitFor', { seconds: summary.seconds }), weak: '', mono: null };
    case 'command':
      return { strong: t('commandCard'), weak: '', mono: summary.line };
  }
}

const DRAG_TYPE = 'application/x-chainwalk-step';

function useDrag(index: number, actions: TimelineActions) {
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData(DRAG_TYPE, String(index));
      event.dataTransfer.effectAllowed = 'move' as const;
    },
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      const from = event.dataTransfer.getData(DRAG_TYPE);
      if (from === '') return;
      event.preventDefault();
      actions.move(Number(from), index);
    },
  };
}
