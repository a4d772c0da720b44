import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppStore, useEngine } from '../../store/index.ts';
import type { CommandAnswer } from '../../engine/index.ts';
import { repairTypography } from '../common/typography.ts';
import { insertStep } from '../timeline/steps.ts';
import { addBlock, completeBlock, readConsole, remember, setConsole } from './console-store.ts';
import { findExcess, scriptLines } from './script-lines.ts';
import { writeBack, writtenBy } from './write-back.ts';

let nextPaste = 1;
/** Of a paste that is not run, so much is shown. */
const SHOWN_LINE = 80;

/** Runs what was typed; a pasted script is one entry of the history of edits. */
export function useConsoleRun(): (text: string) => Promise<void> {
  const store = useAppStore();
  const engine = useEngine();
  const { t } = useTranslation('consoleArea');
  return useMemo(() => {
    /** Reads run on the machine as chosen; what changes the document is worked out from the document's own ruleset. */
    const ask = async (line: string): Promise<CommandAnswer> => {
      const { scenario, playhead } = store.getState();
      const hasSteps = scenario.timeline.length > 0 && readConsole().machine === 'playhead';
      const answer = await engine.command(scenario, line, hasSteps ? playhead.step : null);
      if (!hasSteps || readConsole().asStep || writtenBy(answer).length === 0) return answer;
      return engine.command(scenario, line, null);
    };

    const keep = (line: string, answer: CommandAnswer, merge: string): string | null => {
      const { edit, playhead, scenario } = store.getState();
      if (readConsole().asStep) {
        const at = Math.min(playhead.step + 1, scenario.timeline.length);
        edit(t('undo', { line }), (old) => ({ ...old, timeline: insertStep(old.timeline, at, { command: line }) }), {
          merge,
        });
        return t('addedStep', { step: at + 1 });
      }
      const written = writtenBy(answer);
      if (written.length === 0) return null;
      edit(t('undo', { line }), (old) => writeBack(old, answer), { merge });
      return t('changed', { what: written.map((part) => t(part)).join(', ') });
    };

    const promptNow = (): string => `root@${store.getState().scenario.host.hostname ?? 'fw'}:~#`;

    const runOne = async (line: string, merge: string): Promise<void> => {
      remember(line);
      if (line === 'clear') return setConsole({ blocks: [] });
      const empty = { prompt: promptNow(), line, stdout: '', stderr: '', exit: 0, remark: null };
      const id = addBlock({ ...empty, exit: null });
      try {
        const answer = await ask(line);
        const { stdout, stderr, exit } = answer;
        const meant = exit === 0 ? line : repairTypography(line);
        const hint = line === 'help' ? t('help') : meant === line ? null : t('meant', { line: meant });
        const remark = keep(line, answer, merge) ?? hint;
        completeBlock(id, { stdout, stderr, exit, remark, ...(meant !== line && { meant }) });
      } catch (reason) {
        completeBlock(id, { stderr: reason instanceof Error ? reason.message : String(reason), exit: 1 });
      }
    };

    return async (text) => {
      const excess = findExcess(text);
      if (excess !== null) {
        const { kind, count, most } = excess;
        const line = `${text.slice(0, SHOWN_LINE).trim()}…`;
        addBlock({ prompt: promptNow(), line, stdout: '', stderr: t(kind, { count, most }), exit: 126, remark: null });
        return;
      }
      const merge = `console-${nextPaste++}`;
      for (const line of scriptLines(text)) await runOne(line, merge);
    };
  }, [store, engine, t]);
}
