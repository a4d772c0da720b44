import type { ElementOptions } from './element.ts';
import { helpText, typeHelp, usageText } from './help.ts';
import { messageOf } from './messages.ts';
import { formatOperand } from './operand.ts';
import type { Flags } from './parse-command.ts';
import { listSet, saveSet, xmlSet } from './print.ts';
import type { ListedSet } from './print.ts';
import { kernelError, usageError } from './request.ts';
import type { IpsetError, Listing, Request } from './request.ts';
import type { Sets } from './sets.ts';

export interface IpsetOutput {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const VERSION = 'v7.17';
const SUCCESS: IpsetOutput = { exit: 0, stdout: '', stderr: '' };
const printed = (stdout: string): IpsetOutput => ({ exit: 0, stdout, stderr: '' });

/** An error as ipset prints it; `line` is that of the text being restored. */
export function refusal({ message, usage }: IpsetError, quiet: boolean, line?: number): IpsetOutput {
  const exit = usage ? 2 : 1;
  if (quiet) return { exit, stdout: '', stderr: '' };
  const where = line === undefined || usage ? '' : `Error in line ${line}: `;
  const hint = usage ? "Try `ipset help' for more information.\n" : '';
  return { exit, stdout: '', stderr: `ipset ${VERSION}: ${where}${message}\n${hint}` };
}

/** Does what was read. `line` is told in errors while restoring. */
export function runRequest(
  request: Exclude<Request, { readonly kind: 'restore' }>,
  flags: Flags,
  sets: Sets,
  line?: number,
): IpsetOutput {
  const answer = (fault: Parameters<typeof messageOf>[0] | null): IpsetOutput =>
    fault === null ? SUCCESS : refusal(kernelError(messageOf(fault)), flags.quiet, line);
  switch (request.kind) {
    case 'create':
      return answer(sets.create(request.name, request.type, request.header, flags.exist));
    case 'add':
    case 'del': {
      const change = { options: request.options, exist: flags.exist, now: sets.now() };
      const set = sets.find(request.name);
      if (set === undefined) return answer('no-such-set');
      return answer(request.kind === 'add' ? set.add(request.operands, change) : set.delete(request.operands, change));
    }
    case 'test':
      return test(request, flags, sets);
    case 'destroy':
      return answer(request.name === null ? sets.destroyAll() : sets.destroy(request.name));
    case 'flush':
      return answer(flush(request.name, sets));
    case 'list':
      return list(request.name, request, flags, sets);
    case 'rename':
      return answer(sets.rename(request.from, request.to));
    case 'swap':
      return answer(sets.swap(request.from, request.to));
    case 'version':
      return printed(`ipset ${VERSION}, protocol version: 7\n`);
    case 'help':
      return help(request.topic);
    case 'quit':
      return SUCCESS;
  }
}

function flush(name: string | null, sets: Sets): 'no-such-set' | null {
  const chosen = name === null ? sets.all() : [sets.find(name)];
  for (const set of chosen) {
    if (set === undefined) return 'no-such-set';
    set.flush();
  }
  return null;
}

function list(name: string | null, listing: Listing, { quiet }: Flags, sets: Sets): IpsetOutput {
  const found = name === null ? sets.all() : [sets.find(name)].filter((set) => set !== undefined);
  if (name !== null && found.length === 0) return refusal(kernelError(messageOf('no-such-set')), quiet);
  const now = sets.now();
  const listed: readonly ListedSet[] = found.map((set) => ({ set, references: sets.references(set.name) }));
  if (listing.names) return printed(found.map((set) => `${set.name}\n`).join(''));
  switch (listing.output) {
    case 'save':
      return printed(found.map((set) => saveSet(set, now)).join(''));
    case 'xml':
      return printed(`<ipsets>\n${listed.map((each) => xmlSet(each, now, listing.terse)).join('')}</ipsets>\n`);
    case 'plain':
      return printed(listed.map((each) => listSet(each, now, listing.terse)).join('\n'));
  }
}

function test(request: Request & { readonly kind: 'add' | 'del' | 'test' }, { quiet }: Flags, sets: Sets): IpsetOutput {
  const set = sets.find(request.name);
  if (set === undefined) return refusal(kernelError(messageOf('no-such-set')), quiet);
  const found = set.has(request.operands, { options: request.options, exist: false, now: sets.now() });
  const element = `${request.operands.map(formatOperand).join(',')}${neighbour(request.options)}`;
  const text = found
    ? `Warning: ${element} is in set ${request.name}.\n`
    : `${element} is NOT in set ${request.name}.\n`;
  return { exit: found ? 0 : 1, stdout: '', stderr: quiet ? '' : text };
}

/** ipset says `after` for both. */
const neighbour = ({ before, after }: ElementOptions): string => {
  const name = before ?? after;
  return name === undefined ? '' : ` after ${name}`;
};

function help(topic: string | null): IpsetOutput {
  const text = topic === null ? helpText() : typeHelp(topic);
  if (text !== null) return printed(text);
  return { ...refusal(usageError(`Unknown settype: \`${topic ?? ''}'`), false), stdout: usageText };
}
