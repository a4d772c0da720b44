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
  if (!line.includes('"', from)) {
    for (let at = from; at < line.length;) {
      const end = endOfWord(line, at);
      if (end > at) words.push(line.slice(at, end));
      at = end + 1;
    }
    return words;
  }
  eachQuoted(line, from, (word) => words.push(word));
  return words;
}

const NO_WORDS: readonly string[] = [];

/** The place of each word that `splitLine` gives. */
export function spansOfLine(line: string, from = 0): readonly Span[] {
  const spans: Span[] = [];
  eachQuoted(line, from, (_word, start, end) => spans.push([start, end]));
  return spans;
}

type Visit = (word: string, start: number, end: number) => void;

/** Offset of the first blank from `at` on. */
function endOfWord(line: string, at: number): number {
  let end = at;
  while (end < line.length && !isBlank(line.charCodeAt(end))) end++;
  return end;
}

function eachQuoted(line: string, from: number, visit: Visit): void {
  let word = '';
  let start = -1;
  let quoted = false;
  /** Start of a stretch that is taken as it stands. */
  let plain = from;
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    const ends = quoted ? code === QUOTE : isBlank(code);
    if (ends) {
      if (start >= 0) visit(word + line.slice(plain, at), start, quoted ? at + 1 : at);
      word = '';
      start = -1;
      plain = at + 1;
      quoted = false;
      continue;
    }
    if (start < 0) start = at;
    if (code !== QUOTE && !(quoted && code === BACKSLASH)) continue;
    word += line.slice(plain, at);
    plain = at + 1;
    if (code === QUOTE) quoted = true;
    else at++;
  }
  const rest = word + line.slice(plain);
  if (start >= 0 && rest !== '') visit(rest, start, line.length);
}
