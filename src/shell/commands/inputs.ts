import type { Output, Surroundings } from '../command.ts';

/** Text of the named files, or of standard input where none (or '-') is named; missing files are told as coreutils tell them. */
export function readInputs(command: string, names: readonly string[], { files, stdin }: Surroundings): Output {
  let stdout = '';
  let stderr = '';
  for (const name of names.length > 0 ? names : ['-']) {
    const text = name === '-' ? (stdin ?? '') : files.read(name);
    if (text === null) stderr += `${command}: ${name}: No such file or directory\n`;
    else stdout += text;
  }
  return { exit: stderr ? 1 : 0, stdout, stderr };
}

/** Lines without their newline; a last line that lacks one counts. */
export const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
export const unlines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
