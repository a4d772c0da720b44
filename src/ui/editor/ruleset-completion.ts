import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import type { ExtensionView } from '../../engine/index.ts';

const COMMON = ['-A', '-s', '-d', '-i', '-o', '-p', '-m', '-j', '-g', '!'];
const VERDICTS = ['ACCEPT', 'DROP', 'RETURN', 'QUEUE'];

/** Completes extension names after -m and -j, and the options of the extensions that stand in the line. */
export function rulesetCompletion(catalogue: () => readonly ExtensionView[]): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const word = /[^\s]*$/.exec(before)?.[0] ?? '';
    if (word === '' && !context.explicit) return null;
    const options = candidates(
      before.slice(0, before.length - word.length),
      line.text,
      catalogue(),
      chainsOf(context.state.doc.toString()),
    );
    return options.length === 0 ? null : { from: context.pos - word.length, options, validFor: /^[^\s]*$/ };
  };
}

function candidates(
  before: string,
  line: string,
  catalogue: readonly ExtensionView[],
  chains: readonly string[],
): readonly Completion[] {
  if (/(?:^|\s)(?:-m|--match)\s+$/.test(before))
    return named(
      catalogue.filter((one) => one.kind === 'match'),
      'type',
    );
  if (/(?:^|\s)(?:-j|--jump|-g|--goto)\s+$/.test(before))
    return [
      ...[...VERDICTS, ...chains].map((label) => ({ label, type: 'constant' })),
      ...named(
        catalogue.filter((one) => one.kind === 'target'),
        'class',
      ),
    ];
  if (/(?:^|\s)-A\s+$/.test(before)) return chains.map((label) => ({ label, type: 'variable' }));
  const used = catalogue.filter((one) => isUsed(one, line));
  const options = used.flatMap((one) =>
    one.options.map((option) => ({ label: `--${option.name}`, type: 'property', detail: one.name })),
  );
  return [...options, ...COMMON.map((label) => ({ label, type: 'keyword' }))];
}

const named = (extensions: readonly ExtensionView[], type: string): readonly Completion[] =>
  extensions.map(({ name, modelled }) => ({ label: name, type, ...(modelled ? {} : { detail: '—' }) }));

const isUsed = ({ kind, name }: ExtensionView, line: string): boolean =>
  (line.split(/\s+/) as readonly string[]).some(
    (word, at, words) => word === name && (kind === 'match' ? words[at - 1] !== '-j' : words[at - 1] === '-j'),
  );

const chainsOf = (text: string): readonly string[] => Array.from(text.matchAll(/^:(\S+)/gm), (found) => found[1] ?? '');
