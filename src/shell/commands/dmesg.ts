import { failure, success } from '../command.ts';
import type { Command } from '../command.ts';
import { asctime, printkTime } from '../time.ts';

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'] as const;

interface Options {
  readonly flags: ReadonlySet<string>;
  /** Levels to show; null: all. */
  readonly levels: readonly number[] | null;
}

const LONG: Readonly<Record<string, string>> = {
  '--decode': 'x',
  '--ctime': 'T',
  '--notime': 't',
  '--clear': 'C',
  '--read-clear': 'c',
  '--raw': 'r',
  '--kernel': 'k',
  '--human': 'H',
  '--nopager': 'P',
};
const KNOWN: ReadonlySet<string> = new Set(['x', 'T', 't', 'C', 'c', 'r', 'k', 'H', 'P', 'L']);
const HINT = "Try 'dmesg --help' for more information.\n";

function parse(args: readonly string[]): Options | string {
  const flags = new Set<string>();
  let levels: readonly number[] | null = null;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const list =
      arg === '-l' || arg === '--level'
        ? (args[(at += 1)] ?? '')
        : arg.startsWith('--level=')
          ? arg.slice('--level='.length)
          : null;
    if (list !== null) {
      const named = list.split(',');
      const unknown = named.find((name) => !LEVELS.includes(name as never));
      if (unknown !== undefined) return `dmesg: unknown level '${unknown}'\n`;
      levels = named.map((name) => LEVELS.indexOf(name as never));
    } else if (arg.startsWith('--')) {
      const flag = LONG[arg];
      if (flag === undefined) return `dmesg: unrecognized option '${arg}'\n${HINT}`;
      flags.add(flag);
    } else {
      for (const flag of arg.replace(/^-/, '')) {
        if (!KNOWN.has(flag)) return `dmesg: invalid option -- '${flag}'\n${HINT}`;
        flags.add(flag);
      }
    }
  }
  return { flags, levels };
}

/** The kernel log: TRACE and LOG lines, and what x_tables said of refused rules. */
export const dmesg: Command = {
  name: 'dmesg',
  summary: 'print the kernel log (-x levels, -T dates, -t no times, -l LEVEL, -C clear, -c print and clear)',
  run(args, { machine }) {
    const options = parse(args);
    if (typeof options === 'string') return failure(options);
    const { flags, levels } = options;
    const { host } = machine;
    const booted = host.clock.bootInstant();
    const lines = host.log.slice(machine.clearedLog).filter(({ level }) => levels === null || levels.includes(level));
    if (flags.has('c') || flags.has('C')) machine.clearedLog = host.log.length;
    if (flags.has('C')) return success();
    const print = ({ level, line, at = booted }: (typeof lines)[number]): string => {
      const time = flags.has('t') ? '' : flags.has('T') ? `[${asctime(at)}] ` : `${printkTime(at - booted)} `;
      if (flags.has('r')) return `<${level}>${printkTime(at - booted)} ${line}\n`;
      return `${flags.has('x') ? `kern  :${(LEVELS[level] ?? '').padEnd(6)}: ` : ''}${time}${line}\n`;
    };
    return success(lines.map(print).join(''));
  },
};
