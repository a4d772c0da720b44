import { getopt } from '../getopt.ts';
import { failure, success } from '../command.ts';
import type { Command, Output, Surroundings } from '../command.ts';

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly pattern: RegExp | null;
  readonly words: readonly string[];
}

const OPTIONS = {
  short: 'AabdeNnopfqwxVhXr:',
  long: {
    all: 'a',
    deprecated: '',
    'dry-run': 'D',
    binary: 'b',
    ignore: 'e',
    names: 'N',
    values: 'n',
    load: 'p::',
    system: '',
    pattern: 'r:',
    quiet: 'q',
    write: 'w',
    help: 'h',
    version: 'V',
  },
};
const USAGE = `
Usage:
 sysctl [options] [variable[=value] ...]

Options:
  -a, --all            display all variables
  -A                   alias of -a
  -X                   alias of -a
      --deprecated     include deprecated parameters to listing
      --dry-run        Print the key and values but do not write
  -b, --binary         print value without new line
  -e, --ignore         ignore unknown variables errors
  -N, --names          print variable names without values
  -n, --values         print only values of the given variable(s)
  -p, --load[=<file>]  read values from file
  -f                   alias of -p
      --system         read values from all system directories
  -r, --pattern <expression>
                       select setting that match expression
  -q, --quiet          do not echo variable set
  -w, --write          enable writing a value to variable
  -o                   does nothing
  -x                   does nothing
  -d                   alias of -h

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see sysctl(8).
`;

function parse(args: readonly string[]): Options | Output {
  const read = getopt('sysctl', args, OPTIONS);
  const stop = (read.ok ? read.value : read).options.find(({ name }) => 'Vhd'.includes(name));
  if (stop?.name === 'V') return success('sysctl from procps-ng 4.0.2\n');
  if (stop !== undefined) return success(USAGE);
  if (!read.ok) return failure(`${read.error}${USAGE}`);
  const { options, operands, value } = read.value;
  const file = value('p');
  try {
    const pattern = value('r') === null ? null : new RegExp(value('r') ?? '');
    const words = file === null ? operands : [file, ...operands];
    return { flags: new Set(options.map(({ name }) => name)), words, pattern };
  } catch {
    return success();
  }
}

/** What the kernel takes of those that are bounded; others take any int. */
const BOUNDS: readonly (readonly [RegExp, number, number])[] = [
  [
    /^net\.netfilter\.nf_conntrack_(acct|checksum|dccp_loose|tcp_be_liberal|tcp_loose|timestamp|tcp_ignore_invalid_rst)$/,
    0,
    1,
  ],
  [/^net\.ipv4\.icmp_(echo_ignore_\w+|errors_use_inbound_ifaddr)$/, 0, 1],
  [/^net\.netfilter\.nf_conntrack_events$/, 0, 2],
  [/^net\.ipv4\.(fib_multipath_hash_policy|tcp_ecn)$/, 0, 3],
  [/^net\.ipv4\.ip_default_ttl$/, 1, 255],
  [/^net\.netfilter\.nf_conntrack_(log_invalid|tcp_max_retrans)$/, 0, 255],
  [
    /^net\.ipv4\.(tcp_(sack|timestamps|window_scaling|synack_retries|syncookies|reflect_tos|fwmark_accept)|ip_(no_pmtu_disc|nonlocal_bind|forward_use_pmtu|early_demux)|fwmark_reflect)$/,
    0,
    255,
  ],
  [/^net\.(netfilter\.nf_conntrack_(max|expect_max)|ipv4\.icmp_ratelimit)$/, 0, 0x7fffffff],
];
const READ_ONLY: ReadonlySet<string> = new Set(['net.netfilter.nf_conntrack_count']);

