import type { Output, Surroundings } from '../command.ts';

export interface NamedInput {
  /** As the operand names it. */
  readonly name: string;
  readonly text: string;
}

export interface Inputs {
  readonly inputs: readonly NamedInput[];
  /** What could not be read, as the program says it. */
  readonly stderr: string;
}

const isDirectory = (name: string, { files }: Surroundings): boolean =>
  name !== '' &&
  (/^(\.\.?|\/|~)$/.test(name) || files.list().some((path) => path.startsWith(`${name.replace(/\/$/, '')}/`)));

/**
 * The named files, or standard input where none (or '-') is named. `tell` makes the complaint about one that is missing or a
 * directory; coreutils mostly say `cat: x: No such file or directory`.
 */
export function openInputs(
  names: readonly string[],
  surroundings: Surroundings,
  tell: (name: string, problem: string) => string,
): Inputs {
  const inputs: NamedInput[] = [];
  let stderr = '';
  for (const name of names.length > 0 ? names : ['-']) {
    const text = name === '-' ? (surroundings.stdin ?? '') : surroundings.files.read(name);
    if (text !== null) inputs.push({ name, text });
    else stderr += tell(name, isDirectory(name, surroundings) ? 'Is a directory' : 'No such file or directory');
  }
  return { inputs, stderr };
}

/** All of them one after the other. */
export function readInputs(command: string, names: readonly string[], surroundings: Surroundings): Output {
  const { inputs, stderr } = openInputs(
    names,
    surroundings,
    (name, problem) => `${command}: ${name === '' ? "''" : name}: ${problem}\n`,
  );
  return { exit: stderr ? 1 : 0, stdout: inputs.map(({ text }) => text).join(''), stderr };
}

/** Lines without their newline; a last line that lacks one counts. */
export const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
export const unlines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
