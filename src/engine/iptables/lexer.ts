/** Splits a line of iptables-restore into words (add_param_to_argv). */

/** Offsets of a word in its line, end exclusive. */
export type Span = readonly [from: number, to: number];

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a;

/**
 * Double quotes hold blanks together, and inside them a backslash takes the next character as it is. A closing quote ends the
 * word; one that is missing takes the rest of the line with its newline.
 */
export function splitLine(line: string, from = 0): readonly string[] {
  const words: string[] = [];
  eachWord(line, from, (word) => words.push(word));
  return words;
}

/** The place of each word that `splitLine` gives. */
export function spansOfLine(line: string, from = 0): readonly Span[] {
  const spans: Span[] = [];
  eachWord(line, from, (_word, start, end) => spans.push([start, end]));
  return spans;
}

type Visit = (word: string, start: number, end: number) => void;

function eachWord(line: string, from: number, visit: Visit): void {
  if (line.includes('"', from)) eachQuoted(line, from, visit);
  else eachPlain(line, from, visit);
}

function eachPlain(line: string, from: number, visit: Visit): void {
  for (let at = from; at < line.length;) {
    while (at < line.length && isBlank(line.charCodeAt(at))) at++;
    const start = at;
    while (at < line.length && !isBlank(line.charCodeAt(at))) at++;
    if (at > start) visit(line.slice(start, at), start, at);
  }
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
