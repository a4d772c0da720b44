import { failure } from '../command.ts';
import type { Command } from '../command.ts';
import { linesOf, readInputs, unlines } from './inputs.ts';

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly pattern: string;
  readonly names: readonly string[];
}

const KNOWN = new Set(['i', 'v', 'c', 'n', 'E', 'F', 'q', 'w', 'o']);

function parse(args: readonly string[]): Options | string {
  const flags = new Set<string>();
  const rest: string[] = [];
  let ended = false;
  for (const arg of args) {
    if (!ended && arg === '--') ended = true;
    else if (!ended && /^-[A-Za-z]+$/.test(arg)) {
      for (const flag of arg.slice(1)) {
        if (!KNOWN.has(flag)) return `grep: invalid option -- '${flag}'\n`;
        flags.add(flag);
      }
    } else rest.push(arg);
  }
  const [pattern, ...names] = rest;
  return pattern === undefined ? 'Usage: grep [OPTION]... PATTERNS [FILE]...\n' : { flags, pattern, names };
}

/** Basic expressions: in them + ? | ( ) { } are plain and stand for themselves unless escaped; -E turns that round. */
const basicToExtended = (pattern: string): string =>
  pattern.replace(/\\?[+?|(){}]/g, (found) => (found.startsWith('\\') ? found.slice(1) : `\\${found}`));

function compile({ flags, pattern }: Options): RegExp | null {
  const source = flags.has('F')
    ? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    : flags.has('E')
      ? pattern
      : basicToExtended(pattern);
  try {
    return new RegExp(flags.has('w') ? `\\b(?:${source})\\b` : source, flags.has('i') ? 'i' : '');
  } catch {
    return null;
  }
}

export const grep: Command = {
  name: 'grep',
  summary: 'print lines that match a pattern (-i -v -c -n -E -F -w -o -q)',
  run(args, surroundings) {
    const options = parse(args);
    if (typeof options === 'string') return failure(options, 2);
    const expression = compile(options);
    if (!expression) return failure('grep: Invalid regular expression\n', 2);
    const input = readInputs('grep', options.names, surroundings);
    const numbered = linesOf(input.stdout).map((line, index) => ({ line, number: index + 1 }));
    const found = numbered.filter(({ line }) => expression.test(line) !== options.flags.has('v'));
    const exit = input.stderr ? 2 : found.length > 0 ? 0 : 1;
    if (options.flags.has('q')) return { exit, stdout: '', stderr: input.stderr };
    if (options.flags.has('c')) return { exit, stdout: `${found.length}\n`, stderr: input.stderr };
    const printed = found.map(({ line, number }) => {
      const text = options.flags.has('o') ? (expression.exec(line)?.[0] ?? '') : line;
      return options.flags.has('n') ? `${number}:${text}` : text;
    });
    return { exit, stdout: unlines(printed), stderr: input.stderr };
  },
};
