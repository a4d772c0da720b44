import type { Machine } from '../engine/index.ts';
import { machineFiles } from './files.ts';
import type { Files, Output } from './command.ts';
import { findCommand } from './registry.ts';
import { parseLine } from './syntax.ts';
import type { Pipeline, Redirection, SimpleCommand } from './syntax.ts';

interface Streams {
  readonly stdin: string | null;
  readonly output: Output;
}

const lastRedirection = (
  command: SimpleCommand,
  ...operators: readonly Redirection['operator'][]
): Redirection | undefined => command.redirections.findLast(({ operator }) => operators.includes(operator));

/** Opens what `<` names, and empties what `>` names: a shell does both before the command runs. */
function openStreams(
  command: SimpleCommand,
  piped: string | null,
  files: Files,
): { readonly stdin: string | null } | Output {
  const input = lastRedirection(command, '<');
  if (input && files.read(input.file) === null)
    return { exit: 1, stdout: '', stderr: `bash: ${input.file}: No such file or directory\n` };
  for (const { operator, file } of command.redirections) {
    if (operator === '<' || operator === '2>&1' || operator.endsWith('>>')) continue;
    const problem = files.write(file, '', false);
    if (problem) return { exit: 1, stdout: '', stderr: `bash: ${file}: ${problem}\n` };
  }
  return { stdin: input ? files.read(input.file) : piped };
}

function redirectOutput(command: SimpleCommand, output: Output, files: Files): Output {
  let { stdout, stderr } = output;
  const merged = lastRedirection(command, '2>&1') !== undefined;
  const to = lastRedirection(command, '>', '>>');
  const errorsTo = lastRedirection(command, '2>', '2>>');
  const both = lastRedirection(command, '&>');
  if (both) {
    files.write(both.file, stdout + stderr, true);
    return { exit: output.exit, stdout: '', stderr: '' };
  }
  if (errorsTo) {
    files.write(errorsTo.file, stderr, true);
    stderr = '';
  }
  if (merged) {
    stdout += stderr;
    stderr = '';
  }
  if (to) {
    const problem = files.write(to.file, stdout, true);
    return { exit: problem ? 1 : output.exit, stdout: '', stderr: problem ? `bash: ${to.file}: ${problem}\n` : stderr };
  }
  return { exit: output.exit, stdout, stderr };
}

function runCommand(command: SimpleCommand, piped: string | null, machine: Machine, files: Files): Output {
  const streams = openStreams(command, piped, files);
  if ('exit' in streams) return streams;
  const [name, ...args] = command.words;
  if (name === undefined) return { exit: 0, stdout: '', stderr: '' };
  const found = findCommand(name);
  const output = found
    ? found.run(args, { machine, stdin: streams.stdin, files })
    : { exit: 127, stdout: '', stderr: `bash: ${name}: command not found\n` };
  return redirectOutput(command, output, files);
}

function runPipeline(pipeline: Pipeline, machine: Machine, files: Files): Output {
  let stderr = '';
  let state: Streams = { stdin: null, output: { exit: 0, stdout: '', stderr: '' } };
  for (const command of pipeline.commands) {
    const output = runCommand(command, state.stdin, machine, files);
    stderr += output.stderr;
    state = { stdin: output.stdout, output };
  }
  return { ...state.output, stderr };
}

/**
 * Runs what was typed at the console, or a `command` step: everything that a shell line can hold (syntax.ts). Exit code of the last
 * command that ran; nothing throws on bad input.
 */
export function runShell(text: string, machine: Machine): Output {
  const parsed = parseLine(text);
  if (!parsed.ok) return { exit: 2, stdout: '', stderr: `bash: ${parsed.error}\n` };
  const files = machineFiles(machine);
  let total: Output = { exit: 0, stdout: '', stderr: '' };
  for (const pipeline of parsed.value) {
    if ((pipeline.when === 'success' && total.exit !== 0) || (pipeline.when === 'failure' && total.exit === 0))
      continue;
    const output = runPipeline(pipeline, machine, files);
    total = { exit: output.exit, stdout: total.stdout + output.stdout, stderr: total.stderr + output.stderr };
  }
  return total;
}
