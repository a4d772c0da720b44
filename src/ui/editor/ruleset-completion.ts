import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import { aboutExtension, aboutOption, currentLanguage } from '../../i18n/index.ts';
import { iptablesWords, TABLE_WORDS, type Vocabulary, type Word } from './iptables-words.ts';

const LINE_STARTS = ['-A', '-I', '*filter', 'COMMIT', '#'];
const TYPES: { readonly [K in Word['kind']]: string } = {
  option: 'property',
  match: 'type',
  target: 'class',
  verdict: 'constant',
  chain: 'variable',
  value: 'enum',
};
/** Chains are looked for in so much of the text; a longer one has declared them by then. */
const SCANNED = 200_000;

/** Completes what can stand at the cursor: tables, chains, extensions and their options, values, devices, sets. */
export function rulesetCompletion(known: () => Omit<Vocabulary, 'chains'>): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const word = /[^\s]*$/.exec(before)?.[0] ?? '';
    if (word === '' && !context.explicit) return null;
    const head = before.slice(0, before.length - word.length);
    // In a comma list the last part is completed.
    const part = word.startsWith('-') ? word : word.slice(word.lastIndexOf(',') + 1);
    const vocabulary = { ...known(), chains: chainsOf(context.state.sliceDoc(0, SCANNED)) };
    const options = head.trim() === '' ? lineStarts(word) : wordsAt(head, line.text, vocabulary);
    return options.length === 0 ? null : { from: context.pos - part.length, options, validFor: /^[^\s,]*$/ };
  };
}

/** The same for the words of one rule, without `-A CHAIN`. */
export function ruleCompletion(vocabulary: () => Vocabulary): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const before = text.slice(0, context.pos);
    const word = /[^\s]*$/.exec(before)?.[0] ?? '';
    if (word === '' && !context.explicit && !/\s$/.test(before)) return null;
    const head = before.slice(0, before.length - word.length);
    const part = word.startsWith('-') ? word : word.slice(word.lastIndexOf(',') + 1);
    const options = wordsAt(head, text, vocabulary());
    return options.length === 0 ? null : { from: context.pos - part.length, options, validFor: /^[^\s,]*$/ };
  };
}

const lineStarts = (word: string): readonly Completion[] =>
  word.startsWith('*')
    ? TABLE_WORDS.map((name) => ({ label: `*${name}`, type: 'keyword' }))
    : LINE_STARTS.map((label) => ({ label, type: 'keyword' }));

const wordsAt = (head: string, line: string, vocabulary: Vocabulary): readonly Completion[] =>
  iptablesWords(split(head), split(line), vocabulary).map(completionOf);

const split = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

function completionOf({ text, kind, extension, spellings, isModelled }: Word): Completion {
  const language = currentLanguage();
  const about =
    extension === undefined
      ? null
      : spellings === undefined
        ? aboutExtension(language, extension)
        : aboutOption(language, extension, spellings);
  const detail = kind === 'option' ? extension : isModelled === false ? '?' : undefined;
  return {
    label: text,
    type: TYPES[kind],
    ...(detail === undefined ? {} : { detail }),
    ...(about === null ? {} : { info: about }),
    // Options of the extensions in the line come before those of iptables itself.
    boost: kind === 'option' && extension === undefined ? -1 : 0,
  };
}

const chainsOf = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(/^(?::|-N\s+)(\S+)/gm), (found) => found[1] ?? '')),
];
