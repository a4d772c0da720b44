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
  if (!read.ok) return { exit: 0, stdout: USAGE, stderr: read.error };
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
  // In jiffies underneath.
  [/^net\.netfilter\.nf_conntrack_\w*timeout|^net\.ipv4\.tcp_(fin_timeout|keepalive_(time|intvl))$/, -8589934, 8589934],
  [
    /^net\.netfilter\.nf_conntrack_(acct|checksum|dccp_loose|tcp_be_liberal|tcp_loose|timestamp|tcp_ignore_invalid_rst)$/,
    0,
    1,
  ],
  [
    /^net\.ipv4\.(icmp_(echo_ignore_\w+|errors_use_inbound_ifaddr|echo_enable_probe|ignore_bogus_error_responses)|tcp_(reflect_tos|autocorking|ecn_fallback|l3mdev_accept|migrate_req)|ip_(autobind_reuse|forward_update_priority)|fib_multipath_use_neigh|nexthop_compat_mode|(raw|udp)_l3mdev_accept)$/,
    0,
    1,
  ],
  [/^net\.netfilter\.nf_conntrack_events$/, 0, 2],
  [/^net\.ipv4\.fib_multipath_hash_policy$/, 0, 3],
  [/^net\.ipv4\.tcp_(ecn|tw_reuse)$/, 0, 2],
  [/^net\.ipv4\.tcp_syn_retries$/, 1, 127],
  [/^net\.ipv4\.ip_unprivileged_port_start$/, 0, 65535],
  [/^net\.ipv4\.ip_default_ttl$/, 1, 255],
  [/^net\.netfilter\.nf_conntrack_(log_invalid|tcp_max_retrans)$/, 0, 255],
  [
    /^net\.ipv4\.(tcp_(sack|timestamps|window_scaling|synack_retries|syncookies|fwmark_accept|abort_on_overflow|app_win|dsack|early_demux|fack|frto|keepalive_probes|moderate_rcvbuf|mtu_probing|no_metrics_save|orphan_retries|recovery|retrans_collapse|retries[12]|rfc1337|slow_start_after_idle|stdurg|thin_linear_timeouts|tso_win_divisor|workaround_signed_windows)|ip_(no_pmtu_disc|nonlocal_bind|forward_use_pmtu|early_demux|dynaddr)|fwmark_reflect|udp_early_demux)$/,
    0,
    255,
  ],
  [/^net\.(netfilter\.nf_conntrack_(max|expect_max)|ipv4\.icmp_ratelimit)$/, 0, 0x7fffffff],
];
const READ_ONLY = /^net\.netfilter\.nf_conntrack_(count|buckets)$|^net\.ipv4\.conf\..*\.mc_forwarding$/;
/** Not even root writes these. */
export const isReadOnly = (key: string): boolean => READ_ONLY.test(key);
/** Ports below are for root's sockets: a range of ephemeral ones begins no lower. */
const UNPRIVILEGED = 1024;
const PORT_RANGE = 'net.ipv4.ip_local_port_range';

/** strtol with base 0. */
const numberOf = (word: string): number => {
  const digits = word.replace(/^-/, '');
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return word.startsWith('-') ? -value : value;
};

/** The value as the kernel keeps it; null: it refuses (EINVAL). Several numbers count as far as the setting has places. */
export function sysctlValue(key: string, text: string, before: string): string | null {
  const places = before.split('\t');
  if (!/^-?\d+$/.test(places[0] ?? '')) return text;
  const words = text
    .trim()
    .split(/[ \t]+/)
    .slice(0, places.length);
  if (words.some((word) => !/^-?(0[xX][0-9a-fA-F]+|\d+)$/.test(word))) return null;
  // Those that are not given stay.
  const numbers = places.map((place, at) => numberOf(words[at] ?? place));
  const [, min = -0x80000000, max = 0x7fffffff] = BOUNDS.find(([pattern]) => pattern.test(key)) ?? [];
  if (numbers.some((number) => number < min || number > max)) return null;
  if (key === PORT_RANGE) {
    const [low = 0, high = 0] = numbers;
    if (low > high || low < UNPRIVILEGED || high > 65535) return null;
  }
  return numbers.join('\t');
}

/** net/ipv4/conf/eth0.5/x and net.ipv4.conf.eth0/5.x are both shown with dots. */
const dotted = (key: string): string =>
  /^[^.]+\//.test(key) ? key.replaceAll(/[./]/g, (sign) => (sign === '/' ? '.' : '/')) : key;

function shown(key: string, value: string, flags: ReadonlySet<string>): string {
  if (flags.has('N')) return `${key}\n`;
  if (flags.has('b')) return value;
  return flags.has('n') ? `${value}\n` : `${key} = ${value}\n`;
}

