import { autocompletion, completionKeymap, completionStatus, type CompletionSource } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import type { Diagnostic } from '../../engine/index.ts';
import { theme, toLint } from './code-mirror.ts';
import { iptablesSave } from './iptables-save-language.ts';

export interface RuleLine {
  readonly text: () => string;
  readonly show: (diagnostics: readonly Diagnostic[]) => void;
  readonly destroy: () => void;
}

export interface RuleLineOptions {
  readonly label: string;
  readonly text: string;
  readonly placeholder: string;
  readonly complete: CompletionSource;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
  readonly onEscape: () => void;
}

const line = EditorView.theme({
  '&': { height: 'auto' },
  '.cm-content': { padding: '5px 0' },
  '.cm-line': { padding: '0 8px' },
  '.cm-scroller': { maxHeight: '84px', overflow: 'auto' },
});

/** One rule's words in an editor of one line that wraps; like the big one it lives in a shadow root. */
export function mountRuleLine(parent: HTMLElement, options: RuleLineOptions): RuleLine {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
  const frame = document.createElement('div');
  root.append(frame);
  const view = new EditorView({
    root,
    parent: frame,
    state: EditorState.create({
      doc: options.text,
      selection: { anchor: options.text.length },
      extensions: extensionsFor(options),
    }),
  });
  view.focus();
  return {
    text: () => view.state.doc.toString(),
    show: (diagnostics) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map((one) => toLint(one, view.state.doc.length)),
        ),
      ),
    destroy: () => {
      view.destroy();
      frame.remove();
    },
  };
}

function extensionsFor({ label, complete, onChange, onEnter, onEscape, placeholder: hint }: RuleLineOptions) {
  const unlessCompleting = (action: () => void) => (view: EditorView) => {
    if (completionStatus(view.state) === 'active') return false;
    action();
    return true;
  };
  return [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    placeholder(hint),
    autocompletion({ override: [complete], icons: false }),
    keymap.of(completionKeymap),
    Prec.low(
      keymap.of([
        { key: 'Enter', run: unlessCompleting(onEnter) },
        { key: 'Escape', run: unlessCompleting(onEscape) },
        ...historyKeymap,
        ...defaultKeymap,
      ]),
    ),
    // A rule is one line, whatever is pasted.
    EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change)),
    iptablesSave,
    theme,
    line,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'false', spellcheck: 'false' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
}