/** The value as the kernel keeps it; null: it refuses (EINVAL). Several numbers count as far as the setting has places. */
export function sysctlValue(key: string, text: string, before: string): string | null {
  const places = before.split('\t').length;
  if (!/^-?\d+$/.test(before.split('\t')[0] ?? '')) return text;
  const words = text
    .trim()
    .split(/[ \t]+/)
    .slice(0, places);
  if (words.length < places || words.some((word) => !/^-?(0[xX][0-9a-fA-F]+|\d+)$/.test(word))) return null;
  const numbers = words.map((word) => (word.startsWith('-') ? -Number(word.slice(1)) : Number(word)));
  const [, min = -0x80000000, max = 0x7fffffff] = BOUNDS.find(([pattern]) => pattern.test(key)) ?? [];
  if (READ_ONLY.has(key) || numbers.some((number) => number < min || number > max)) return null;
  if (places === 2 && (numbers[0] ?? 0) > (numbers[1] ?? 0)) return null;
  return numbers.join('\t');
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
  if (word === '') return failure('sysctl: Path is not under /proc/sys/: /proc/sys/\n');
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
  if (key === '' && value === '') return failure('');
  if (key === '') return failure('sysctl: Path is not under /proc/sys/: /proc/sys/\n');
  const { sysctls } = machine.host;
  const before = sysctls.get(key);
  if (before === null) return flags.has('e') ? success() : failure(absent(key));
  const kept = sysctlValue(key, value, before);
  if (kept === null) return failure(`sysctl: setting key "${key}": Invalid argument\n`);
  sysctls.set(key, kept);
  return flags.has('q') ? success() : success(shown(key, value, flags));
}

function together(outputs: readonly Output[]): Output {
  const join = (name: 'stdout' | 'stderr'): string => outputs.map((output) => output[name]).join('');
  return { exit: outputs.filter(({ exit }) => exit !== 0).length, stdout: join('stdout'), stderr: join('stderr') };
}

/** Settings in a file, one `key = value` a line; '#' and ';' begin comments. */
function load(file: string, options: Options, surroundings: Surroundings): Output {
  const text = surroundings.files.read(file);
  if (text === null && file === '/etc/sysctl.conf') return success();
  if (text === null) return failure(`sysctl: cannot open "${file}": No such file or directory\n`);
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !/^[#;]/.test(line));
  const loaded = together(
    lines
      .toSorted((a, b) => Number(a.line.includes('=')) - Number(b.line.includes('=')))
      .map(({ line, number }) => {
        if (!line.includes('='))
          return { exit: 0, stdout: '', stderr: `sysctl: ${file}(${number}): invalid syntax, continuing...\n` };
        // What begins with a dash may fail.
        const written = writeOne(line.replace(/^-/, ''), options, surroundings);
        return line.startsWith('-') ? { ...written, exit: 0 } : written;
      }),
  );
  return { ...loaded, exit: loaded.stderr === '' ? 0 : 1 };
}

export const sysctl: Command = {
  name: 'sysctl',
  aliases: ['/sbin/sysctl', '/usr/sbin/sysctl'],
  summary: 'show or set kernel settings (-a all, -n values only, -w KEY=VALUE, -p FILE)',
  run(args, surroundings) {
    const options = parse(args);
    if ('exit' in options) return options;
    const { flags, words, pattern } = options;
    if (flags.has('a') || flags.has('A') || flags.has('X')) {
      const all = surroundings.machine.host.sysctls.all().filter(({ key }) => pattern?.test(key) ?? true);
      return success(all.map(({ key, value }) => shown(key, value, flags)).join(''));
    }
    if (flags.has('p') || flags.has('f')) return load(words[0] ?? '/etc/sysctl.conf', options, surroundings);
    if (args.length === 0) return failure(USAGE);
    if (words.length === 0)
      return failure("sysctl: no variables specified\nTry `sysctl --help' for more information.\n");
    const outputs: Output[] = [];
    for (const word of words) {
      const output = word.includes('=')
        ? writeOne(word, options, surroundings)
        : flags.has('w')
          ? failure('sysctl: command line(0): invalid syntax, continuing...\n')
          : readOne(word, options, surroundings);
      outputs.push(output);
      if (flags.has('w') && output.exit !== 0) break;
    }
    return together(outputs);
  },
};
