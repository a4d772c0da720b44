import { err, ok } from '../engine/index.ts';
import type { Result } from '../engine/index.ts';

/** One command of a pipeline: its words after quoting, and its redirections in order. */
export interface SimpleCommand {
  readonly words: readonly string[];
  readonly redirections: readonly Redirection[];
}

export interface Redirection {
  readonly operator: '<' | '>' | '>>' | '2>' | '2>>' | '&>' | '2>&1';
  readonly file: string;
}

export interface Pipeline {
  readonly commands: readonly SimpleCommand[];
  /** How it depends on the one before: always, if that succeeded, if that failed. */
  readonly when: 'always' | 'success' | 'failure';
}

type Token = { readonly kind: 'word'; readonly text: string } | { readonly kind: 'operator'; readonly text: string };

const OPERATORS = ['2>&1', '2>>', '&>', '2>', '>>', '&&', '||', ';', '|', '<', '>', '\n', '&', '(', ')'] as const;
const isBlank = (character: string): boolean => character === ' ' || character === '\t' || character === '\r';

/** Reads one word from `at`: quotes, backslashes and line continuations as POSIX shells have them. No expansion of $ or globs. */
function readWord(text: string, from: number): Result<{ readonly word: string; readonly end: number }, string> {
  let word = '';
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (isBlank(character) || OPERATORS.some((operator) => !operator.startsWith('2') && text.startsWith(operator, at)))
      break;
    if (character === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return err("unexpected EOF while looking for matching `''");
      word += text.slice(at + 1, end);
      at = end + 1;
    } else if (character === '"') {
      const quoted = readDoubleQuoted(text, at + 1);
      if (!quoted.ok) return quoted;
      word += quoted.value.word;
      at = quoted.value.end;
    } else if (character === '\\') {
      if (text[at + 1] !== '\n') word += text[at + 1] ?? '\\';
      at += 2;
    } else {
      word += character;
      at += 1;
    }
  }
  return ok({ word, end: at });
}

function readDoubleQuoted(text: string, from: number): Result<{ readonly word: string; readonly end: number }, string> {
  let word = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') return ok({ word, end: at + 1 });
    const next = text[at + 1] ?? '';
    if (character === '\\' && next !== '' && '"\\$`\n'.includes(next)) {
      if (next !== '\n') word += next;
      at += 1;
    } else word += character;
  }
  return err('unexpected EOF while looking for matching `"\'');
}

function tokenize(text: string): Result<readonly Token[], string> {
  const tokens: Token[] = [];
  let at = 0;
  let atWordStart = true;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (isBlank(character)) {
      at += 1;
      atWordStart = true;
      continue;
    }
    if (character === '#' && atWordStart) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    }
    const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
    if (operator !== undefined) {
      tokens.push({ kind: 'operator', text: operator });
      at += operator.length;
      atWordStart = true;
      continue;
    }
    const word = readWord(text, at);
    if (!word.ok) return word;
    if (!(word.value.word === '' && text.slice(at, word.value.end) === '\\\n'))
      tokens.push({ kind: 'word', text: word.value.word });
    at = word.value.end;
    atWordStart = false;
  }
  return ok(tokens);
}

const unexpected = (token: Token | undefined): string =>
  `syntax error near unexpected token \`${token === undefined || token.text === '\n' ? 'newline' : token.text}'`;
const SEPARATORS: Readonly<Record<string, Pipeline['when']>> = {
  ';': 'always',
  '\n': 'always',
  '&&': 'success',
  '||': 'failure',
};
const REDIRECTIONS: ReadonlySet<string> = new Set(['<', '>', '>>', '2>', '2>>', '&>', '2>&1']);

/**
 * Reads lines as typed or pasted: words, quotes, comments, `|`, `;`, `&&`, `||`, newlines and redirections. The error is bash's, without
 * its name in front.
 */
export function parseLine(text: string): Result<readonly Pipeline[], string> {
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  const pipelines: Pipeline[] = [];
  let commands: SimpleCommand[] = [];
  let words: string[] = [];
  let redirections: Redirection[] = [];
  let when: Pipeline['when'] = 'always';
  const endCommand = (): boolean => {
    if (words.length === 0 && redirections.length === 0) return false;
    commands.push({ words, redirections });
    words = [];
    redirections = [];
    return true;
  };
  for (let index = 0; index < tokens.value.length; index += 1) {
    const token = tokens.value[index] as Token;
    if (token.kind === 'word') words.push(token.text);
    else if (REDIRECTIONS.has(token.text)) {
      const file = token.text === '2>&1' ? { kind: 'word', text: '' } : tokens.value[++index];
      if (file?.kind !== 'word') return err(unexpected(file as Token | undefined));
      redirections.push({ operator: token.text as Redirection['operator'], file: file.text });
    } else if (token.text === '|') {
      if (!endCommand()) return err(unexpected(token));
    } else {
      const next = SEPARATORS[token.text];
      if (next === undefined) return err(unexpected(token));
      const some = endCommand();
      if (!some && (token.text !== '\n' || commands.length > 0)) {
        if (token.text === '\n') continue;
        return err(unexpected(token));
      }
      if (commands.length > 0) pipelines.push({ commands, when });
      if (some || token.text !== '\n') when = next;
      commands = [];
    }
  }
  const some = endCommand();
  if (!some && (commands.length > 0 || when !== 'always')) return err('syntax error: unexpected end of file');
  if (commands.length > 0) pipelines.push({ commands, when });
  return ok(pipelines);
}
