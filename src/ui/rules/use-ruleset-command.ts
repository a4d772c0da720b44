import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppStore, useEngine } from '../../store/index.ts';
import { writeBack } from '../console/write-back.ts';

/** Runs a command on the document's ruleset as one undoable edit. Gives what the tool said when it refused, else null. */
export function useRulesetCommand(): (label: string, command: string) => Promise<string | null> {
  const store = useAppStore();
  const engine = useEngine();
  const { t } = useTranslation('rules');
  return useMemo(
    () => async (label, command) => {
      try {
        const answer = await engine.command(store.getState().scenario, command, null);
        if (answer.exit !== 0) return answer.stderr.trim();
        if (answer.ruleset === null) return t('unchanged');
        store.getState().edit(label, (scenario) => writeBack(scenario, answer));
        return null;
      } catch (reason) {
        return reason instanceof Error ? reason.message : String(reason);
      }
    },
    [store, engine, t],
  );
}
