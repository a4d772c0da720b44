import { installRuleset, restoreRuleset } from '../../engine/index.ts';
import type { RestoreOptions } from '../../engine/index.ts';
import { failure } from '../command.ts';
import type { Command } from '../command.ts';

interface Given {
  readonly options: RestoreOptions;
  readonly file: string | undefined;
}

const FLAGS: Readonly<Record<string, RestoreOptions>> = {
  '-c': { counters: true },
  '--counters': { counters: true },
  '-n': { noFlush: true },
  '--noflush': { noFlush: true },
  '-t': { test: true },
  '--test': { test: true },
  '-v': { verbose: true },
  '--verbose': { verbose: true },
  '-4': {},
  '--ipv4': {},
};

function parse(args: readonly string[]): Given | string {
  let options: RestoreOptions = {};
  let file: string | undefined;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const flag = Object.hasOwn(FLAGS, arg) ? FLAGS[arg] : undefined;
    if (flag) options = { ...options, ...flag };
    else if (arg === '-T' || arg === '--table') options = { ...options, table: args[++at] ?? '' };
    else if (arg.startsWith('--table=')) options = { ...options, table: arg.slice('--table='.length) };
    else if (arg === '-w' || arg === '--wait') at += /^\d+$/.test(args[at + 1] ?? '') ? 1 : 0;
    else if (arg === '-W' || arg === '--wait-interval' || arg === '-M' || arg === '--modprobe') at += 1;
    else if (arg.startsWith('--wait')) continue;
    else if (arg.startsWith('-'))
      return `iptables-restore: unrecognized option '${arg}'\nTry \`iptables-restore -h' for more information.\n`;
    else if (file === undefined) file = arg;
    else return 'Unknown arguments found on commandline\n';
  }
  return { options, file };
}

export const iptablesRestore: Command = {
  name: 'iptables-restore',
  aliases: ['iptables-legacy-restore', '/sbin/iptables-restore', '/usr/sbin/iptables-restore'],
  summary: 'load a ruleset from a file or from what is piped in (-c counters, -n no flush, --test)',
  run(args, { machine, stdin, files }) {
    const given = parse(args);
    if (typeof given === 'string') return failure(given);
    const text = given.file === undefined ? (stdin ?? '') : files.read(given.file);
    if (text === null) return failure(`Can't open ${given.file}: No such file or directory\n`);
    const result = restoreRuleset(text, machine.host.ruleset, {
      ...given.options,
      findSet: (name) => machine.sets.lookup(name),
    });
    for (const line of result.log) machine.host.log.push({ level: 6, line, at: machine.host.now() });
    if (!given.options.test && result.ruleset !== machine.host.ruleset) installRuleset(machine, result.ruleset);
    return { exit: result.exit, stdout: result.stdout, stderr: result.stderr };
  },
};
