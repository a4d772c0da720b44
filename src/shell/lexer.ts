import { err, ok } from '../engine/index.ts';
import type { Result } from '../engine/index.ts';

/** A piece of a word. What is not quoted is split at blanks after expansion. */
export interface Segment {
  readonly kind: 'text' | 'variable' | 'substitution';
  /** The text, the variable's name, or the command between `$(` and `)`. */
  readonly text: string;
  readonly quoted: boolean;
}

export type Word = readonly Segment[];

export type Token =
  | { readonly kind: 'word'; readonly word: Word; readonly raw: string }
  | { readonly kind: 'operator'; readonly text: string; readonly descriptor: number | null }
  /** The lines of a here-document, after the operator that asked for them. */
  | { readonly kind: 'document'; readonly word: Word };

const OPERATORS = '&>> <<< <<- &> << >> >& <& >| && || ;; ; | < > & ( )'.split(' ').concat('\n');
const isBlank = (character: string): boolean => character === ' ' || character === '\t' || character === '\r';
const operatorAt = (text: string, at: number): string | undefined =>
  OPERATORS.find((operator) => text.startsWith(operator, at));

const missing = (sign: string): { readonly ok: false; readonly error: string } =>
  err(`unexpected EOF while looking for matching \`${sign}'`);

type Read = Result<{ readonly segments: readonly Segment[]; readonly end: number }, string>;

