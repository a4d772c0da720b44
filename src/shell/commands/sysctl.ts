import { failure, success } from '../command.ts';
import type { Command, Output, Surroundings } from '../command.ts';

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly pattern: RegExp | null;
  readonly words: readonly string[];
}

const LONG: Readonly<Record<string, string>> = {
  '--all': 'a',
  '--values': 'n',
  '--names': 'N',
  '--write': 'w',
  '--quiet': 'q',
  '--ignore': 'e',
  '--binary': 'b',
  '--load': 'p',
  '--pattern': 'r',
};
const KNOWN: ReadonlySet<string> = new Set(['a', 'A', 'X', 'n', 'N', 'w', 'q', 'e', 'b', 'p', 'f', 'r', 'o', 'x']);

function parse(args: readonly string[]): Options | string {
  const flags = new Set<string>();
  const words: string[] = [];
  let pattern: RegExp | null = null;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (!/^-./.test(arg)) {
      words.push(arg);
      continue;
    }
    const given = arg.startsWith('--') ? (LONG[arg] ?? '') : arg.slice(1);
    if (given === '') return `sysctl: unrecognized option '${arg}'\n`;
    for (const flag of given) {
      if (!KNOWN.has(flag)) return `sysctl: invalid option -- '${flag}'\n`;
      flags.add(flag);
    }
    if (given.includes('r')) {
      try {
        pattern = new RegExp(args[(at += 1)] ?? '');
      } catch {
        return `sysctl: Invalid regular expression\n`;
      }
    }
  }
  return { flags, words, pattern };
}

/** net/ipv4/conf/eth0.5/x and net.ipv4.conf.eth0/5.x are both shown with dots. */
const dotted = (key: string): string =>
  /^[^.]*\//.test(key) ? key.replaceAll(/[./]/g, (sign) => (sign === '/' ? '.' : '/')) : key;

function shown(key: string, value: string, flags: ReadonlySet<string>): string {
  if (flags.has('N')) return `${key}\n`;
  if (flags.has('b')) return value;
  return flags.has('n') ? `${value}\n` : `${key} = ${value}\n`;
}

const absent = (key: string): string =>
  `sysctl: cannot stat /proc/sys/${dotted(key).replaceAll(/[./]/g, (sign) => (sign === '.' ? '/' : '.'))}: No such file or directory\n`;

function readOne(word: string, { flags, pattern }: Options, { machine }: Surroundings): Output {
  const { sysctls } = machine.host;
  const key = dotted(word);
  const value = sysctls.get(key);
  if (value !== null) return pattern === null || pattern.test(key) ? success(shown(key, value, flags)) : success();
  const below = sysctls.all().filter((each) => each.key.startsWith(`${key}.`) && (pattern?.test(each.key) ?? true));
  if (below.length > 0) return success(below.map((each) => shown(each.key, each.value, flags)).join(''));
  return flags.has('e') ? success() : failure(absent(word));
}

function writeOne(word: string, { flags }: Options, { machine }: Surroundings): Output {
  const equals = word.indexOf('=');
  const key = dotted(word.slice(0, equals).trim());
  const value = word.slice(equals + 1).trim();
  const { sysctls } = machine.host;
  const before = sysctls.get(key);
  if (before === null) return flags.has('e') ? success() : failure(absent(key));
  const isNumber = /^-?\d+$/.test(before.split('\t')[0] ?? '');
  if (isNumber && !/^-?(0x[0-9a-fA-F]+|\d+)([\t ]+-?\d+)*$/.test(value))
    return failure(`sysctl: setting key "${key}": Invalid argument\n`);
  sysctls.set(key, value.replaceAll(/[ \t]+/g, '\t'));
  return flags.has('q') ? success() : success(shown(key, value, flags));
}

function together(outputs: readonly Output[]): Output {
  const join = (name: 'stdout' | 'stderr'): string => outputs.map((output) => output[name]).join('');
  return { exit: outputs.some(({ exit }) => exit !== 0) ? 1 : 0, stdout: join('stdout'), stderr: join('stderr') };
}

/** Settings in a file, one `key = value` a line; '#' and ';' begin comments. */
function load(file: string, options: Options, surroundings: Surroundings): Output {
  const text = surroundings.files.read(file);
  if (text === null) return failure(`sysctl: cannot open "${file}": No such file or directory\n`);
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#;]/.test(line));
  return together(
    lines.map((line) =>
      line.includes('=')
        ? writeOne(line, options, surroundings)
        : failure(`sysctl: ${file}: invalid syntax, continuing...\n`),
    ),
  );
}

export const sysctl: Command = {
  name: 'sysctl',
  aliases: ['/sbin/sysctl', '/usr/sbin/sysctl'],
  summary: 'show or set kernel settings (-a all, -n values only, -w KEY=VALUE, -p FILE)',
  run(args, surroundings) {
    const options = parse(args);
    if (typeof options === 'string') return failure(options);
    const { flags, words, pattern } = options;
    if (flags.has('a') || flags.has('A') || flags.has('X')) {
      const all = surroundings.machine.host.sysctls.all().filter(({ key }) => pattern?.test(key) ?? true);
      return success(all.map(({ key, value }) => shown(key, value, flags)).join(''));
    }
    if (flags.has('p') || flags.has('f')) return load(words[0] ?? '/etc/sysctl.conf', options, surroundings);
    if (words.length === 0)
      return failure('\nUsage:\n sysctl [options] [variable[=value] ...]\n\nFor more details see sysctl(8).\n');
    return together(
      words.map((word) => {
        if (word.includes('=')) return writeOne(word, options, surroundings);
        return flags.has('w')
          ? failure('sysctl: command line(0): invalid syntax, continuing...\n')
          : readOne(word, options, surroundings);
      }),
    );
  },
};
