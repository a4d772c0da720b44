import { failure } from '../command.ts';
import type { Command, Output, Surroundings } from '../command.ts';
import { getopt } from '../getopt.ts';
import { openInputs } from './inputs.ts';
import { misused } from './misused.ts';

type Program = 'head' | 'tail';

interface Count {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** tail: '+' counts from the start; head: '-' leaves that many out at the end. */
  readonly fromOtherEnd: boolean;
}

const LONG = { lines: 'n:', bytes: 'c:', quiet: 'q', silent: 'q', verbose: 'v' };
const SIGN: Readonly<Record<Program, string>> = { head: '-', tail: '+' };
const MULTIPLES: Readonly<Record<string, number>> = { '': 1, b: 512, k: 1024, K: 1024, kB: 1000, M: 2 ** 20, MB: 1e6 };

/** `-5`, and for tail `+5`: the old form of -n, as the first word only. */
function modern(program: Program, args: readonly string[]): readonly string[] {
  const [first = '', ...rest] = args;
  const old = (program === 'head' ? /^-(\d+)$/ : /^([-+]\d+)$/).exec(first);
  return old === null || (program === 'tail' && rest.length > 1) ? args : ['-n', old[1] ?? '', ...rest];
}

function parseCount(program: Program, unit: Count['unit'], text: string): Count | string {
  const [, sign = '', digits, multiple = ''] = /^([-+]?)(\d+)(\w*)$/.exec(text) ?? [];
  const factor = MULTIPLES[multiple];
  if (digits === undefined || factor === undefined) return `${program}: invalid number of ${unit}: ‘${text}’\n`;
  return { unit, count: Number(digits) * factor, fromOtherEnd: sign === SIGN[program] };
}

function split(text: string, unit: Count['unit']): readonly string[] {
  return unit === 'bytes' ? [...text] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

function keep(program: Program, text: string, { unit, count, fromOtherEnd }: Count): string {
  const parts = split(text, unit);
  if (program === 'head') return parts.slice(0, fromOtherEnd ? Math.max(0, parts.length - count) : count).join('');
  return parts.slice(fromOtherEnd ? Math.max(0, count - 1) : Math.max(0, parts.length - count)).join('');
}

function run(program: Program, args: readonly string[], surroundings: Surroundings): Output {
  const short = program === 'head' ? 'c:n:qvz' : 'c:n:qvzfFs:';
  const words = getopt(program, modern(program, args), {
    short,
    long: { ...LONG, ...(program === 'tail' && { follow: 'f' }) },
  });
  if (!words.ok) return misused(program, words.error);
  const { options, operands, has } = words.value;
  let count: Count = { unit: 'lines', count: 10, fromOtherEnd: false };
  for (const { name, argument } of options) {
    if (name !== 'n' && name !== 'c') continue;
    const parsed = parseCount(program, name === 'n' ? 'lines' : 'bytes', argument ?? '');
    if (typeof parsed === 'string') return failure(parsed);
    count = parsed;
  }
  const { inputs, stderr } = openInputs(operands, surroundings, (name, problem) =>
    problem === 'Is a directory'
      ? `${program}: error reading '${name}': ${problem}\n`
      : `${program}: cannot open '${name}' for reading: ${problem}\n`,
  );
  const headed = has('v') || (operands.length > 1 && !has('q'));
  const shown = inputs.map(({ name, text }) => {
    const header = headed ? `==> ${name === '-' ? 'standard input' : name} <==\n` : '';
    return header + keep(program, text, count);
  });
  return { exit: stderr === '' ? 0 : 1, stdout: shown.join(headed ? '\n' : ''), stderr };
}

export const tail: Command = {
  name: 'tail',
  summary: 'print the last lines of a file (-n N, -n +N from line N on, -c bytes)',
  run: (args, surroundings) => run('tail', args, surroundings),
};

export const head: Command = {
  name: 'head',
  summary: 'print the first lines of a file (-n N, -n -N all but the last N, -c bytes)',
  run: (args, surroundings) => run('head', args, surroundings),
};
