import { failure } from '../command.ts';
import type { Command } from '../command.ts';
import { getopt } from '../getopt.ts';
import { linesOf, openInputs, readInputs, unlines } from './inputs.ts';
import { misused } from './misused.ts';

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

const COUNTS: Readonly<Record<string, (text: string) => number>> = {
  l: (text) => text.split('\n').length - 1,
  w: (text) => text.split(/\s+/).filter((word) => word !== '').length,
  m: (text) => [...text].length,
  c: byteLength,
  L: (text) => Math.max(0, ...text.split('\n').map((line) => line.length)),
};
const WC_LONG = { bytes: 'c', chars: 'm', lines: 'l', words: 'w', 'max-line-length': 'L' };

export const wc: Command = {
  name: 'wc',
  summary: 'count lines, words and bytes (-l -w -c -m -L)',
  run(args, surroundings) {
    const words = getopt('wc', args, { short: 'clLmw', long: WC_LONG });
    if (!words.ok) return misused('wc', words.error);
    const { has, options, operands } = words.value;
    const chosen = Object.keys(COUNTS).filter((flag) => (options.length === 0 ? 'lwc'.includes(flag) : has(flag)));
    const { inputs, stderr } = openInputs(operands, surroundings, (name, problem) => `wc: ${name}: ${problem}\n`);
    const counts = (flag: string): readonly number[] => inputs.map(({ text }) => COUNTS[flag]?.(text) ?? 0);
    // Of the longest lines the longest is told.
    const total = (flag: string): number =>
      flag === 'L' ? Math.max(0, ...counts(flag)) : counts(flag).reduce((sum, count) => sum + count, 0);
    const fromPipe = operands.length === 0 || operands.includes('-') || stderr.includes('Is a directory');
    const isLone = chosen.length === 1 && operands.length <= 1;
    const width = isLone ? 1 : fromPipe ? 7 : String(total('c')).length;
    const row = (count: (flag: string) => number, name: string): string =>
      `${chosen.map((flag) => String(count(flag)).padStart(width)).join(' ')}${name === '' ? '' : ` ${name}`}\n`;
    const rows = inputs.map(({ name, text }) =>
      row((flag) => COUNTS[flag]?.(text) ?? 0, operands.length === 0 ? '' : name),
    );
    const stdout = rows.join('') + (operands.length > 1 ? row(total, 'total') : '');
    return { exit: stderr === '' ? 0 : 1, stdout, stderr };
  },
};

interface Key {
  readonly first: number;
  readonly last: number;
  readonly flags: string;
}

/** `2,3n` → fields and flags; the words of the error where it is none. */
function parseKey(text: string): Key | string {
  const found = /^(\d+)(?:\.\d+)?([a-zA-Z]*)(?:,(\d+)(?:\.\d+)?([a-zA-Z]*))?$/.exec(text);
  if (found === null) return `invalid number at field start: invalid count at start of ‘${text}’`;
  const [, first, flags = '', last, more = ''] = found;
  if (Number(first) === 0) return `field number is zero: invalid field specification ‘${text}’`;
  return {
    first: Number(first),
    last: last === undefined ? Number.POSITIVE_INFINITY : Number(last),
    flags: flags + more,
  };
}

/** The fields of a line: each takes the blanks in front of it, or what stands between separators. */
function fieldsOf(line: string, separator: string | null): readonly string[] {
  return separator === null ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
}

const numberIn = (text: string): number => Number.parseFloat(/^\s*-?\d*\.?\d*/.exec(text)?.[0] ?? '') || 0;
const UNITS = 'KMGTPEZY';
const humanIn = (text: string): number => {
  const unit = UNITS.indexOf(/^\s*-?[\d.]+([KMGTPEZY])/i.exec(text)?.[1]?.toUpperCase() ?? ' ');
  return numberIn(text) + (unit + 1) * 1e15;
};
const order = <V>(a: V, b: V): number => (a < b ? -1 : a > b ? 1 : 0);

function versionOrder(a: string, b: string): number {
  const parts = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [x = '', y = ''] = [left[index], right[index]];
    const found = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : order(x, y);
    if (found !== 0) return found;
  }
  return 0;
}

function compareBy(flags: string): (a: string, b: string) => number {
  const compare = (a: string, b: string): number => {
    if (flags.includes('n')) return numberIn(a) - numberIn(b);
    if (flags.includes('h')) return humanIn(a) - humanIn(b);
    if (flags.includes('V')) return versionOrder(a, b);
    const [x, y] = flags.includes('b') ? [a.trimStart(), b.trimStart()] : [a, b];
    return flags.includes('f') ? order(x.toUpperCase(), y.toUpperCase()) : order(x, y);
  };
  return flags.includes('r') ? (a, b) => -compare(a, b) : compare;
}

