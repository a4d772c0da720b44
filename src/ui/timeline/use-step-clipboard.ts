import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppStore, useEngine } from '../../store/index.ts';
import { formatSteps, parseSteps, takenOut } from './step-clipboard.ts';
import { useTimeline } from './use-timeline.ts';

/** Steps as JSON by way of the clipboard, also from one tab to another. What came of it goes to `say`. */
export function useStepClipboard(say: (words: string) => void) {
  const store = useAppStore();
  const engine = useEngine();
  const { append } = useTimeline();
  const { t } = useTranslation('timeline');
  return useMemo(() => {
    const textOf = (chosen: ReadonlySet<number>): string => {
      const steps = takenOut(store.getState().scenario.timeline, chosen);
      say(t('select.copied', { count: steps.length }));
      return formatSteps(steps);
    };
    const paste = async (text: string): Promise<void> => {
      const steps = parseSteps(text);
      if (steps === null) return say(t('select.noSteps'));
      const { scenario } = store.getState();
      // Wrong steps are told by their place among those that were pasted, not in the timeline.
      const alone = await engine.validate({ ...scenario, timeline: steps });
      if ('problems' in alone) {
        const [first] = alone.problems;
        return say(t('select.wrongSteps', { why: `${first?.path.replace('timeline', 'steps')}: ${first?.message}` }));
      }
      append(t('undo.paste', { count: steps.length }), steps);
      say(t('select.pasted', { count: steps.length }));
    };
    return {
      textOf,
      paste,
      isSteps: (text: string): boolean => parseSteps(text) !== null,
      copy: async (chosen: ReadonlySet<number>): Promise<void> => {
        await navigator.clipboard.writeText(textOf(chosen)).catch(() => say(t('select.clipboardRefused')));
      },
      pasteFromClipboard: async (): Promise<void> => {
        try {
          await paste(await navigator.clipboard.readText());
        } catch {
          say(t('select.clipboardRefused'));
        }
      },
    };
  }, [store, engine, append, t, say]);
}

export type StepClipboard = ReturnType<typeof useStepClipboard>;
