import { readAddress } from './conntrack-words.ts';
import { conntrackProtocol } from './conntrack-protocols.ts';
import type { ConntrackProtocol, ProtocolOption } from './conntrack-protocols.ts';

/** L, I, U, D, G, F, E, C, S, V, h; those on expectations with an x behind. */
export type Action = 'L' | 'I' | 'U' | 'D' | 'G' | 'F' | 'E' | 'C' | 'S' | 'V' | 'h';

export interface Request {
  readonly action: Action;
  readonly table: 'conntrack' | 'expect' | 'dying' | 'unconfirmed';
  /** Long names of what was given, with the argument; options of a protocol by their part. */
  readonly given: ReadonlyMap<string, string>;
  readonly protocol: ConntrackProtocol | null;
}

interface CommandOption {
  readonly letter: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly argument: 'none' | 'required' | 'optional';
  /** Commands that take it. */
  readonly allowed: string;
  readonly mandatory?: string;
}

/** In the order in which conntrack-tools check them. */
const OPTIONS: readonly CommandOption[] = [
  {
    letter: 's',
    name: 'src',
    aliases: ['orig-src'],
    argument: 'required',
    allowed: 'L I U D G E Ix Dx Gx',
    mandatory: 'Ix Dx Gx',
  },
  {
    letter: 'd',
    name: 'dst',
    aliases: ['orig-dst'],
    argument: 'required',
    allowed: 'L I U D G E Ix Dx Gx',
    mandatory: 'Ix Dx Gx',
  },
  { letter: 'r', name: 'reply-src', argument: 'required', allowed: 'L I U D G E Ix Dx Gx' },
  { letter: 'q', name: 'reply-dst', argument: 'required', allowed: 'L I U D G E Ix Dx Gx' },
  {
    letter: 'p',
    name: 'protonum',
    aliases: ['proto'],
    argument: 'required',
    allowed: 'L I U D G E h Ix Dx Gx',
    mandatory: 'I G Ix Dx Gx',
  },
  { letter: 't', name: 'timeout', argument: 'required', allowed: 'I U D Ix', mandatory: 'I Ix' },
  { letter: 'u', name: 'status', argument: 'required', allowed: 'L I U D Ix' },
  { letter: 'z', name: 'zero', argument: 'none', allowed: 'L' },
  { letter: 'e', name: 'event-mask', argument: 'required', allowed: 'E' },
  { letter: 'a', name: 'nat-range', argument: 'required', allowed: 'L I U D G F E C S V h Lx Ix Dx Gx Fx Cx Ex' },
  { letter: '', name: 'tuple-src', argument: 'required', allowed: 'Ix', mandatory: 'Ix' },
  { letter: '', name: 'tuple-dst', argument: 'required', allowed: 'Ix', mandatory: 'Ix' },
  { letter: '', name: 'mask-src', argument: 'required', allowed: 'L U D E Ix', mandatory: 'Ix' },
  { letter: '', name: 'mask-dst', argument: 'required', allowed: 'L U D E Ix', mandatory: 'Ix' },
  { letter: 'm', name: 'mark', argument: 'required', allowed: 'L I U D E' },
  { letter: 'i', name: 'id', argument: 'required', allowed: 'U D G' },
  { letter: 'f', name: 'family', argument: 'required', allowed: 'L U D F E Lx' },
  { letter: 'n', name: 'src-nat', argument: 'optional', allowed: 'L I U D E' },
  { letter: 'g', name: 'dst-nat', argument: 'optional', allowed: 'L I U D E' },
  { letter: 'o', name: 'output', argument: 'required', allowed: 'L U D G E Lx' },
  { letter: 'c', name: 'secmark', argument: 'required', allowed: 'L E' },
  { letter: 'b', name: 'buffer-size', argument: 'required', allowed: 'E' },
  { letter: 'j', name: 'any-nat', argument: 'optional', allowed: 'L E' },
  { letter: 'w', name: 'zone', argument: 'required', allowed: 'L I D E' },
  { letter: 'l', name: 'label', argument: 'required', allowed: 'L I U D G E' },
  { letter: '', name: 'label-add', argument: 'required', allowed: 'I U' },
  { letter: '', name: 'label-del', argument: 'required', allowed: 'U' },
  { letter: '', name: 'orig-zone', argument: 'required', allowed: 'L I D E' },
  { letter: '', name: 'reply-zone', argument: 'required', allowed: 'L I D E' },
];
const COMMANDS: Readonly<Record<string, Action>> = {
  L: 'L',
  dump: 'L',
  I: 'I',
  A: 'I',
  create: 'I',
  add: 'I',
  U: 'U',
  update: 'U',
  D: 'D',
  delete: 'D',
  G: 'G',
  get: 'G',
  F: 'F',
  flush: 'F',
  E: 'E',
  event: 'E',
  C: 'C',
  count: 'C',
  S: 'S',
  stats: 'S',
  V: 'V',
  version: 'V',
  h: 'h',
  help: 'h',
};
const TABLES = ['expect', 'conntrack', 'dying', 'unconfirmed'] as const;
const NAMES_TABLE = 'LIUDGFECS';