const SORT_LONG = {
  'numeric-sort': 'n',
  reverse: 'r',
  unique: 'u',
  key: 'k:',
  'field-separator': 't:',
  'ignore-case': 'f',
  'ignore-leading-blanks': 'b',
  'version-sort': 'V',
  'human-numeric-sort': 'h',
  stable: 's',
  check: 'c',
  output: 'o:',
};

export const sort: Command = {
  name: 'sort',
  summary: 'sort lines (-n numbers, -r reverse, -u unique, -k FIELD, -t SEPARATOR)',
  run(args, surroundings) {
    const words = getopt('sort', args, { short: 'nruk:t:fbVhscdgio:M', long: SORT_LONG });
    if (!words.ok) return misused('sort', words.error, 2);
    const { has, options, operands, value } = words.value;
    const keys: Key[] = [];
    for (const { name, argument } of options) {
      const key = name === 'k' ? parseKey(argument ?? '') : null;
      if (typeof key === 'string') return failure(`sort: ${key}\n`, 2);
      if (key !== null) keys.push(key);
    }
    const separator = value('t');
    if (separator !== null && [...separator].length > 1)
      return failure(`sort: multi-character tab ‘${separator}’\n`, 2);
    const { inputs, stderr } = openInputs(operands, surroundings, (name, problem) =>
      problem === 'Is a directory'
        ? `sort: read failed: ${name}: ${problem}\n`
        : `sort: ${has('c') ? 'open failed' : 'cannot read'}: ${name}: ${problem}\n`,
    );
    if (stderr !== '') return failure(stderr.replace(/\n.*$/s, '\n'), 2);
    const global = 'nfbVhr'.split('').filter(has).join('');
    const byKeys = keys.map(({ first, last, flags }) => {
      const compare = compareBy(flags === '' ? global : flags);
      const part = (line: string): string =>
        fieldsOf(line, separator)
          .slice(first - 1, last)
          .join(separator ?? '');
      return (a: string, b: string): number => compare(part(a), part(b));
    });
    const chosen = byKeys.length > 0 ? byKeys : [compareBy(global)];
    const byChosen = (a: string, b: string): number => {
      for (const compare of chosen) {
        const found = compare(a, b);
        if (found !== 0) return found;
      }
      return 0;
    };
    const lines = inputs.flatMap(({ text }) => linesOf(text));
    if (has('c')) return checkOrder(lines, byChosen, operands[0] ?? '-');
    // Equal by the keys: the whole line decides.
    const byLine = compareBy(has('r') ? 'r' : '');
    const sorted = lines.toSorted((a, b) => byChosen(a, b) || (has('s') || has('u') ? 0 : byLine(a, b)));
    const kept = has('u')
      ? sorted.filter((line, index) => index === 0 || byChosen(sorted[index - 1] ?? '', line) !== 0)
      : sorted;
    return { exit: 0, stdout: unlines(kept), stderr: '' };
  },
};

function checkOrder(
  lines: readonly string[],
  compare: (a: string, b: string) => number,
  name: string,
): ReturnType<typeof failure> {
  const at = lines.findIndex((line, index) => index > 0 && compare(lines[index - 1] ?? '', line) > 0);
  return at < 0
    ? { exit: 0, stdout: '', stderr: '' }
    : failure(`sort: ${name}:${at + 1}: disorder: ${lines[at] ?? ''}\n`);
}

const UNIQ_LONG = {
  count: 'c',
  repeated: 'd',
  'all-repeated': 'D',
  unique: 'u',
  'ignore-case': 'i',
  'skip-fields': 'f:',
  'skip-chars': 's:',
  'check-chars': 'w:',
};
const UNIQ_NUMBERS = [
  ['f', 'fields to skip'],
  ['s', 'bytes to skip'],
  ['w', 'bytes to compare'],
] as const;

