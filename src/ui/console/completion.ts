import { commandStart, shellWords, type ShellVocabulary } from './shell-words.ts';

export interface Completion {
  readonly text: string;
  /** All candidates when there is more than one and nothing more is certain. */
  readonly candidates: readonly string[];
}

/** Completes the last word of a line, as Tab does in bash: as far as the candidates agree, else it lists them. */
export function complete(line: string, vocabulary: ShellVocabulary): Completion {
  const start = commandStart(line);
  const command = line.slice(start);
  const typed = /[^\s]*$/.exec(command)?.[0] ?? '';
  const before = split(command.slice(0, command.length - typed.length));
  // In a comma list the last part is completed.
  const part = typed.startsWith('-') ? typed : typed.slice(typed.lastIndexOf(',') + 1);
  const head = line.slice(0, line.length - part.length);
  const pool = shellWords(before, split(command), vocabulary);
  const fitting = [...new Set(pool)].filter((word) => word.startsWith(part) && word !== part).sort();
  if (fitting.length === 0) return { text: pool.includes(part) && part !== '' ? `${line} ` : line, candidates: [] };
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined && !pool.includes(part))
    return { text: `${head}${only} `, candidates: [] };
  const common = sharedStart(fitting);
  return common.length > part.length && !pool.includes(part)
    ? { text: head + common, candidates: [] }
    : { text: line, candidates: [...(pool.includes(part) && part !== '' ? [part] : []), ...fitting] };
}

const split = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

function sharedStart(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  let length = first.length;
  for (const word of rest) {
    while (!word.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
