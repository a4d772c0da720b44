import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StringStream } from '@codemirror/language';
import { tags } from '@lezer/highlight';

interface State {
  /** What the next word is the argument of. */
  expects: 'chain' | 'target' | 'match' | 'value' | null;
}

const CHAIN_OPTIONS = /^-[ADIRNXEPFLZ]$/;
const VERDICTS = /^(ACCEPT|DROP|REJECT|RETURN|QUEUE)$/;

/** iptables-save text: enough to colour it; the engine alone says what is right. */
const language = StreamLanguage.define<State>({
  name: 'iptables-save',
  startState: () => ({ expects: null }),
  token: readToken,
  tokenTable: {
    definition: tags.definition(tags.name),
    match: tags.typeName,
    target: tags.className,
    verdict: tags.atom,
  },
  languageData: { commentTokens: { line: '#' } },
});

function readToken(stream: StringStream, state: State): string | null {
  if (stream.sol()) state.expects = null;
  if (stream.eatSpace()) return null;
  if (stream.sol() || stream.column() === 0) {
    const whole = lineToken(stream, state);
    if (whole !== null) return whole;
  }
  if (stream.match(/^\[\d+:\d+\]/)) return 'number';
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'[^']*'?/)) return endOf(state, 'string');
  if (stream.match(/^!(?=\s)/)) return 'operator';
  const word = stream.match(/^[^\s"']+/);
  if (!word || word === true) {
    stream.next();
    return null;
  }
  return wordToken(word[0], state);
}

function lineToken(stream: StringStream, state: State): string | null {
  if (stream.match(/^#.*/)) return 'comment';
  if (stream.match(/^\*\S*/)) return 'heading';
  if (stream.match(/^COMMIT\b/)) return 'keyword';
  if (stream.match(/^:\S*/)) {
    state.expects = 'target';
    return 'definition';
  }
  return null;
}

function wordToken(word: string, state: State): string | null {
  if (word.startsWith('-') && !/^-?\d/.test(word)) {
    state.expects = optionArgument(word);
    return 'keyword';
  }
  switch (state.expects) {
    case 'chain':
      return endOf(state, 'definition');
    case 'target':
      return endOf(state, VERDICTS.test(word) ? 'verdict' : 'target');
    case 'match':
      return endOf(state, 'match');
    default:
      return /^[\d.:/,x-]+$/.test(word) ? 'number' : null;
  }
}

function optionArgument(word: string): State['expects'] {
  if (CHAIN_OPTIONS.test(word)) return 'chain';
  if (word === '-j' || word === '-g' || word === '--jump' || word === '--goto') return 'target';
  return word === '-m' || word === '--match' ? 'match' : 'value';
}

function endOf(state: State, token: string): string {
  state.expects = null;
  return token;
}

/** The page's own colours, so that light and dark follow it. */
const style = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--ink3)' },
  { tag: tags.heading, color: 'var(--filter)', fontWeight: '600' },
  { tag: tags.keyword, color: 'var(--ink2)' },
  { tag: tags.operator, color: 'var(--drop)', fontWeight: '600' },
  { tag: tags.number, color: 'var(--nat)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.definition(tags.name), color: 'var(--ink)', fontWeight: '600' },
  { tag: tags.typeName, color: 'var(--mangle)' },
  { tag: tags.className, color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.atom, color: 'var(--ok)', fontWeight: '600' },
]);

export const iptablesSave = [language, syntaxHighlighting(style)];
