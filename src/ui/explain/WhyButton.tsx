import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeView } from '../../engine/index.ts';
import { OutcomeChip } from '../common/Chip.tsx';
import { WhyPopover } from './WhyPopover.tsx';

interface WhyButtonProps {
  /** 0-based step of the run. */
  readonly step: number;
  readonly outcome: OutcomeView;
}

/** The badge of an outcome; pressed, it says why. */
export function WhyButton({ step, outcome }: WhyButtonProps) {
  const { t } = useTranslation('explain');
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const what = t(`outcome.${outcome.kind}`, { text: outcome.text.replace(/^→ /, '') });
  return (
    <>
      <button
        type="button"
        aria-label={t('whyWhat', { what })}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        title={t('why')}
        className="group relative z-10 -my-0.75 inline-flex min-h-6 max-w-full items-center rounded-chip"
        onClick={({ currentTarget }) =>
          setAnchor((currentTarget.closest('li') ?? currentTarget).getBoundingClientRect())
        }
      >
        <OutcomeChip outcome={outcome} asks />
      </button>
      {anchor !== null && (
        <WhyPopover step={step} outcome={outcome} what={what} anchor={anchor} onClose={() => setAnchor(null)} />
      )}
    </>
  );
}
