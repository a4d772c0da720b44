import { failure } from '../command.ts';
import type { Command, Output } from '../command.ts';
import { getopt } from '../getopt.ts';
import type { Words } from '../getopt.ts';
import { linesOf, openInputs } from './inputs.ts';
import type { NamedInput } from './inputs.ts';
import { toExpression } from './regular-expression.ts';

const OPTIONS = {
  short: 'EFGPe:f:ivwxcm:noqshHlLA:B:C:abrRuzZyIUT',
  long: {
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'basic-regexp': 'G',
    'perl-regexp': 'P',
    regexp: 'e:',
    file: 'f:',
    'ignore-case': 'i',
    'no-ignore-case': '',
    'invert-match': 'v',
    'word-regexp': 'w',
    'line-regexp': 'x',
    count: 'c',
    'max-count': 'm:',
    'line-number': 'n',
    'only-matching': 'o',
    quiet: 'q',
    silent: 'q',
    'no-messages': 's',
    'no-filename': 'h',
    'with-filename': 'H',
    'files-with-matches': 'l',
    'files-without-match': 'L',
    'after-context': 'A:',
    'before-context': 'B:',
    context: 'C:',
    text: 'a',
    color: '::',
    colour: '::',
    recursive: 'r',
    'line-buffered': '',
  },
};
const USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n";

interface Search {
  readonly words: Words;
  readonly expression: RegExp;
  readonly before: number;
  readonly after: number;
  readonly most: number;
  readonly named: boolean;
}

/** `grep -3` is `-C 3`. */
const withContext = (args: readonly string[]): readonly string[] =>
  args.map((arg) => (/^-\d+$/.test(arg) ? `-C${arg.slice(1)}` : arg));

function syntaxOf({ options }: Words, name: string): 'basic' | 'extended' | 'fixed' | 'perl' {
  const last = options.findLast((given) => 'EFGP'.includes(given.name))?.name;
  if (last === 'F' || (last === undefined && name === 'fgrep')) return 'fixed';
  if (last === 'P') return 'perl';
  return last === 'E' || (last === undefined && name === 'egrep') ? 'extended' : 'basic';
}

function prepare(words: Words, name: string): (Search & { readonly names: readonly string[] }) | Output {
  const { has, options, operands } = words;
  const given = options.filter((option) => option.name === 'e').map(({ argument }) => argument ?? '');
  const [first, ...others] = operands;
  if (given.length === 0 && first === undefined) return failure(USAGE, 2);
  const names = given.length > 0 ? operands : others;
  let [before, after, most] = [0, 0, Number.POSITIVE_INFINITY];
  for (const option of options) {
    const text = option.argument ?? '';
    const isNumber = /^\d+$/.test(text);
    if (option.name === 'm' && !/^-?\d+$/.test(text)) return failure('grep: invalid max count\n', 2);
    if ('ABC'.includes(option.name) && !isNumber) return failure(`grep: ${text}: invalid context length argument\n`, 2);
    if (option.name === 'm') most = Number(text) < 0 ? Number.POSITIVE_INFINITY : Number(text);
    if (option.name === 'A' || option.name === 'C') after = Number(text);
    if (option.name === 'B' || option.name === 'C') before = Number(text);
  }
  const patterns = (given.length > 0 ? given : [first ?? '']).flatMap((pattern) => pattern.split('\n'));
  const expression = toExpression(patterns, syntaxOf(words, name), {
    ignoreCase: has('i') || has('y'),
    word: has('w'),
    line: has('x'),
  });
  if (typeof expression === 'string') return failure(`grep: ${expression}\n`, 2);
  const named = has('H') || (names.length > 1 && !has('h'));
  return { words, expression, before, after, most, named, names };
}

interface Found {
  readonly stdout: string;
  readonly count: number;
}

function searchIn({ name, text }: NamedInput, search: Search): Found {
  const { words, expression, before, after, most, named } = search;
  const { has } = words;
  const shownName = name === '-' ? '(standard input)' : name;
  const lines = linesOf(text);
  const selected = lines.flatMap((line, index) => (expression.test(line) !== has('v') ? [index] : [])).slice(0, most);
  const count = selected.length;
  if (has('q')) return { stdout: '', count };
  if (has('l') || has('L')) return { stdout: has('l') === count > 0 ? `${shownName}\n` : '', count };
  const prefix = (index: number, sign: string): string =>
    `${named ? `${shownName}${sign}` : ''}${has('n') ? `${index + 1}${sign}` : ''}`;
  if (has('c')) return { stdout: `${named ? `${shownName}:` : ''}${count}\n`, count };
  if (has('o')) {
    const parts = has('v')
      ? []
      : selected.flatMap((index) =>
          matchesIn(lines[index] ?? '', expression).map((part) => `${prefix(index, ':')}${part}\n`),
        );
    return { stdout: parts.join(''), count };
  }
  let stdout = '';
  let last = -1;
  const chosen = new Set(selected);
  for (const index of selected) {
    const from = Math.max(last + 1, index - before);
    if (before + after > 0 && last >= 0 && from > last + 1) stdout += '--\n';
    for (let at = from; at <= Math.min(lines.length - 1, index + after); at += 1) {
      if (at <= last) continue;
      if (at > index && chosen.has(at)) break;
      stdout += `${prefix(at, chosen.has(at) ? ':' : '-')}${lines[at] ?? ''}\n`;
      last = at;
    }
  }
  return { stdout, count };
}

const matchesIn = (line: string, expression: RegExp): readonly string[] =>
  [...line.matchAll(new RegExp(expression.source, `${expression.flags}g`))].map(([part]) => part).filter(Boolean);

const run = (name: string): Command['run'] =>
  function grepFor(args, surroundings) {
    const words = getopt('grep', withContext(args), OPTIONS);
    if (!words.ok) return failure(`${words.error}${USAGE}`, 2);
    const search = prepare(words.value, name);
    if ('exit' in search) return search;
    const { inputs, stderr } = openInputs(search.names, surroundings, (file, problem) =>
      words.value.has('s') || words.value.has('q') ? '' : `grep: ${file}: ${problem}\n`,
    );
    const found = inputs.map((input) => searchIn(input, search));
    const some = found.some(({ count }) => count > 0);
    const failed = inputs.length < Math.max(1, search.names.length);
    const exit = failed && !(some && words.value.has('q')) ? 2 : some !== words.value.has('L') ? 0 : 1;
    return { exit, stdout: found.map(({ stdout }) => stdout).join(''), stderr };
  };

export const grep: Command = {
  name: 'grep',
  summary: 'print lines that match a pattern (-i -v -c -n -E -F -w -x -o -q -A -B -C)',
  run: run('grep'),
};

export const egrep: Command = { name: 'egrep', summary: 'grep -E', run: run('egrep') };
export const fgrep: Command = { name: 'fgrep', summary: 'grep -F', run: run('fgrep') };
