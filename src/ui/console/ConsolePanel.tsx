import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { setConsole, useConsole, type Block } from './console-store.ts';
import { Prompt } from './Prompt.tsx';
import { useConsoleRun } from './use-console-run.ts';

/** A shell on the simulated host. */
export function ConsolePanel() {
  const { t } = useTranslation('consoleArea');
  const blocks = useConsole((state) => state.blocks);
  const step = useApp((state) => (state.scenario.timeline.length === 0 ? null : state.playhead.step + 1));
  const machine = useConsole((state) => state.machine);
  const end = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => focusOnClick(area.current), []);
  useEffect(() => {
    if (blocks.length > 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [blocks]);
  const isAtPlayhead = machine === 'playhead' && step !== null;

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div ref={area} className="min-h-0 flex-1 overflow-auto px-3.5 py-2 font-mono text-mono">
        {blocks.length === 0 && (
          <p className="pb-1 font-sans text-small text-ink3">
            {isAtPlayhead ? t('welcome', { step }) : t('welcomeStart')}
          </p>
        )}
        <div role="log" aria-label={t('output')}>
          {blocks.map((block) => (
            <Output key={block.id} block={block} />
          ))}
        </div>
        <Prompt />
        <div ref={end} />
      </div>
      <Foot step={step} />
    </div>
  );
}

function Output({ block }: { readonly block: Block }) {
  const { t } = useTranslation('consoleArea');
  const hidden = hiddenOf(block);
  return (
    <div className="pb-0.5">
      <p className="break-words whitespace-pre-wrap">
        <span className="font-semibold text-ink">{block.prompt}</span>{' '}
        <span className="text-ink">{shown(block.line)}</span>
      </p>
      {block.exit === null && <p className="font-sans text-ink3">{t('running')}</p>}
      {block.stdout !== '' && <pre className="overflow-x-auto font-mono text-ink2">{shown(block.stdout)}</pre>}
      {block.stderr !== '' && <pre className="font-mono whitespace-pre-wrap text-drop">{shown(block.stderr)}</pre>}
      {hidden > 0 && <p className="font-sans text-label text-ink3">{t('cut', { count: hidden })}</p>}
      {block.remark !== null && <p className="font-sans text-label break-words text-ink3">{shown(block.remark)}</p>}
      {block.meant !== undefined && <Meant line={block.meant} />}
    </div>
  );
}

/** Of megabytes of output the beginning is shown: the page stays quick. */
const SHOWN = 200_000;
const shown = (text: string): string => text.slice(0, SHOWN).replace(/\n$/, '');
const hiddenOf = ({ line, stdout, stderr }: Block): number =>
  [line, stdout, stderr].reduce((sum, text) => sum + Math.max(0, text.length - SHOWN), 0);

/** Runs what was meant by a line whose dashes and quotes a web page had changed. */
function Meant({ line }: { readonly line: string }) {
  const { t } = useTranslation('consoleArea');
  const run = useConsoleRun();
  return (
    <Button small look="line" onClick={() => void run(line)}>
      {t('runMeant')}
    </Button>
  );
}

function Foot({ step }: { readonly step: number | null }) {
  const { t } = useTranslation('consoleArea');
  const machine = useConsole((state) => state.machine);
  const asStep = useConsole((state) => state.asStep);
  const isEmpty = useConsole((state) => state.blocks.length === 0);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 border-t border-line px-3 py-1 text-small text-ink2">
      {step !== null && (
        <label className="flex items-center gap-1.5">
          {t('at')}
          <select
            className="h-6 rounded-control border border-line2 bg-panel px-1 text-small text-ink"
            value={machine}
            onChange={(event) => setConsole({ machine: event.target.value === 'start' ? 'start' : 'playhead' })}
          >
            <option value="playhead">{t('atPlayhead', { step })}</option>
            <option value="start">{t('atStart')}</option>
          </select>
        </label>
      )}
      <label className="flex min-h-6 items-center gap-1.5">
        <input type="checkbox" checked={asStep} onChange={(event) => setConsole({ asStep: event.target.checked })} />
        {t('asStep')}
      </label>
      <span className="flex-1" />
      <Button small disabled={isEmpty} onClick={() => setConsole({ blocks: [] })}>
        {t('clear')}
      </Button>
    </div>
  );
}

/** A click beside the text is a click on the prompt, unless text is being selected. */
function focusOnClick(area: HTMLElement | null): () => void {
  const focus = () => {
    if (document.getSelection()?.isCollapsed !== false) area?.querySelector('textarea')?.focus();
  };
  area?.addEventListener('click', focus);
  return () => area?.removeEventListener('click', focus);
}
