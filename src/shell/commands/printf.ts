import { failure, success } from '../command.ts';
import type { Command } from '../command.ts';
import { unescape } from './escapes.ts';

const SPECIFIER = /%(-?)(0?)(\d*)(?:\.(\d+))?([sdiuxXobcq%])/g;

function convert(kind: string, argument: string, precision: string | undefined): string {
  switch (kind) {
    case 'd':
    case 'i':
    case 'u':
      return String(Math.trunc(Number(argument)) || 0);
    case 'x':
      return (Number(argument) || 0).toString(16);
    case 'X':
      return (Number(argument) || 0).toString(16).toUpperCase();
    case 'o':
      return (Number(argument) || 0).toString(8);
    case 'b':
      return unescape(argument);
    case 'c':
      return argument.slice(0, 1);
    default:
      return precision === undefined ? argument : argument.slice(0, Number(precision));
  }
}

/** The format once more for each round of arguments that is left. */
function fill(format: string, args: readonly string[]): string {
  let text = '';
  let next = 0;
  do {
    text += unescape(format).replaceAll(
      SPECIFIER,
      (_, left: string, zero: string, width: string, precision: string | undefined, kind: string) => {
        if (kind === '%') return '%';
        const shown = convert(kind, args[next++] ?? '', precision);
        return left === '' ? shown.padStart(Number(width), zero === '' ? ' ' : '0') : shown.padEnd(Number(width));
      },
    );
  } while (next > 0 && next < args.length);
  return text;
}

export const printf: Command = {
  name: 'printf',
  summary: 'print arguments by a format (%s %d %x %b)',
  run: ([format, ...args]) =>
    format === undefined
      ? failure('printf: usage: printf [-v var] format [arguments]\n', 2)
      : success(fill(format, args)),
};

export const seq: Command = {
  name: 'seq',
  summary: 'print numbers (seq LAST, seq FIRST LAST, seq FIRST STEP LAST)',
  run(args) {
    const wrong = args.find((arg) => !/^-?\d+(\.\d+)?$/.test(arg));
    const hint = "Try 'seq --help' for more information.\n";
    if (wrong !== undefined) return failure(`seq: invalid floating point argument: ‘${wrong}’\n${hint}`);
    if (args.length === 0) return failure(`seq: missing operand\n${hint}`);
    if (args.length > 3) return failure(`seq: extra operand ‘${args[3] ?? ''}’\n${hint}`);
    const numbers = args.map(Number);
    const last = numbers.at(-1) ?? 0;
    const first = numbers.length > 1 ? (numbers[0] ?? 1) : 1;
    const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1;
    if (step === 0) return failure(`seq: invalid Zero increment value: ‘${args[1] ?? ''}’\n${hint}`);
    const length = Math.min(Math.max(0, Math.floor((last - first) / step) + 1), MOST);
    return success(Array.from({ length }, (_, index) => `${first + index * step}\n`).join(''));
  },
};

/** Nobody reads more. */
const MOST = 100_000;
