import clsx from 'clsx';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../engine/index.ts';
import { selectFormerOutcomes, useApp, useAppStore } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { StepMenu } from './StepMenu.tsx';
import { StepOutcome } from './StepOutcome.tsx';
import { canBeAnswered, summarise, type StepSummary } from './step-summary.ts';
import { useStepDrag } from './use-step-drag.ts';
import { selectStepView, type TimelineActions } from './use-timeline.ts';

interface StepCardProps {
  readonly step: Step;
  readonly index: number;
  readonly actions: TimelineActions;
  readonly onEdit: (index: number) => void;
  readonly onExpect: (index: number) => void;
  /** Whether it is among the chosen; null where none are being chosen. */
  readonly chosen: boolean | null;
  /** `range`: with all between it and the one chosen before. */
  readonly onChoose: (index: number, range: boolean) => void;
}

export function StepCard({ step, index, actions, onEdit, onExpect, chosen, onChoose }: StepCardProps) {
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
  const go = (event: MouseEvent) => {
    if (chosen !== null || event.shiftKey || event.ctrlKey || event.metaKey) onChoose(index, event.shiftKey);
    else store.getState().goTo(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isMove = event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown');
    if (!isMove && event.key !== 'Delete' && event.key !== 'F2') return;
    event.preventDefault();
    event.stopPropagation();
    if (isMove) actions.move(index, index + (event.key === 'ArrowUp' ? -1 : 1));
    else if (event.key === 'Delete') actions.remove(index);
    else onEdit(index);
  };
  const drag = useStepDrag(index, actions.move);

  return (
    <li
      ref={card}
      aria-current={isCurrent ? 'step' : undefined}
      className={clsx(
        'relative mx-2.5 mb-1.5 grid grid-cols-[16px_1fr_auto] gap-x-2 rounded-card border px-2.5 py-2 [contain-intrinsic-size:auto_72px] [content-visibility:auto]',
        isCurrent ? 'border-accent bg-accent-soft inset-ring inset-ring-accent' : 'border-line hover:border-line2',
        step.disabled === true && 'border-dashed grayscale',
        chosen === true && 'border-accent!',
        drag.isHeld && 'shadow-float',
      )}
      data-step={index}
      {...drag.card}
    >
      {chosen === null ? (
        <span
          {...drag.handle}
          className={clsx(
            'relative z-10 touch-none text-ink3 tabular-nums',
            drag.isHeld && 'font-semibold text-accent',
          )}
        >
          {index + 1}
        </span>
      ) : (
        <input
          type="checkbox"
          aria-label={t('select.one', { number: index + 1 })}
          className="relative z-10 mt-0.5 size-4"
          checked={chosen}
          onChange={(event) =>
            onChoose(index, event.nativeEvent instanceof globalThis.MouseEvent && event.nativeEvent.shiftKey)
          }
        />
      )}
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
