/** What a shell takes as one command, and the longest paste: a ruleset of tens of thousands of rules in a here-document. */
const LONGEST_LINE = 131_072;
const LONGEST_TEXT = 4_000_000;
const MOST_LINES = 1000;

/** Why nothing of a paste is run. */
export interface Excess {
  readonly kind: 'tooLong' | 'tooMany';
  readonly count: number;
  readonly most: number;
}

/** A text that no shell would take, or that nobody would want run line by line: a file pasted by mistake. */
export function findExcess(text: string): Excess | null {
  if (text.length > LONGEST_TEXT) return { kind: 'tooLong', count: text.length, most: LONGEST_TEXT };
  const lines = scriptLines(text);
  if (lines.length > MOST_LINES) return { kind: 'tooMany', count: lines.length, most: MOST_LINES };
  const long = isHereDocument(text) ? undefined : lines.find((line) => line.length > LONGEST_LINE);
  return long === undefined ? null : { kind: 'tooLong', count: long.length, most: LONGEST_LINE };
}

const isHereDocument = (text: string): boolean => text.includes('<<');

/** A pasted text as commands: continued lines joined, comments and prompts (`# `, `$ `, `root@fw:~# `) left out. */
export function scriptLines(text: string): readonly string[] {
  if (isHereDocument(text)) return [text];
  return joinContinued(text.replaceAll('\r', '').split('\n'))
    .map((line) => line.replace(/^\s*(?:[\w.-]+@[\w.-]+:\S*[#$]|\$)\s+/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function joinContinued(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let open: string[] = [];
  for (const line of lines) {
    const isOpen = line.trimEnd().endsWith('\\');
    const part = isOpen ? line.trimEnd().slice(0, -1).trimEnd() : line;
    open.push(open.length === 0 ? part : part.trimStart());
    if (isOpen) continue;
    joined.push(open.join(' '));
    open = [];
  }
  return open.length === 0 ? joined : [...joined, open.join(' ')];
}
