/** Splits a line of iptables-restore into words (add_param_to_argv), with the place of each. */

export interface Words {
  readonly words: readonly string[];
  /** Offsets of each word in the line, end exclusive. */
  readonly spans: readonly (readonly [number, number])[];
}

const isBlank = (character: string): boolean => character === ' ' || character === '\t' || character === '\n';

/**
 * Double quotes hold blanks together, and inside them a backslash takes the next character as it is. A closing quote ends the
 * word; one that is missing takes the rest of the line with its newline.
 */
export function splitLine(line: string, from = 0): Words {
  return line.includes('"', from) ? splitQuoted(line, from) : splitPlain(line, from);
}

function splitPlain(line: string, from: number): Words {
  const words: string[] = [];
  const spans: (readonly [number, number])[] = [];
  for (let at = from; at < line.length; ) {
    while (at < line.length && isBlank(line[at] as string)) at++;
    const start = at;
    while (at < line.length && !isBlank(line[at] as string)) at++;
    if (at > start) {
      words.push(line.slice(start, at));
      spans.push([start, at]);
    }
  }
  return { words, spans };
}

function splitQuoted(line: string, from: number): Words {
  const words: string[] = [];
  const spans: (readonly [number, number])[] = [];
  let word = '';
  let start = -1;
  let quoted = false;
  const end = (at: number): void => {
    if (start >= 0) {
      words.push(word);
      spans.push([start, at]);
    }
    word = '';
    start = -1;
  };
  for (let at = from; at < line.length; at++) {
    const character = line[at] as string;
    if (!quoted && isBlank(character)) {
      end(at);
      continue;
    }
    if (start < 0) start = at;
    if (character === '"') {
      if (quoted) end(at + 1);
      quoted = !quoted;
    } else if (quoted && character === '\\') word += line[++at] ?? '';
    else word += character;
  }
  if (word !== '') end(line.length);
  return { words, spans };
}
