import { failure } from '../command.ts';
import type { Command, Output, Surroundings } from '../command.ts';
import { linesOf, readInputs, unlines } from './inputs.ts';

/** -n N, -nN, -N and file names; null if a count is no number. */
function parseCount(args: readonly string[]): { readonly count: number; readonly names: readonly string[] } | string {
  let count = 10;
  const names: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const given = arg === '-n' ? (args[++at] ?? '') : (/^-n?(\d+)$/.exec(arg)?.[1] ?? null);
    if (given === null) names.push(arg);
    else if (/^\d+$/.test(given)) count = Number(given);
    else return given;
  }
  return { count, names: names.filter((name) => name !== '-f') };
}

function cut(
  command: string,
  args: readonly string[],
  surroundings: Surroundings,
  keep: (lines: string[], count: number) => string[],
): Output {
  const parsed = parseCount(args);
  if (typeof parsed === 'string') return failure(`${command}: invalid number of lines: ‘${parsed}’\n`);
  const input = readInputs(command, parsed.names, surroundings);
  return { ...input, stdout: unlines(keep(linesOf(input.stdout), parsed.count)) };
}

export const tail: Command = {
  name: 'tail',
  summary: 'print the last lines of a file (-n N)',
  run: (args, surroundings) =>
    cut('tail', args, surroundings, (lines, count) => (count === 0 ? [] : lines.slice(-count))),
};

export const head: Command = {
  name: 'head',
  summary: 'print the first lines of a file (-n N)',
  run: (args, surroundings) => cut('head', args, surroundings, (lines, count) => lines.slice(0, count)),
};
