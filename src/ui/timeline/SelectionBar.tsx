import { useTranslation } from 'react-i18next';
import { useApp } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import type { StepClipboard } from './use-step-clipboard.ts';
import type { TimelineActions } from './use-timeline.ts';

interface SelectionBarProps {
  /** Indexes of the chosen steps. */
  readonly chosen: ReadonlySet<number>;
  readonly actions: TimelineActions;
  readonly clipboard: StepClipboard;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
  readonly onDone: () => void;
}

/** What can be done with several steps at once. */
export function SelectionBar({ chosen, actions, clipboard, onChoose, onDone }: SelectionBarProps) {
  const { t } = useTranslation(['timeline', 'common']);
  const length = useApp((state) => state.scenario.timeline.length);
  const isAll = chosen.size === length;
  const isNone = chosen.size === 0;
  return (
    <div
      role="toolbar"
      aria-label={t('select.bar')}
      className="flex shrink-0 flex-wrap items-center gap-1 border-y border-line px-2.5 py-1"
    >
      <label className="mr-auto flex min-h-6 items-center gap-2 text-small">
        <input
          type="checkbox"
          checked={isAll}
          onChange={() => onChoose(new Set(isAll ? [] : Array.from({ length }, (_, index) => index)))}
        />
        {t('select.count', { count: chosen.size })}
      </label>
      <Button small icon="copy" disabled={isNone} onClick={() => void clipboard.copy(chosen)}>
        {t('common:copy')}
      </Button>
      <Button small disabled={isNone} onClick={() => actions.toggleAll(chosen)}>
        {t('select.toggle')}
      </Button>
      <Button
        small
        icon="delete"
        disabled={isNone}
        className="text-drop!"
        onClick={() => {
          actions.removeAll(chosen);
          onChoose(new Set());
        }}
      >
        {t('common:delete')}
      </Button>
      <Button small look="line" onClick={onDone}>
        {t('select.done')}
      </Button>
    </div>
  );
}