export const uniq: Command = {
  name: 'uniq',
  summary: 'leave out repeated lines (-c counts them, -d only repeated ones, -u only single ones)',
  run(args, surroundings) {
    const words = getopt('uniq', args, { short: 'cdDuif:s:w:z', long: UNIQ_LONG });
    if (!words.ok) return misused('uniq', words.error);
    const { has, operands, value } = words.value;
    for (const [flag, what] of UNIQ_NUMBERS) {
      const given = value(flag);
      if (given !== null && !/^\d+$/.test(given)) return failure(`uniq: ${given}: invalid number of ${what}\n`);
    }
    if (operands.length > 2) return misused('uniq', `uniq: extra operand ‘${operands[2] ?? ''}’\n`);
    const { inputs, stderr } = openInputs(operands.slice(0, 1), surroundings, (name, problem) =>
      problem === 'Is a directory' ? `uniq: error reading '${name}'\n` : `uniq: ${name}: ${problem}\n`,
    );
    if (stderr !== '') return failure(stderr);
    const skipped = new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${value('f') ?? '0'}}`);
    const keyOf = (line: string): string => {
      const rest = line.replace(skipped, '').slice(Number(value('s') ?? 0));
      const part = value('w') === null ? rest : rest.slice(0, Number(value('w')));
      return has('i') ? part.toLowerCase() : part;
    };
    const runs: { readonly lines: string[] }[] = [];
    for (const line of linesOf(inputs[0]?.text ?? '')) {
      const last = runs.at(-1);
      if (last !== undefined && keyOf(last.lines[0] ?? '') === keyOf(line)) last.lines.push(line);
      else runs.push({ lines: [line] });
    }
    const wanted = ({ lines }: { readonly lines: readonly string[] }): boolean =>
      !((has('d') || has('D')) && lines.length === 1) && !(has('u') && lines.length > 1);
    const shown = runs.filter(wanted).flatMap(({ lines }) => {
      const [line = ''] = lines;
      if (has('D')) return lines;
      return [has('c') ? `${String(lines.length).padStart(7)} ${line}` : line];
    });
    const text = unlines(shown);
    const [, into] = operands;
    if (into !== undefined) surroundings.files.write(into, text, false);
    return { exit: 0, stdout: into === undefined ? text : '', stderr: '' };
  },
};

type Range = readonly [from: number, to: number];

/** 'a-b,c' of 1-based columns; the words of the error where it is none. */
function parseRanges(list: string, isField: boolean): readonly Range[] | string {
  const ranges: Range[] = [];
  for (const part of list.split(/[, ]/)) {
    if (part === '-') return 'invalid range with no endpoint: -';
    const [, from, dash, to] = /^(\d*)(-?)(\d*)$/.exec(part) ?? [];
    if (from === undefined) return `invalid ${isField ? 'field value' : 'byte/character position'} ‘${part}’`;
    const first = from === '' && dash === '-' ? 1 : Number(from);
    const last = dash === '' ? first : to === '' ? Number.POSITIVE_INFINITY : Number(to);
    if (first === 0 || (from === '' && dash === ''))
      return `${isField ? 'fields' : 'byte/character positions'} are numbered from 1`;
    if (last < first) return 'invalid decreasing range';
    ranges.push([first, last]);
  }
  return ranges;
}

const CUT_LONG = {
  bytes: 'b:',
  characters: 'c:',
  delimiter: 'd:',
  fields: 'f:',
  'only-delimited': 's',
  complement: '',
  'output-delimiter': ':',
};

export const cut: Command = {
  name: 'cut',
  summary: 'print columns of each line (-d SEPARATOR -f LIST, -c LIST)',
  run(args, surroundings) {
    const words = getopt('cut', args, { short: 'b:c:d:f:ns', long: CUT_LONG });
    if (!words.ok) return misused('cut', words.error);
    const { has, options, operands, value } = words.value;
    const lists = options.filter(({ name }) => 'bcf'.includes(name));
    const wrong = (message: string): ReturnType<typeof failure> => misused('cut', `cut: ${message}\n`);
    const delimiter = value('d');
    if (delimiter !== null && [...delimiter].length > 1) return wrong('the delimiter must be a single character');
    const [list] = lists;
    if (list === undefined) return wrong('you must specify a list of bytes, characters, or fields');
    if (lists.length > 1) return wrong('only one list may be specified');
    const isField = list.name === 'f';
    if (!isField && delimiter !== null)
      return wrong('an input delimiter may be specified only when operating on fields');
    if (!isField && has('s'))
      return wrong('suppressing non-delimited lines makes sense\n\tonly when operating on fields');
    const ranges = parseRanges(list.argument ?? '', isField);
    if (typeof ranges === 'string') return wrong(ranges);
    const input = readInputs('cut', operands, surroundings);
    const separator = isField ? (delimiter ?? '\t') : '';
    const isWanted = (_: string, index: number): boolean =>
      ranges.some(([from, to]) => index + 1 >= from && index + 1 <= to) !== has('complement');
    const shown = linesOf(input.stdout).flatMap((line) => {
      if (isField && separator !== '' && !line.includes(separator)) return has('s') ? [] : [line];
      return [
        line
          .split(separator)
          .filter(isWanted)
          .join(value('output-delimiter') ?? separator),
      ];
    });
    return { ...input, stdout: unlines(shown) };
  },
};
