import { parseCommand, splitFlags } from './parse-command.ts';
import type { Flags } from './parse-command.ts';
import { restoreSets } from './restore.ts';
import { refusal, runRequest } from './run-request.ts';
import type { IpsetOutput } from './run-request.ts';
import type { Sets } from './sets.ts';

/** Where `restore` reads and `-f` points. */
export interface IpsetStreams {
  readonly stdin: string | null;
  readonly read?: (file: string) => string | null;
  /** Words of the error if it cannot be written. */
  readonly write?: (file: string, text: string) => string | null;
}

/** The ipset command, version 7.17: its words, output and exit codes. */
export function runIpset(args: readonly string[], sets: Sets, streams: IpsetStreams): IpsetOutput {
  const split = splitFlags(args);
  if (!split.ok) return refusal(split.error, false);
  const { flags, words } = split.value;
  const request = parseCommand(words, flags, sets);
  if (!request.ok) return refusal(request.error, flags.quiet);
  if (request.value.kind !== 'restore') return toFile(runRequest(request.value, flags, sets), flags, streams);
  const text = flags.file === null ? (streams.stdin ?? '') : (streams.read?.(flags.file) ?? null);
  return text === null ? { exit: 255, stdout: '', stderr: '' } : restoreSets(text, sets, flags);
}

function toFile(output: IpsetOutput, { file }: Flags, { write }: IpsetStreams): IpsetOutput {
  if (file === null || output.stdout === '') return output;
  const problem = write?.(file, output.stdout) ?? null;
  return { ...output, stdout: '', exit: problem === null ? output.exit : 1 };
}
