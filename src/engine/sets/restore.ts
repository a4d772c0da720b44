import { parseCommand, splitFlags } from './parse-command.ts';
import type { Flags } from './parse-command.ts';
import { usageError } from './request.ts';
import type { IpsetError, Request } from './request.ts';
import { refusal, runRequest } from './run-request.ts';
import type { IpsetOutput } from './run-request.ts';
import type { Sets } from './sets.ts';

interface Pending {
  readonly request: Extract<Request, { readonly kind: 'add' | 'del' | 'test' }>;
  readonly flags: Flags;
  readonly line: number;
}

/** Words of a line: blanks separate, double quotes hold together and vanish; empty quotes are no word. */
export function splitLine(line: string): readonly string[] {
  return Array.from(line.matchAll(/"([^"]*)"|\S+/g), ([word, quoted]) => quoted ?? word).filter((word) => word !== '');
}

/**
 * `ipset restore`: elements of one set are sent in one batch, so an error in the text of a later one loses those before it, while one that
 * the kernel refuses leaves them in.
 */
export function restoreSets(text: string, sets: Sets, outer: Flags): IpsetOutput {
  let pending: Pending[] = [];
  let stdout = '';
  let stderr = '';
  const stop = (output: IpsetOutput): IpsetOutput => ({
    exit: output.exit,
    stdout: stdout + output.stdout,
    stderr: stderr + output.stderr,
  });
  const commit = (): IpsetOutput | null => {
    const batch = pending;
    pending = [];
    for (const { request, flags, line } of batch) {
      const output = runRequest(request, flags, sets, line);
      if (output.exit !== 0) return output;
    }
    return null;
  };
  for (const [index, line] of text.split('\n').entries()) {
    const words = splitLine(line);
    if (words.length === 0 || words[0]?.startsWith('#') === true) continue;
    if (words[0] === 'COMMIT') {
      const failed = commit();
      if (failed !== null) return stop(failed);
      continue;
    }
    const read = readLine(words, sets, outer);
    if ('message' in read) return stop(refusal(read, outer.quiet, index + 1));
    const { request, flags } = read;
    const [last] = pending;
    if (
      last !== undefined &&
      (last.request.kind !== request.kind || !('name' in request) || last.request.name !== request.name)
    ) {
      const failed = commit();
      if (failed !== null) return stop(failed);
    }
    if (request.kind === 'quit') break;
    if (request.kind === 'add' || request.kind === 'del') {
      pending.push({ request, flags, line: index + 1 });
      continue;
    }
    const output = runRequest(request, flags, sets, index + 1);
    if (output.exit !== 0 || request.kind === 'test') return stop(output);
    stdout += output.stdout;
    stderr += output.stderr;
  }
  return stop(commit() ?? { exit: 0, stdout: '', stderr: '' });
}

interface Line {
  readonly request: Exclude<Request, { readonly kind: 'restore' }>;
  readonly flags: Flags;
}

function readLine(words: readonly string[], sets: Sets, outer: Flags): Line | IpsetError {
  const split = splitFlags(words);
  if (!split.ok) return split.error;
  const flags: Flags = {
    ...split.value.flags,
    exist: outer.exist || split.value.flags.exist,
    quiet: outer.quiet || split.value.flags.quiet,
  };
  const parsed = parseCommand(split.value.words, flags, sets);
  if (!parsed.ok) return parsed.error;
  const request = parsed.value;
  if (request.kind === 'restore' || request.kind === 'help' || request.kind === 'version')
    return usageError(`Command \`${request.kind}' is invalid in restore mode.`);
  return { request, flags };
}
