/** Splits a line of iptables-restore into words (add_param_to_argv). */

/** Offsets of a word in its line, end exclusive. */
export type Span = readonly [from: number, to: number];

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a;

/**
 * Double quotes hold blanks together, and inside them a backslash takes the next character as it is. A closing quote ends the
 * word; one that is missing takes the rest of the line with its newline. The words stand behind those of `before`.
 */
export function splitLine(line: string, from = 0, before: readonly string[] = NO_WORDS): readonly string[] {
  const words = [...before];
  if (line.includes('"', from)) readQuoted(line, from, words, null);
  else readPlain(line, from, words);
  return words;
}

const NO_WORDS: readonly string[] = [];

/** The place of each word that `splitLine` gives. */
export function spansOfLine(line: string, from = 0): readonly Span[] {
  const spans: Span[] = [];
  readQuoted(line, from, [], spans);
  return spans;
}

/** Words between blanks, without regard to quotes. */
export function splitFields(line: string, from = 0): readonly string[] {
  const words: string[] = [];
  readPlain(line, from, words);
  return words;
}

function readPlain(line: string, from: number, words: string[]): void {
  for (let at = from; at < line.length;) {
    const end = endOfWord(line, at);
    if (end > at) words.push(line.slice(at, end));
    at = end + 1;
  }
}

/** Offset of the first blank from `at` on. */
function endOfWord(line: string, at: number): number {
  let end = at;
  while (end < line.length && !isBlank(line.charCodeAt(end))) end++;
  return end;
}

function readQuoted(line: string, from: number, words: string[], spans: Span[] | null): void {
  for (let at = from; at < line.length;) {
    if (isBlank(line.charCodeAt(at))) {
      at++;
      continue;
    }
    const start = at;
    let word = '';
    let quoted = false;
    /** Start of a stretch that is taken as it stands. */
    let plain = at;
    for (; at < line.length; at++) {
      const code = line.charCodeAt(at);
      if (quoted ? code === QUOTE : isBlank(code)) break;
      if (code !== QUOTE && !(quoted && code === BACKSLASH)) continue;
      word += line.slice(plain, at);
      plain = at + 1;
      if (code === QUOTE) quoted = true;
      else at++;
    }
    const closed = at < line.length;
    const end = closed ? at : line.length;
    word += line.slice(plain, end);
    at = end + 1;
    if (!closed && word === '') return;
    words.push(word);
    spans?.push([start, closed && quoted ? end + 1 : end]);
  }
}
