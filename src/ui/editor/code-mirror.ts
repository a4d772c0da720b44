import { autocompletion, completionKeymap, type CompletionSource } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { Diagnostic } from '../../engine/index.ts';
import { iptablesSave } from './iptables-save-language.ts';

export interface CodeEditor {
  readonly text: () => string;
  /** Puts another text in place without telling `onChange`. */
  readonly replace: (text: string) => void;
  readonly show: (diagnostics: readonly Diagnostic[]) => void;
  readonly revealLine: (line: number) => void;
  /** Puts another text in place as if it had been typed: it can be undone in the editor. */
  readonly retype: (text: string) => void;
  readonly destroy: () => void;
}

interface CodeEditorOptions {
  readonly label: string;
  readonly text: string;
  readonly complete: CompletionSource;
  readonly onChange: (text: string) => void;
}

const fromOutside = Annotation.define<boolean>();

export const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', color: 'var(--ink)', backgroundColor: 'var(--panel)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: "ui-monospace, 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
    lineHeight: '1.5',
  },
  '.cm-content': { caretColor: 'var(--accent)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--ink3)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--seen) 70%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--hit)' },
  '.cm-tooltip, .cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--line2)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--drop)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--log)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--accent)' },
  '.cm-diagnosticAction': {
    backgroundColor: 'var(--accent)',
    color: 'var(--accent-ink)',
    borderRadius: '5px',
    padding: '3px 8px',
  },
  '.cm-completionInfo': {
    maxWidth: '320px',
    padding: '6px 8px',
    font: '12px system-ui, sans-serif',
    lineHeight: '1.45',
  },
  '.cm-completionDetail': { color: 'var(--ink3)', fontStyle: 'normal' },
  '.cm-textfield': { backgroundColor: 'var(--bg)', border: '1px solid var(--line2)' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--seen)', border: '1px solid var(--line2)' },
});

/** Beyond so many underlines the editor grows slow, and nobody reads them. */
const MOST_SHOWN = 500;

/** CodeMirror inside a shadow root: there its styles are adopted sheets, which the page's style policy allows. */
export function mountCodeEditor(parent: HTMLElement, options: CodeEditorOptions): CodeEditor {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
  const frame = document.createElement('div');
  frame.style.height = '100%';
  root.append(frame);
  const view = new EditorView({
    root,
    parent: frame,
    state: EditorState.create({ doc: options.text, extensions: extensionsFor(options) }),
  });
  // What scrolls must be reachable by keyboard.
  view.scrollDOM.tabIndex = 0;
  return {
    text: () => view.state.doc.toString(),
    replace: (text) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: fromOutside.of(true),
      }),
    retype: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    show: (diagnostics) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.slice(0, MOST_SHOWN).map((one) => toLint(one, view.state.doc.length)),
        ),
      ),
    revealLine: (line) => {
      const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
    destroy: () => {
      view.destroy();
      frame.remove();
    },
  };
}

function extensionsFor({ label, complete, onChange }: CodeEditorOptions) {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    lintGutter(),
    autocompletion({ override: [complete], icons: false }),
    keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
    iptablesSave,
    theme,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    EditorView.updateListener.of((update) => {
      const isOwn = update.transactions.some((one) => one.docChanged && one.annotation(fromOutside) !== true);
      if (isOwn) onChange(update.state.doc.toString());
    }),
  ];
}

/** An empty stretch is widened to one character, so that there is something to underline. */
export function toLint({ from, to, severity, message, fix }: Diagnostic, length: number) {
  const start = Math.min(from, Math.max(0, length - 1));
  return {
    from: start,
    to: Math.min(Math.max(to, start + 1), length),
    severity,
    message,
    ...(fix === undefined
      ? {}
      : {
          actions: [
            {
              name: fix.label,
              apply: (view: EditorView, at: number, end: number) =>
                view.dispatch({ changes: { from: at, to: end, insert: fix.text } }),
            },
          ],
        }),
  };
}