type Known =
  | { readonly kind: 'command'; readonly action: Action }
  | { readonly kind: 'option'; readonly option: CommandOption }
  | { readonly kind: 'protocol'; readonly option: ProtocolOption };

/** Reads the words as getopt_long does, with the options of `-p` from there on. The error is without the program's name. */
export class RequestReader {
  readonly #args: readonly string[];
  #at = 0;
  #action: Action | null = null;
  #table: Request['table'] = 'conntrack';
  #protocol: ConntrackProtocol | null = null;
  #family: number | null = null;
  readonly #given = new Map<string, string>();
  /** What is said of options on the way, whatever becomes of the rest. */
  warnings = '';

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  read(): Request | string {
    while (this.#at < this.#args.length) {
      const arg = this.#args[this.#at++] ?? '';
      if (arg === '--') break;
      if (!/^-./.test(arg)) continue;
      const problem = arg.startsWith('--') ? this.#long(arg) : this.#cluster(arg.slice(1));
      if (problem !== null) return problem;
    }
    const request = {
      action: this.#action ?? 'h',
      table: this.#table,
      given: this.#given,
      protocol: this.#protocol,
    } as const;
    return checkOptions(request, this.#action === null) ?? request;
  }

  #long(arg: string): string | null {
    const [typed = '', ...rest] = arg.slice(2).split('=');
    const known = this.#findLong(typed);
    if (known === null) return `unknown option \`${arg}'`;
    return this.#take(known, rest.length > 0 ? rest.join('=') : null, arg);
  }

