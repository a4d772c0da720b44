import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../store/index.ts';
import { complete } from './completion.ts';
import { addBlock, readConsole, setConsole } from './console-store.ts';
import { useConsoleRun } from './use-console-run.ts';
import { useVocabulary } from './use-vocabulary.ts';

/** A longer paste is run at once: a field with megabytes in one line would hold up the page. */
const LONGEST_TYPED = 20_000;

/** The line being typed: history with the arrows, completion with Tab, scripts by pasting. */
export function Prompt() {
  const { t } = useTranslation('consoleArea');
  const run = useConsoleRun();
  const vocabulary = useVocabulary();
  const typed = useRef('');
  const hostname = useApp((state) => state.scenario.host.hostname ?? 'fw');
  const [line, setLine] = useState('');
  const [isRunning, setRunning] = useState(false);
  const inHistory = useRef<number | null>(null);
  const prompt = `root@${hostname}:~#`;

  const submit = (text: string) => {
    setLine('');
    inHistory.current = null;
    setRunning(true);
    void run(text).finally(() => setRunning(false));
  };
  const recall = (direction: 1 | -1) => {
    const { history } = readConsole();
    const at = Math.min(Math.max((inHistory.current ?? history.length) + direction, 0), history.length);
    inHistory.current = at;
    setLine(history[at] ?? '');
  };
  const completeLine = async () => {
    const asked = line;
    typed.current = asked;
    const completion = complete(asked, await vocabulary());
    if (typed.current !== asked) return;
    setLine(completion.text);
    if (completion.candidates.length > 0)
      addBlock({ prompt, line, stdout: completion.candidates.join('  '), stderr: '', exit: 0, remark: null });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const action = {
      Enter: event.shiftKey ? undefined : () => submit(line),
      ArrowUp: line.includes('\n') ? undefined : () => recall(-1),
      ArrowDown: line.includes('\n') ? undefined : () => recall(1),
      Tab: line.trim() === '' || event.shiftKey ? undefined : () => void completeLine(),
      l: event.ctrlKey ? () => setConsole({ blocks: [] }) : undefined,
    }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (text.length <= LONGEST_TYPED && !/\n./.test(text.trim())) return;
    event.preventDefault();
    submit(line + text);
  };

  return (
    <div className="flex items-start gap-[1ch]">
      <span aria-hidden="true" className="shrink-0 font-semibold text-ink">
        {prompt}
      </span>
      <textarea
        aria-label={t('input')}
        aria-busy={isRunning}
        rows={Math.max(1, line.split('\n').length)}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        className="min-h-4.25 flex-1 resize-none bg-transparent font-mono text-mono text-ink caret-accent outline-none [field-sizing:content]"
        value={line}
        onChange={(event) => {
          typed.current = event.target.value;
          setLine(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
    </div>
  );
}
