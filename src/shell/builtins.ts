import { failure, success } from './command.ts';
import type { Files, Output } from './command.ts';

/** What is left of standard input; null where there is none. */
export interface Input {
  text: string | null;
}

export interface Shell {
  readonly variables: Map<string, string>;
  /** `$?` */
  status: number;
  /** `exit` was run. */
  ended: boolean;
}

type Builtin = (args: readonly string[], shell: Shell, input: Input, files: Files) => Output;

const assign: Builtin = (args, { variables }) => {
  for (const arg of args) {
    const at = arg.indexOf('=');
    if (at > 0) variables.set(arg.slice(0, at), arg.slice(at + 1));
  }
  return success();
};

const exit: Builtin = ([code], shell) => {
  shell.ended = true;
  if (code !== undefined && !/^-?\d+$/.test(code))
    return failure(`bash: exit: ${code}: numeric argument required\n`, 2);
  return { exit: code === undefined ? shell.status : Number(code) & 255, stdout: '', stderr: '' };
};

/** A line of the input into variables: the last takes the rest. */
const read: Builtin = (args, { variables }, input) => {
  const raw = args.includes('-r');
  const names = args.filter((arg) => !arg.startsWith('-'));
  const text = input.text ?? '';
  const newline = text.indexOf('\n');
  const line = newline < 0 ? text : text.slice(0, newline);
  input.text = newline < 0 ? '' : text.slice(newline + 1);
  const plain = raw ? line : line.replaceAll(/\\(.)/g, '$1');
  let rest = plain.trim();
  const wanted = names.length === 0 ? ['REPLY'] : names;
  for (const [index, name] of wanted.entries()) {
    const end = index === wanted.length - 1 ? -1 : rest.search(/[ \t]/);
    variables.set(name, end < 0 ? rest : rest.slice(0, end));
    rest = end < 0 ? '' : rest.slice(end).trimStart();
  }
  return { exit: newline < 0 ? 1 : 0, stdout: '', stderr: '' };
};

const COMPARISONS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '-eq': (a, b) => Number(a) === Number(b),
  '-ne': (a, b) => Number(a) !== Number(b),
  '-lt': (a, b) => Number(a) < Number(b),
  '-le': (a, b) => Number(a) <= Number(b),
  '-gt': (a, b) => Number(a) > Number(b),
  '-ge': (a, b) => Number(a) >= Number(b),
};

function holds(args: readonly string[], files: Files): boolean {
  const [a = '', b = '', c = ''] = args;
  if (a === '!') return !holds(args.slice(1), files);
  if (args.length < 2) return a !== '';
  if (args.length === 2) {
    if (a === '-z') return b === '';
    if (a === '-n') return b !== '';
    const text = files.read(b);
    return text !== null && (a !== '-s' || text !== '');
  }
  return COMPARISONS[b]?.(a, c) ?? false;
}

const test: Builtin = (args, _, __, files) => (holds(args, files) ? success() : failure('', 1));

/** What a shell does itself: it changes the shell's state, or reads its input line by line. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  ':': () => success(),
  exit,
  export: assign,
  local: assign,
  unset(args, { variables }) {
    for (const arg of args) variables.delete(arg);
    return success();
  },
  read,
  test,
  '[': (args, shell, input, files) =>
    args.at(-1) === ']' ? test(args.slice(0, -1), shell, input, files) : failure("bash: [: missing `]'\n", 2),
  set: () => success(),
};
