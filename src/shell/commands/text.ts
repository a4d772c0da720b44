import { failure } from '../command.ts';
import type { Command } from '../command.ts';
import { linesOf, readInputs, unlines } from './inputs.ts';

interface Words {
  readonly flags: ReadonlySet<string>;
  readonly values: Readonly<Record<string, string>>;
  readonly names: readonly string[];
}

/** Short options; those in `valued` take the rest of the word or the next one. */
function parse(command: string, args: readonly string[], known: string, valued = ''): Words | string {
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  const names: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (!/^-./.test(arg)) {
      names.push(arg);
      continue;
    }
    for (let index = 1; index < arg.length; index += 1) {
      const flag = arg[index] ?? '';
      if (valued.includes(flag)) {
        values[flag] = arg.slice(index + 1) || (args[(at += 1)] ?? '');
        break;
      }
      if (!known.includes(flag))
        return `${command}: invalid option -- '${flag}'\nTry '${command} --help' for more information.\n`;
      flags.add(flag);
    }
  }
  return { flags, values, names };
}

export const wc: Command = {
  name: 'wc',
  summary: 'count lines, words and bytes (-l -w -c)',
  run(args, surroundings) {
    const words = parse('wc', args, 'lwc');
    if (typeof words === 'string') return failure(words);
    const chosen = ['l', 'w', 'c'].filter((flag) => words.flags.size === 0 || words.flags.has(flag));
    const input = readInputs('wc', words.names, surroundings);
    const text = input.stdout;
    const counts: Readonly<Record<string, number>> = {
      l: text.split('\n').length - 1,
      w: text.split(/\s+/).filter((word) => word !== '').length,
      c: new TextEncoder().encode(text).length,
    };
    const width = chosen.length === 1 || words.names.length > 0 ? 1 : 7;
    const columns = chosen.map((flag) => String(counts[flag] ?? 0).padStart(width)).join(' ');
    return { ...input, stdout: `${columns}${words.names.length === 1 ? ` ${words.names[0] ?? ''}` : ''}\n` };
  },
};

export const sort: Command = {
  name: 'sort',
  summary: 'sort lines (-n numbers, -r reverse, -u unique, -k FIELD)',
  run(args, surroundings) {
    const words = parse('sort', args, 'nru', 'kt');
    if (typeof words === 'string') return failure(words, 2);
    const field = Number.parseInt(words.values['k'] ?? '0', 10);
    const separator = words.values['t'] ?? /\s+/;
    const keyOf = (line: string): string =>
      field > 0
        ? line
            .trimStart()
            .split(separator)
            .slice(field - 1)
            .join(' ')
        : line;
    const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const number = (line: string): number => Number.parseFloat(keyOf(line)) || 0;
    const compare = (a: string, b: string): number =>
      (words.flags.has('n') ? number(a) - number(b) : text(keyOf(a), keyOf(b))) || text(a, b);
    const input = readInputs('sort', words.names, surroundings);
    const sorted = linesOf(input.stdout).toSorted(compare);
    const lines = words.flags.has('r') ? sorted.toReversed() : sorted;
    return { ...input, stdout: unlines(words.flags.has('u') ? [...new Set(lines)] : lines) };
  },
};

export const uniq: Command = {
  name: 'uniq',
  summary: 'leave out repeated lines (-c counts them)',
  run(args, surroundings) {
    const words = parse('uniq', args, 'cd');
    if (typeof words === 'string') return failure(words);
    const input = readInputs('uniq', words.names, surroundings);
    const runs: { readonly line: string; count: number }[] = [];
    for (const line of linesOf(input.stdout)) {
      const last = runs.at(-1);
      if (last?.line === line) last.count += 1;
      else runs.push({ line, count: 1 });
    }
    const kept = words.flags.has('d') ? runs.filter(({ count }) => count > 1) : runs;
    return {
      ...input,
      stdout: unlines(
        kept.map(({ line, count }) => (words.flags.has('c') ? `${String(count).padStart(7)} ${line}` : line)),
      ),
    };
  },
};

/** 'a-b,c' of 1-based columns. */
const hasColumn = (list: string, column: number): boolean =>
  list.split(',').some((part) => {
    const [from = '', to = from] = part.split('-');
    return column >= Number(from || 1) && column <= (part.endsWith('-') ? Number.POSITIVE_INFINITY : Number(to));
  });

export const cut: Command = {
  name: 'cut',
  summary: 'print columns of each line (-d SEPARATOR -f LIST, -c LIST)',
  run(args, surroundings) {
    const words = parse('cut', args, 's', 'dfc');
    if (typeof words === 'string') return failure(words);
    const { d: separator = '\t', f: fields, c: characters } = words.values;
    const list = fields ?? characters;
    if (list === undefined)
      return failure(
        "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.\n",
      );
    const input = readInputs('cut', words.names, surroundings);
    const between = fields === undefined ? '' : separator;
    const cutLine = (line: string): string =>
      fields !== undefined && !line.includes(separator)
        ? line
        : line
            .split(between)
            .filter((_, index) => hasColumn(list, index + 1))
            .join(between);
    return { ...input, stdout: unlines(linesOf(input.stdout).map(cutLine)) };
  },
};