  #cluster(letters: string): string | null {
    for (let index = 0; index < letters.length; index += 1) {
      const letter = letters[index] ?? '';
      const command = COMMANDS[letter];
      const option = OPTIONS.find((each) => each.letter === letter && letter !== '');
      if (command === undefined && option === undefined) return `unknown option \`-${letters}'`;
      const takes = option === undefined ? NAMES_TABLE.includes(letter) : option.argument !== 'none';
      const rest = letters.slice(index + 1);
      const known: Known =
        option === undefined ? { kind: 'command', action: command ?? 'h' } : { kind: 'option', option };
      const problem = this.#take(known, takes && rest !== '' ? rest : null, `-${letters}`);
      if (problem !== null || takes) return problem;
    }
    return null;
  }

  #findLong(typed: string): Known | null {
    const all: [string, Known][] = [
      ...Object.entries(COMMANDS)
        .filter(([name]) => name.length > 1)
        .map(([name, action]): [string, Known] => [name, { kind: 'command', action }]),
      ...OPTIONS.flatMap((option) =>
        [option.name, ...(option.aliases ?? [])].map((name): [string, Known] => [name, { kind: 'option', option }]),
      ),
      ...(this.#protocol?.options ?? []).flatMap((option) =>
        option.spellings.map((name): [string, Known] => [name, { kind: 'protocol', option }]),
      ),
    ];
    const exact = all.find(([name]) => name === typed);
    if (exact !== undefined) return exact[1];
    const fitting = all.filter(([name]) => name.startsWith(typed));
    return fitting.length === 1 ? (fitting[0]?.[1] ?? null) : null;
  }

  #take(known: Known, attached: string | null, typed: string): string | null {
    if (known.kind === 'command') return this.#command(known.action);
    const arity = known.kind === 'option' ? known.option.argument : 'required';
    if (arity === 'none') return this.#set(known, '');
    const next = this.#args[this.#at];
    if (attached !== null) return this.#set(known, attached);
    if (arity === 'optional') {
      if (next === undefined || /^[-!]/.test(next)) return this.#set(known, '');
    } else if (next === undefined) return `option \`${typed}' requires an argument`;
    this.#at += 1;
    return this.#set(known, next ?? '');
  }

  #command(action: Action): string | null {
    if (this.#action !== null) return 'Invalid commands combination';
    this.#action = action;
    const next = this.#args[this.#at];
    if (!NAMES_TABLE.includes(action) || next === undefined || /^[-!]/.test(next)) return null;
    const table = TABLES.find((name) => name.startsWith(next));
    if (table === undefined) return `unknown type \`${next}'`;
    this.#table = table;
    this.#at += 1;
    return null;
  }

  #set(known: Exclude<Known, { readonly kind: 'command' }>, argument: string): string | null {
    if (known.kind === 'protocol') return this.#setPart(known.option, argument);
    const { name } = known.option;
    this.#warn(name, argument);
    const problem = readProblem(name, argument) ?? this.#familyProblem(name, argument);
    if (problem !== null) return problem;
    this.#given.set(name, argument);
    if (name === 'protonum') this.#protocol = conntrackProtocol(argument);
    return null;
  }

  #warn(name: string, argument: string): void {
    const isLabels = name === 'output' && argument.split(',').some((part) => isBeginning(part, 'labels'));
    if (isLabels || name.startsWith('label')) this.warnings += 'nfct_labelmap_new: No such file or directory\n';
    if (name === 'nat-range') this.warnings += 'WARNING: ignoring -a, deprecated option.\n';
    if (name !== 'status') return;
    for (const part of argument.toUpperCase().split(','))
      if (part === 'SRC_NAT' || part === 'DST_NAT')
        this.warnings += `WARNING: ignoring ${part}, use --${part.toLowerCase().replace('_', '-')} instead\n`;
  }

  /** Addresses and -f must be of one family. */
  #familyProblem(name: string, argument: string): string | null {
    const isAddress = /^(reply-|tuple-|mask-)?(src|dst)$/.test(name);
    if (name !== 'family' && !isAddress) return null;
    const family = name === 'family' ? (argument === 'ipv4' ? 4 : 6) : argument.includes(':') ? 6 : 4;
    if (this.#family !== null && this.#family !== family) return 'mismatched address family';
    this.#family = family;
    return null;
  }

  #setPart(option: ProtocolOption, argument: string): string | null {
    const { states = null, unknownState = '' } = this.#protocol ?? {};
    if (option.part === 'state' && states?.includes(argument) === false) return `${unknownState} \`${argument}'`;
    this.#given.set(`-${option.name}`, argument);
    if (option.part !== 'none') this.#given.set(option.part, argument);
    return null;
  }
}

const STATUSES = [
  'ASSURED',
  'SEEN_REPLY',
  'UNSET',
  'UNREPLIED',
  'FIXED_TIMEOUT',
  'EXPECTED',
  'OFFLOAD',
  'HW_OFFLOAD',
  'SRC_NAT',
  'DST_NAT',
];
const EVENTS = ['ALL', 'NEW', 'UPDATES', 'DESTROY'];
export const OUTPUTS = ['xml', 'extended', 'timestamp', 'id', 'ktimestamp', 'labels', 'userspace', 'save'] as const;
const FAMILIES = ['ipv4', 'ipv6'];

const isBeginning = (part: string, word: string): boolean => part !== '' && word.startsWith(part.toLowerCase());

/** A list of words, each of them known; by their beginning where `short`. */
function listProblem(text: string, words: readonly string[], short: boolean): string | null {
  const wrong = text
    .split(',')
    .find((part) =>
      short
        ? part === '' || !words.some((word) => word.startsWith(part.toLowerCase()))
        : !words.includes(part.toUpperCase()),
    );
  return wrong === undefined ? null : `Bad parameter \`${wrong}'`;
}

