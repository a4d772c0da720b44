import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagnostic, ExtensionView, Scenario } from '../../engine/index.ts';
import { EngineError, useApp, useAppStore, useEngine, type AppState } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { findTypography, repairTypography } from '../common/typography.ts';
import { mountCodeEditor, type CodeEditor } from './code-mirror.ts';
import { translateFinding, typographyNote } from './notes.ts';
import { rulesetCompletion } from './ruleset-completion.ts';

const SETTLE = 300;
/** Each so many characters of a long text make the check wait a millisecond longer: typing comes first. */
const CHARACTERS_PER_MS = 5000;
const LONGEST_SETTLE = 600;
const MERGE = 'ruleset-text';

type Status =
  | { readonly kind: 'in-force'; readonly notes: readonly Diagnostic[] }
  | { readonly kind: 'checking' }
  | {
      readonly kind: 'invalid';
      readonly diagnostics: readonly Diagnostic[];
      readonly stderr: string;
      readonly repairs: number;
    };

/** Text that does not parse yet, and the ruleset it was made from: kept while other tabs of the drawer are looked at. */
let unfinished: { readonly text: string; readonly base: string } | null = null;

const selectChangesLater = ({ scenario }: AppState): boolean =>
  scenario.timeline.some((step) => 'command' in step && /iptables(?!-save)/.test(step.command));

/** The whole ruleset as text; what parses is in force at once, what does not leaves the old one. */
export function RulesetPanel() {
  const { t } = useTranslation('editor');
  const { t: say } = useTranslation('common');
  const store = useAppStore();
  const engine = useEngine();
  const ruleset = useApp((state) => state.scenario.ruleset ?? '');
  const changesLater = useApp(selectChangesLater);
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor>(null);
  const [status, setStatus] = useState<Status>({ kind: 'in-force', notes: [] });

  useEffect(() => {
    if (parent.current === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let catalogue: readonly ExtensionView[] = [];
    engine.catalogue().then(
      (known) => {
        catalogue = known;
      },
      () => undefined,
    );

    const check = async (text: string) => {
      const { scenario } = store.getState();
      const answer = await engine.checkRuleset(text, scenario).catch((reason: unknown) => {
        if (reason instanceof EngineError && reason.kind === 'superseded') return null;
        return { exit: 1, diagnostics: [], stderr: reason instanceof Error ? reason.message : String(reason) };
      });
      if (answer === null || editor.current?.text() !== text) return;
      const found = findTypography(text);
      const wrongLines = new Set(answer.diagnostics.flatMap((one) => (one.severity === 'error' ? [one.line] : [])));
      const strange = found.map((one) => typographyNote(say, one, wrongLines.has(one.line)));
      const said = answer.diagnostics.map((one) => translateFinding(t, one));
      editor.current.show([...said.filter((one) => one.line > 0), ...strange]);
      if (answer.exit !== 0) return setStatus({ kind: 'invalid', ...answer, repairs: found.length });
      unfinished = null;
      setStatus({ kind: 'in-force', notes: [...strange, ...said] });
      store.getState().setRuleset(t('undo'), text, { merge: MERGE });
    };
    const changed = (text: string) => {
      unfinished = { text, base: store.getState().scenario.ruleset ?? '' };
      setStatus({ kind: 'checking' });
      clearTimeout(timer);
      timer = setTimeout(() => void check(text), Math.min(SETTLE + text.length / CHARACTERS_PER_MS, LONGEST_SETTLE));
    };

    const current = store.getState().scenario.ruleset ?? '';
    if (unfinished?.base !== current) unfinished = null;
    const mounted = mountCodeEditor(parent.current, {
      label: t('label'),
      text: unfinished?.text ?? current,
      complete: rulesetCompletion(() => ({ catalogue, ...surroundingsOf(store.getState().scenario) })),
      onChange: changed,
    });
    editor.current = mounted;
    void check(mounted.text());
    return () => {
      clearTimeout(timer);
      mounted.destroy();
      editor.current = null;
    };
  }, [store, engine, t, say]);

  // A change made elsewhere is shown here, unless there is unfinished text: that is never overwritten.
  useEffect(() => {
    if (unfinished !== null || editor.current === null || editor.current.text() === ruleset) return;
    editor.current.replace(ruleset);
    editor.current.show([]);
  }, [ruleset]);

  const discard = () => {
    unfinished = null;
    editor.current?.replace(ruleset);
    editor.current?.show([]);
    setStatus({ kind: 'in-force', notes: [] });
  };
  const repair = () => editor.current?.retype(repairTypography(editor.current.text()));

  const isStale = unfinished !== null && unfinished.base !== ruleset;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div ref={parent} className="min-h-0 flex-1 overflow-hidden" />
      <StatusBar
        status={status}
        isStale={isStale}
        changesLater={changesLater}
        onDiscard={discard}
        onRepair={repair}
        onReveal={(line) => editor.current?.revealLine(line)}
      />
    </div>
  );
}

