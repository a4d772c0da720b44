import { formatRuleset } from '../../engine/index.ts';
import { failure, success } from '../command.ts';
import type { Command } from '../command.ts';
import { asctime } from '../time.ts';

interface Options {
  readonly counters: boolean;
  readonly table: string | undefined;
  readonly file: string | undefined;
}

function parse(args: readonly string[]): Options | string {
  let options: Options = { counters: false, table: undefined, file: undefined };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '-c' || arg === '--counters') options = { ...options, counters: true };
    else if (arg === '-t' || arg === '--table') options = { ...options, table: args[++at] };
    else if (arg.startsWith('--table=')) options = { ...options, table: arg.slice('--table='.length) };
    else if (arg === '-f' || arg === '--file') options = { ...options, file: args[++at] };
    else if (arg === '-M' || arg === '--modprobe') at += 1;
    else if (arg === '-4' || arg === '--ipv4') continue;
    else
      return arg.startsWith('-')
        ? `iptables-save: unrecognized option '${arg}'\nLook at manual page \`iptables-save.8' for more information.\n`
        : 'Unknown arguments found on commandline\n';
  }
  return options;
}

export const iptablesSave: Command = {
  name: 'iptables-save',
  aliases: ['iptables-legacy-save', '/sbin/iptables-save', '/usr/sbin/iptables-save'],
  summary: 'print the whole ruleset (-c with counters, -t one table)',
  run(args, { machine, files }) {
    const options = parse(args);
    if (typeof options === 'string') return failure(options);
    const { host } = machine;
    if (options.table !== undefined && !host.ruleset.has(options.table as never))
      return failure(
        `iptables-save v1.8.9 (legacy): Cannot initialize: Table does not exist (do you need to insmod?)\n\n`,
      );
    const text = formatRuleset(host.ruleset, {
      counters: options.counters,
      date: asctime(host.now()),
      ...(options.table !== undefined && { table: options.table }),
    });
    if (options.file === undefined) return success(text);
    const problem = files.write(options.file, text, false);
    return problem ? failure(`iptables-save: Could not open ${options.file}: ${problem}\n`) : success();
  },
};
