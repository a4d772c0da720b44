/** An option as given: its letter, or its long name where it has no letter. */
export interface Given {
  readonly name: string;
  readonly argument: string | null;
}

export interface Words {
  readonly options: readonly Given[];
  /** What is no option and no option's argument. */
  readonly operands: readonly string[];
  has(name: string): boolean;
  /** The last argument given to it. */
  value(name: string): string | null;
}

export type Read =
  | { readonly ok: true; readonly value: Words }
  /** `options`: those before the one that is wrong; a program acts on some at once. */
  | { readonly ok: false; readonly error: string; readonly options: readonly Given[] };

export interface Options {
  /** As getopt(3) writes them: 'ab:c::'. A leading '+' ends the options at the first operand. */
  readonly short: string;
  /** Long names with the letter they stand for ('' for none), and ':' or '::' behind it where they take an argument: 'table' → 't:'. */
  readonly long?: Readonly<Record<string, string>>;
}

type Arity = 0 | 1 | 2;
const arityOf = (sign: string): Arity => (sign.endsWith('::') ? 2 : sign.endsWith(':') ? 1 : 0);

/** getopt_long of glibc with its messages, `command` in front; operands may stand anywhere. */
export function getopt(command: string, args: readonly string[], { short, long = {} }: Options): Read {
  const options: Given[] = [];
  const operands: string[] = [];
  const refuse = (message: string): Read => ({ ok: false, error: `${command}: ${message}\n`, options });
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      operands.push(arg);
      if (!short.startsWith('+')) continue;
      operands.push(...args.slice(at + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const read = readLong(arg, args[at + 1], long);
      if (typeof read === 'string') return refuse(read);
      options.push(read.given);
      if (read.tookNext) at += 1;
      continue;
    }
    for (let index = 1; index < arg.length; index += 1) {
      const letter = arg[index] ?? '';
      const place = letter === ':' || letter === '+' ? -1 : short.indexOf(letter);
      if (place < 0) return refuse(`invalid option -- '${letter}'`);
      const arity = arityOf(/^.(:*)/.exec(short.slice(place))?.[1] ?? '');
      if (arity === 0) {
        options.push({ name: letter, argument: null });
        continue;
      }
      const rest = arg.slice(index + 1);
      const argument = rest === '' ? (arity === 1 ? args[at + 1] : null) : rest;
      if (argument === undefined) return refuse(`option requires an argument -- '${letter}'`);
      if (rest === '' && arity === 1) at += 1;
      options.push({ name: letter, argument });
      break;
    }
  }
  return {
    ok: true,
    value: {
      options,
      operands,
      has: (name) => options.some((given) => given.name === name),
      value: (name) => options.findLast((given) => given.name === name)?.argument ?? null,
    },
  };
}

interface LongRead {
  readonly given: Given;
  readonly tookNext: boolean;
}

function readLong(arg: string, next: string | undefined, long: Readonly<Record<string, string>>): LongRead | string {
  const equals = arg.indexOf('=');
  const typed = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
  const names = Object.keys(long);
  const fitting = names.includes(typed) ? [typed] : names.filter((name) => name.startsWith(typed));
  const [name] = fitting;
  if (name === undefined) return `unrecognized option '${equals < 0 ? arg : `--${typed}`}'`;
  if (fitting.some((each) => long[each] !== long[name]))
    return `option '${equals < 0 ? arg : `--${typed}`}' is ambiguous; possibilities:${fitting.map((each) => ` '--${each}'`).join('')}`;
  const sign = long[name] ?? '';
  const given = sign.replaceAll(':', '') || name;
  const arity = arityOf(sign);
  if (equals >= 0)
    return arity === 0
      ? `option '--${name}' doesn't allow an argument`
      : { given: { name: given, argument: arg.slice(equals + 1) }, tookNext: false };
  if (arity !== 1) return { given: { name: given, argument: null }, tookNext: false };
  if (next === undefined) return `option '--${name}' requires an argument`;
  return { given: { name: given, argument: next }, tookNext: true };
}