interface StatusBarProps {
  readonly status: Status;
  /** The document's ruleset is no longer the one that the unfinished text was made from. */
  readonly isStale: boolean;
  readonly changesLater: boolean;
  readonly onDiscard: () => void;
  readonly onRepair: () => void;
  readonly onReveal: (line: number) => void;
}

function StatusBar({ status, isStale, changesLater, onDiscard, onRepair, onReveal }: StatusBarProps) {
  const { t } = useTranslation('editor');
  const { t: say } = useTranslation('common');
  const [first] = status.kind === 'invalid' ? status.diagnostics.filter((one) => one.severity === 'error') : [];
  const count = status.kind === 'invalid' ? status.diagnostics.filter((one) => one.severity === 'error').length : 0;
  return (
    <div
      role="status"
      className={`flex min-h-7.5 shrink-0 flex-wrap items-center gap-x-3 border-t border-line px-3 text-small ${status.kind === 'invalid' ? 'bg-drop-soft text-drop' : 'text-ink3'}`}
    >
      {status.kind === 'in-force' && <span>✓ {t('inForce')}</span>}
      {status.kind === 'in-force' && <Notes notes={status.notes} onReveal={onReveal} />}
      {status.kind === 'checking' && <span>{t('checking')}</span>}
      {status.kind === 'invalid' && (
        <>
          <span className="font-semibold">
            ✕ {count > 0 ? t('invalid', { count }) : t('refused', { message: status.stderr.trim() })}
          </span>
          {first !== undefined && (
            <button
              type="button"
              className="min-h-6 truncate text-left hover:underline"
              onClick={() => onReveal(first.line)}
            >
              {t('line', { line: first.line })}: {first.message}
            </button>
          )}
          {isStale && <span>{t('changedElsewhere')}</span>}
          <span className="flex-1" />
          {status.repairs > 0 && (
            <Button small look="primary" onClick={onRepair}>
              {say('typography.fixAll', { count: status.repairs })}
            </Button>
          )}
          <Button small look="line" onClick={onDiscard}>
            {t('discard')}
          </Button>
        </>
      )}
      {status.kind === 'in-force' && changesLater && <span>{t('byCommands')}</span>}
    </div>
  );
}

interface NotesProps {
  readonly notes: readonly Diagnostic[];
  readonly onReveal: (line: number) => void;
}

/** What the text is taken with all the same: rules that nothing reaches, what is not modelled. The next click shows the next one. */
function Notes({ notes, onReveal }: NotesProps) {
  const { t } = useTranslation('editor');
  const [shown, setShown] = useState(0);
  const note = notes[shown % Math.max(1, notes.length)];
  if (note === undefined) return null;
  const show = () => {
    if (note.line > 0) onReveal(note.line);
    setShown(shown + 1);
  };
  return (
    <button type="button" className="min-h-6 min-w-0 truncate text-left text-log hover:underline" onClick={show}>
      <span aria-hidden="true">▲ </span>
      {t('notes', { count: notes.length })} · {note.message}
    </button>
  );
}

function surroundingsOf({ host, ipsets }: Scenario): {
  readonly devices: readonly string[];
  readonly sets: readonly string[];
} {
  return {
    devices: [...host.interfaces.map(({ name }) => name), 'lo'],
    sets: Array.from((ipsets ?? '').matchAll(/^create (\S+)/gm), (found) => found[1] ?? ''),
  };
}