function addressProblem(text: string): string | null {
  const [address = '', mask] = text.replace(/\/$/, '').split(/\/(.*)/s);
  const isAddress = readAddress(address) !== null;
  if (!isAddress && !/^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(address)) return `Invalid IP address \`${address}'`;
  return mask === undefined || (/^\d+$/.test(mask) && Number(mask) <= (isAddress ? 32 : 128))
    ? null
    : 'Invalid netmask';
}

function readProblem(name: string, argument: string): string | null {
  switch (name) {
    case 'src':
    case 'dst':
    case 'reply-src':
    case 'reply-dst':
    case 'tuple-src':
    case 'tuple-dst':
    case 'mask-src':
    case 'mask-dst':
      return addressProblem(argument);
    case 'src-nat':
    case 'dst-nat':
    case 'any-nat':
      return argument === '' ? null : natProblem(argument);
    case 'protonum':
      return conntrackProtocol(argument) === null ? `\`${argument}' unsupported protocol` : null;
    case 'family':
      return FAMILIES.includes(argument) ? null : `\`${argument}' unsupported protocol`;
    case 'status':
      return listProblem(argument, STATUSES, false);
    case 'event-mask':
      return listProblem(argument, EVENTS, false);
    case 'output':
      return listProblem(argument, OUTPUTS, true);
    case 'label':
    case 'label-add':
    case 'label-del':
      return `unknown label '${argument}'`;
    default:
      return null;
  }
}

function natProblem(text: string): string | null {
  const [address = '', port] = text.split(':');
  return (
    addressProblem(address) ??
    (port === undefined || (/^\d+$/.test(port) && Number(port) <= 65535) ? null : `Invalid port \`${port}'`)
  );
}

/** Options of -L that pick no entries. */
const UNFILTERED: ReadonlySet<string> = new Set(['zero', 'family', 'output', 'nat-range']);

const missing = (name: string): string => `You need to supply the \`--${name}' option for this command`;
const illegal = (name: string): string => `Illegal option \`--${name}' with this command`;
const specify = (pair: string): string => `you have to specify ${pair}`;

/** generic_opt_check, for the command and then for the protocol. */
function checkOptions({ action, table, given, protocol }: Request, isNone: boolean): string | null {
  // Without a command nothing but -a is taken.
  const key = isNone ? 'F' : table === 'expect' ? `${action}x` : action;
  for (const { name, allowed, mandatory = '' } of OPTIONS) {
    if (!given.has(name)) {
      if (mandatory.split(' ').includes(key)) return missing(name);
    } else if (isNone ? name !== 'nat-range' : !allowed.split(' ').includes(key)) return illegal(name);
  }
  if (action === 'L' && given.has('zero') && [...given.keys()].some((name) => !UNFILTERED.has(name)))
    return "Can't use -z with filtering parameters";
  for (const [mask, address] of [
    ['mask-src', 'src'],
    ['mask-dst', 'dst'],
  ] as const)
    if (given.has(mask) && !given.has(address) && key !== 'Ix') return `Can't use --${mask} without --${address}`;
  const isWhole = action === 'I' || action === 'G';
  if (isWhole && table === 'conntrack') {
    const pair = halfGiven(given, ['src', 'dst'], ['reply-src', 'reply-dst']);
    if (pair !== null) return specify(pair === 0 ? "`--src' and `--dst'" : "`--reply-src' and `--reply-dst'");
  }
  if (protocol === null || table === 'expect' || action === 'h') return null;
  for (const { name, allowed, mandatory } of protocol.options) {
    if (!given.has(`-${name}`)) {
      if (mandatory.includes(action)) return missing(name);
    } else if (!allowed.includes(action)) return illegal(name);
  }
  if (!isWhole || protocol.pair === null) return null;
  const half = halfGiven(given, ['sport', 'dport'], ['reply-sport', 'reply-dport']);
  return half === null ? null : specify(protocol.pair[half]);
}

/** Which of the two pairs is not whole (0 or 1) where neither is; null where one is. */
function halfGiven(
  given: ReadonlyMap<string, string>,
  original: readonly [string, string],
  reply: readonly [string, string],
): 0 | 1 | null {
  const count = (pair: readonly string[]): number => pair.filter((name) => given.has(name)).length;
  const [first, second] = [count(original), count(reply)];
  if (first !== 1 && second !== 1 && first + second >= 2) return null;
  return first === 1 || second === 0 ? 0 : 1;
}