/** `$name`, `${name}`, `$?`, `$(command)` or a plain `$` at `at`. */
function readDollar(text: string, at: number, quoted: boolean): Read {
  const next = text[at + 1] ?? '';
  if (next === '(') {
    const end = closing(text, at + 2);
    if (end < 0) return missing(')');
    return ok({ segments: [{ kind: 'substitution', text: text.slice(at + 2, end), quoted }], end: end + 1 });
  }
  const found = /^\$(?:\{(\w+|[?#$!@*])\}|([A-Za-z_]\w*|[0-9?#$!@*]))/.exec(text.slice(at, at + 80));
  if (found === null) return ok({ segments: [{ kind: 'text', text: '$', quoted: true }], end: at + 1 });
  const name = found[1] ?? found[2] ?? '';
  return ok({ segments: [{ kind: 'variable', text: name, quoted }], end: at + found[0].length });
}

/** Index of the `)` that ends a substitution begun before `from`; -1 if none does. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      if (end < 0) return -1;
      at = end;
    } else if (character === '(') depth += 1;
    else if (character === ')' && --depth === 0) return at;
  }
  return -1;
}

function readBackquoted(text: string, at: number, quoted: boolean): Read {
  const end = text.indexOf('`', at + 1);
  if (end < 0) return missing('`');
  return ok({ segments: [{ kind: 'substitution', text: text.slice(at + 1, end), quoted }], end: end + 1 });
}

function readDoubleQuoted(text: string, from: number, until: string): Read {
  const segments: Segment[] = [{ kind: 'text', text: '', quoted: true }];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') segments.push({ kind: 'text', text: plain, quoted: true });
    plain = '';
  };
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (character === until) break;
    if (character === '\\' && next !== '' && `${until}\\$\`\n`.includes(next)) {
      if (next !== '\n') plain += next;
      at += 2;
    } else if (character === '$' || character === '`') {
      const read = character === '$' ? readDollar(text, at, true) : readBackquoted(text, at, true);
      if (!read.ok) return read;
      flush();
      segments.push(...read.value.segments);
      at = read.value.end;
    } else {
      plain += character;
      at += 1;
    }
  }
  if (at >= text.length && until !== '') return missing(until);
  flush();
  return ok({ segments, end: at + 1 });
}

/** Words of a here-document: expanded as in double quotes. */
export function readDocument(text: string): Result<Word, string> {
  const read = readDoubleQuoted(text, 0, '');
  return read.ok ? ok(read.value.segments) : read;
}

/** Reads one word: quotes, backslashes and line continuations as POSIX shells have them. */
function readWord(text: string, from: number): Read {
  const segments: Segment[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') segments.push({ kind: 'text', text: plain, quoted: false });
    plain = '';
  };
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (isBlank(character) || operatorAt(text, at) !== undefined) break;
    if (character === '\\') {
      const next = text[at + 1];
      flush();
      if (next !== '\n') segments.push({ kind: 'text', text: next ?? '\\', quoted: true });
      at += 2;
      continue;
    }
    if (!'\'"$`'.includes(character)) {
      plain += character;
      at += 1;
      continue;
    }
    flush();
    const read = readQuoting(text, at, character);
    if (!read.ok) return read;
    segments.push(...read.value.segments);
    at = read.value.end;
  }
  flush();
  return ok({ segments, end: at });
}

function readQuoting(text: string, at: number, sign: string): Read {
  if (sign === '"') return readDoubleQuoted(text, at + 1, '"');
  if (sign === '$') return readDollar(text, at, false);
  if (sign === '`') return readBackquoted(text, at, false);
  const end = text.indexOf("'", at + 1);
  if (end < 0) return missing("'");
  return ok({ segments: [{ kind: 'text', text: text.slice(at + 1, end), quoted: true }], end: end + 1 });
}

interface Awaited {
  readonly place: number;
  readonly delimiter: string;
  readonly literal: boolean;
  readonly stripTabs: boolean;
}

/** Takes a here-document's lines from `from`; the end of the text ends it too. */
function takeDocument(text: string, from: number, { delimiter, stripTabs }: Awaited): { body: string; end: number } {
  let body = '';
  let at = from;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = stripTabs ? text.slice(at, end).replace(/^\t+/, '') : text.slice(at, end);
    at = end + 1;
    if (line === delimiter) break;
    body += `${line}\n`;
  }
  return { body, end: Math.min(at, text.length) };
}

/** Text → tokens. The error is bash's, without its name in front. */
export function tokenize(text: string): Result<readonly Token[], string> {
  const tokens: Token[] = [];
  const awaited: Awaited[] = [];
  let at = 0;
  let fresh = true;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (isBlank(character)) {
      at += 1;
      fresh = true;
      continue;
    }
    if (character === '\\' && text[at + 1] === '\n') {
      at += 2;
      continue;
    }
    if (character === '#' && fresh) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    }
    const operator = operatorAt(text, at);
    if (operator !== undefined) {
      tokens.push({ kind: 'operator', text: operator, descriptor: fresh ? null : takeDescriptor(tokens, operator) });
      at += operator.length;
      fresh = true;
      if (operator === '\n') {
        const documents = takeDocuments(text, at, awaited.splice(0), tokens);
        if (!documents.ok) return documents;
        at = documents.value;
      }
      continue;
    }
    const read = readWord(text, at);
    if (!read.ok) return read;
    const last = tokens.at(-1);
    tokens.push({ kind: 'word', word: read.value.segments, raw: text.slice(at, read.value.end) });
    if (last?.kind === 'operator' && last.text.startsWith('<<') && last.text !== '<<<')
      awaited.push(awaitedBy(tokens.length - 1, last.text, read.value.segments));
    at = read.value.end;
    fresh = false;
  }
  const documents = takeDocuments(text, text.length, awaited, tokens);
  return documents.ok ? ok(tokens) : documents;
}

const awaitedBy = (place: number, operator: string, word: Word): Awaited => ({
  place,
  delimiter: word.map(({ text }) => text).join(''),
  literal: word.some(({ quoted }) => quoted),
  stripTabs: operator === '<<-',
});

/** The number in front of `2>`: a word that was just read, with nothing in between. */
function takeDescriptor(tokens: Token[], operator: string): number | null {
  const last = tokens.at(-1);
  if (!/^[<>]/.test(operator) || last?.kind !== 'word' || !/^\d$/.test(last.raw)) return null;
  tokens.pop();
  return Number(last.raw);
}

/** Puts each document in its delimiter's place. */
function takeDocuments(
  text: string,
  from: number,
  awaited: readonly Awaited[],
  tokens: Token[],
): Result<number, string> {
  let at = from;
  for (const each of awaited) {
    const { body, end } = takeDocument(text, at, each);
    const word = each.literal ? ok<Word>([{ kind: 'text', text: body, quoted: true }]) : readDocument(body);
    if (!word.ok) return word;
    tokens[each.place] = { kind: 'document', word: word.value };
    at = end;
  }
  return ok(at);
}