function absent(key: string, { host }: Surroundings['machine']): string {
  const path = key.startsWith('/') ? key : dotted(key).replaceAll(/[./]/g, (sign) => (sign === '.' ? '/' : '.'));
  const isBelowFile = path
    .split('/')
    .some((_, at, names) => at > 0 && host.sysctls.get(names.slice(0, at).join('/')) !== null);
  return `sysctl: cannot stat /proc/sys/${path}: ${isBelowFile ? 'Not a directory' : 'No such file or directory'}\n`;
}

/** `net.ipv4..ip_forward`, and all below `net.ipv4.conf.all.`: read, with a warning. */
function readRepeated(
  word: string,
  flags: Options['flags'],
  sysctls: Surroundings['machine']['host']['sysctls'],
): Output | null {
  const warn = (rest: string): string => `sysctl: separators should not be repeated: ${rest}\n`;
  const at = word.indexOf('..');
  if (at >= 0) {
    const value = sysctls.get(word.replace('..', '.'));
    return value === null ? null : { ...success(shown(word, value, flags)), stderr: warn(word.slice(at)) };
  }
  if (!word.endsWith('.') || word.includes('/')) return null;
  const below = sysctls.all().filter(({ key }) => key.startsWith(word));
  if (below.length === 0) return null;
  const rest = (key: string): string => key.slice(word.length);
  return {
    exit: 0,
    stdout: below.map(({ key, value }) => shown(`${word}.${rest(key)}`, value, flags)).join(''),
    stderr: below.map(({ key }) => warn(`//${rest(key)}`).repeat(2)).join(''),
  };
}

function readOne(word: string, { flags, pattern }: Options, { machine }: Surroundings): Output {
  if (word === '') return { exit: 255, stdout: '', stderr: 'sysctl: "" is an unknown key\n' };
  const { sysctls } = machine.host;
  const repeated = readRepeated(word, flags, sysctls);
  if (repeated !== null) return repeated;
  const isRooted = /^\/[^.]*$/.test(word);
  const key = isRooted ? word.slice(1).replaceAll('/', '.') : dotted(word);
  const dots = (each: string): string => (isRooted ? `.${each}` : each);
  const value = sysctls.get(key);
  if (value !== null)
    return pattern === null || pattern.test(key) ? success(shown(dots(key), value, flags)) : success();
  const below = sysctls.all().filter((each) => each.key.startsWith(`${key}.`) && (pattern?.test(each.key) ?? true));
  if (below.length > 0) return success(below.map((each) => shown(dots(each.key), each.value, flags)).join(''));
  return flags.has('e') ? success() : failure(absent(word, machine));
}

function writeOne(word: string, { flags }: Options, { machine }: Surroundings): Output {
  const equals = word.indexOf('=');
  const key = dotted(word.slice(0, equals).trim());
  const value = word.slice(equals + 1).trim();
  if (key === '' && value === '') return failure('');
  if (key === '') return failure('sysctl: Path is not under /proc/sys/: /proc/sys/\n');
  const { sysctls } = machine.host;
  const before = sysctls.get(key);
  if (before === null) return flags.has('e') ? success() : failure(absent(key, machine));
  if (flags.has('D')) return flags.has('q') ? success() : success(shown(key, value, flags));
  const refused = `sysctl: setting key "${key}": Invalid argument\n`;
  if (isReadOnly(key)) return { exit: 0, stdout: '', stderr: refused };
  const kept = sysctlValue(key, value, before);
  if (kept === null) return failure(refused);
  sysctls.set(key, kept);
  // -N prints the value too.
  return flags.has('q') ? success() : success(shown(key, value, flags).replace(`${key}\n`, `${value}\n`));
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

/** What could not be written counts as one, what could not be read each by itself (`|=` and `+=`, word by word). */
function exitOf(words: readonly string[], outputs: readonly Output[], flags: Options['flags']): number {
  return outputs.reduce(
    (sum, { exit }, at) => (flags.has('w') || words[at]?.includes('=') === true ? sum | exit : sum + exit),
    0,
  );
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
      const isSetting = word.includes('=') || flags.has('w');
      const output = !isSetting
        ? readOne(word, options, surroundings)
        : word.includes('=')
          ? writeOne(word, options, surroundings)
          : // A line of one character is passed over.
            failure(word.length < 2 ? '' : 'sysctl: command line(0): invalid syntax, continuing...\n');
      outputs.push(output);
    }
    return { ...together(outputs), exit: exitOf(words, outputs, flags) };
  },
};
