import { installRuleset, restoreRuleset } from '../../engine/index.ts';
import { failure, success } from '../command.ts';
import type { Command } from '../command.ts';
import { getopt } from '../getopt.ts';
import type { Given } from '../getopt.ts';

const OPTIONS = {
  short: 'bcvVthnw::W::M:T:',
  long: {
    counters: 'c',
    verbose: 'v',
    version: 'V',
    test: 't',
    help: 'h',
    noflush: 'n',
    modprobe: 'M:',
    table: 'T:',
    wait: 'w::',
    'wait-interval': 'W::',
    binary: 'b',
  },
};

const USAGE = `Usage: iptables-restore [-c] [-v] [-V] [-t] [-h] [-n] [-w secs] [-W usecs] [-T table] [-M command] [file]
\t   [ --counters ]
\t   [ --verbose ]
\t   [ --version]
\t   [ --test ]
\t   [ --help ]
\t   [ --noflush ]
\t   [ --wait=<seconds>
\t   [ --table=<TABLE> ]
\t   [ --modprobe=<command> ]
`;

/** -w and -W take the next word unless it is an option. */
function joinWaits(args: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const next = args[at + 1];
    const takes = /^-[bcvVthn]*[wW]$/.test(arg) && next !== undefined && !/^[-!]/.test(next);
    joined.push(takes ? `${arg}${next}` : arg);
    if (takes) at += 1;
  }
  return joined;
}

function waitProblem({ name, argument }: Given): string | null {
  const isNumber = argument !== null && /^\s*[-+]?\d/.test(argument);
  if (name === 'w') return argument === null || isNumber ? null : 'wait seconds not numeric';
  if (name !== 'W') return null;
  return argument === null ? 'wait interval value required' : isNumber ? null : 'wait interval not numeric';
}

const misuse = (message: string): string =>
  `iptables-restore v1.8.9 (legacy): ${message}\nError occurred at line: 0\nTry \`iptables-restore -h' or 'iptables-restore --help' for more information.\n`;

export const iptablesRestore: Command = {
  name: 'iptables-restore',
  aliases: ['iptables-legacy-restore', '/sbin/iptables-restore', '/usr/sbin/iptables-restore'],
  summary: 'load a ruleset from a file or from what is piped in (-c counters, -n no flush, --test)',
  run(args, { machine, stdin, files }) {
    const words = getopt('iptables-restore', joinWaits(args), OPTIONS);
    const { options } = words.ok ? words.value : words;
    const first = options.find(({ name }) => name === 'h' || name === 'V');
    if (first?.name === 'h') return { exit: 0, stdout: '', stderr: USAGE };
    if (first?.name === 'V') return success('iptables-restore v1.8.9 (legacy)\n');
    const wait = options.map(waitProblem).find((problem) => problem !== null);
    if (wait !== undefined && wait !== null) return failure(misuse(wait), 2);
    if (!words.ok) return failure(`${words.error}Try \`iptables-restore -h' for more information.\n`);
    const { has, value, operands } = words.value;
    const [file] = operands;
    if (operands.length > 1) return failure('Unknown arguments found on commandline\n');
    const text = file === undefined ? (stdin ?? '') : files.read(file);
    if (text === null) return failure(`Can't open ${file ?? ''}: No such file or directory\n`);
    const deprecated =
      (has('b') ? '-b/--binary option is not implemented\n' : '') +
      (has('W') ? 'Ignoring deprecated --wait-interval option.\n' : '');
    if (has('W') && !has('w')) return failure(`${deprecated}Option --wait-interval requires option --wait\n`);
    const table = value('T');
    const result = restoreRuleset(text, machine.host.ruleset, {
      counters: has('c'),
      noFlush: has('n'),
      test: has('t'),
      verbose: has('v'),
      ...(table !== null && { table }),
      findSet: (name) => machine.sets.lookup(name),
    });
    for (const line of result.log) machine.host.log.push({ level: 6, line, at: machine.host.now() });
    if (!has('t') && result.ruleset !== machine.host.ruleset) {
      installRuleset(machine, result.ruleset, result.committed);
    }
    return { exit: result.exit, stdout: result.stdout, stderr: deprecated + result.stderr };
  },
};
