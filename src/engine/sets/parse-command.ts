import { err, ok } from '../model/index.ts';
import type { Result } from '../model/index.ts';
import { parseCreateOptions } from './create-options.ts';
import { parseElement, parseElementOptions } from './element-options.ts';
import { messageOf } from './messages.ts';
import { parseSetName } from './operand.ts';
import { kernelError, syntaxError, usageError } from './request.ts';
import type { IpsetError, Listing, Request } from './request.ts';
import type { Sets } from './sets.ts';
import { findSetType } from './types.ts';

type Parsed = Result<Request, IpsetError>;

/** Options that may stand anywhere on the line. */
export interface Flags extends Listing {
  readonly quiet: boolean;
  readonly exist: boolean;
  readonly file: string | null;
}

type CommandName =
  | 'create'
  | 'add'
  | 'del'
  | 'test'
  | 'destroy'
  | 'list'
  | 'save'
  | 'restore'
  | 'flush'
  | 'rename'
  | 'swap'
  | 'help'
  | 'version'
  | 'quit';

/** In ipset's order: an abbreviation means the first command that begins with it. */
const COMMANDS: readonly (readonly [name: CommandName, others: readonly string[], letters: readonly string[]])[] = [
  ['create', ['new'], ['-N']],
  ['add', [], ['-A']],
  ['del', [], ['-D']],
  ['test', [], ['-T']],
  ['destroy', ['x'], ['-X']],
  ['list', [], ['-L']],
  ['save', [], ['-S']],
  ['restore', [], ['-R']],
  ['flush', [], ['-F']],
  ['rename', ['e'], ['-E']],
  ['swap', ['w'], ['-W']],
  ['help', [], ['-H', '-h']],
  ['version', [], ['-V', '-v']],
  ['quit', [], []],
];

function findCommand(word: string): CommandName | undefined {
  const plain = word.replace(/^--/, '');
  if (plain === '') return undefined;
  return COMMANDS.find(
    ([name, others, letters]) => letters.includes(word) || [name, ...others].some((each) => each.startsWith(plain)),
  )?.[0];
}

const SWITCHES: { readonly [word: string]: 'quiet' | 'exist' | 'terse' | 'names' | 'nothing' } = {
  '-q': 'quiet',
  '-quiet': 'quiet',
  '-!': 'exist',
  '-exist': 'exist',
  '-t': 'terse',
  '-terse': 'terse',
  '-n': 'names',
  '-name': 'names',
  '-s': 'nothing',
  '-sorted': 'nothing',
  '-r': 'nothing',
  '-resolve': 'nothing',
};

interface Split {
  readonly flags: Flags;
  readonly words: readonly string[];
}

/** Takes the options out of the line. */
export function splitFlags(args: readonly string[]): Result<Split, IpsetError> {
  const flags = {
    output: 'plain' as Listing['output'],
    terse: false,
    names: false,
    quiet: false,
    exist: false,
    file: null as string | null,
    nothing: false,
  };
  const words: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const word = arg.startsWith('--') ? arg.slice(1) : arg;
    const flag = SWITCHES[word];
    if (flag !== undefined) flags[flag] = true;
    else if (word === '-o' || word === '-output' || word === '-f' || word === '-file') {
      const value = args[(at += 1)];
      if (value === undefined) return err(usageError(`Missing mandatory argument to option ${word}`));
      if (word.startsWith('-f')) flags.file = value;
      else if (value === 'plain' || value === 'save' || value === 'xml') flags.output = value;
      else return err(syntaxError(`unknown output mode '${value}'`));
    } else words.push(arg);
  }
  return ok({ flags, words });
}

/** Reads one command as far as userspace does: names of types, elements and options; whether the set exists, for its type. */
export function parseCommand(words: readonly string[], flags: Flags, sets: Sets): Parsed {
  const [word, ...args] = words;
  if (word === undefined) return err(usageError('No command specified.'));
  const command = findCommand(word);
  if (command === undefined) return err(usageError(`No command specified: unknown argument ${word}`));
  switch (command) {
    case 'create':
      return parseCreate(args);
    case 'add':
    case 'del':
    case 'test':
      return parseElementCommand(command, args, sets);
    case 'destroy':
    case 'flush':
      return optionalName(args, (name) => ({ kind: command, name }));
    case 'list':
      return optionalName(args, (name) => ({
        kind: 'list',
        name,
        output: flags.output,
        terse: flags.terse,
        names: flags.names,
      }));
    case 'save':
      return optionalName(args, (name) => ({
        kind: 'list',
        name,
        output: flags.output === 'plain' ? 'save' : flags.output,
        terse: false,
        names: flags.names,
      }));
    case 'rename':
    case 'swap':
      return parsePair(command, args);
    case 'help':
      return ok({ kind: 'help', topic: args[0] ?? null });
    case 'restore':
      return ok({ kind: command });
    case 'version':
    case 'quit':
      return ok({ kind: command });
  }
}

function mandatory(command: string, args: readonly string[]): IpsetError | null {
  if (args[0] === undefined) return usageError(`Missing mandatory argument to command ${command}`);
  return args[1] === undefined ? usageError(`Missing second mandatory argument to command ${command}`) : null;
}

function parseCreate(args: readonly string[]): Parsed {
  const missing = mandatory('create', args);
  if (missing !== null) return err(missing);
  const [name = '', typeName = '', ...options] = args;
  const checked = parseSetName(name);
  if (!checked.ok) return err(syntaxError(checked.error));
  const type = findSetType(typeName);
  if (type === undefined) return err(syntaxError(`typename '${typeName}' is unknown`));
  const header = parseCreateOptions(name, type, options);
  return header.ok ? ok({ kind: 'create', name, type, header: header.value }) : header;
}

function parseElementCommand(command: 'add' | 'del' | 'test', args: readonly string[], sets: Sets): Parsed {
  const missing = mandatory(command, args);
  if (missing !== null) return err(missing);
  const [name = '', text = '', ...rest] = args;
  const checked = parseSetName(name);
  if (!checked.ok) return err(syntaxError(checked.error));
  const type = sets.find(name)?.type;
  if (type === undefined) return err(kernelError(messageOf('no-such-set')));
  const operands = parseElement(type, command, text);
  if (!operands.ok) return operands;
  const options = parseElementOptions(type, command, rest);
  return options.ok ? ok({ kind: command, name, operands: operands.value, options: options.value }) : options;
}

function optionalName(args: readonly string[], make: (name: string | null) => Request): Parsed {
  const [name = null, extra] = args;
  if (name !== null) {
    const checked = parseSetName(name);
    if (!checked.ok) return err(syntaxError(checked.error));
  }
  return extra === undefined ? ok(make(name)) : err(usageError(`Unknown argument ${extra}`));
}

function parsePair(kind: 'rename' | 'swap', args: readonly string[]): Parsed {
  const missing = mandatory(kind, args);
  if (missing !== null) return err(missing);
  const [from = '', to = '', extra] = args;
  for (const name of [from, to]) {
    const checked = parseSetName(name);
    if (!checked.ok) return err(syntaxError(checked.error));
  }
  return extra === undefined ? ok({ kind, from, to }) : err(usageError(`Unknown argument ${extra}`));
}
