import { complaintsAbout, formatRuleset, isTableName } from '../../engine/index.ts';
import { failure, success } from '../command.ts';
import type { Command } from '../command.ts';
import { getopt } from '../getopt.ts';
import { asctime } from '../time.ts';

const OPTIONS = {
  short: 'bcdt:M:f:4V',
  long: {
    counters: 'c',
    version: 'V',
    dump: 'd',
    table: 't:',
    modprobe: 'M:',
    file: 'f:',
    binary: 'b',
    ipv4: '4',
  },
};

export const iptablesSave: Command = {
  name: 'iptables-save',
  aliases: ['iptables-legacy-save', '/sbin/iptables-save', '/usr/sbin/iptables-save'],
  summary: 'print the whole ruleset (-c with counters, -t one table)',
  run(args, { machine, files }) {
    const words = getopt('iptables-save', args, OPTIONS);
    const { options } = words.ok ? words.value : words;
    if (options.some(({ name }) => name === 'V')) return success('iptables-save v1.8.9 (legacy)\n');
    if (!words.ok) return failure(`${words.error}Look at manual page \`iptables-save.8' for more information.\n`);
    if (words.value.operands.length > 0) return failure('Unknown arguments found on commandline\n');
    const { host } = machine;
    const table = words.value.value('t');
    if (table !== null && !isTableName(table))
      return failure(
        `iptables-save v1.8.9 (legacy): Cannot initialize: Table does not exist (do you need to insmod?)\n`,
      );
    const text = formatRuleset(host.ruleset, {
      counters: words.value.has('c'),
      date: asctime(host.now()),
      ...(table !== null && { table }),
    });
    const file = words.value.value('f');
    const rules = [...host.ruleset.values()]
      .filter(({ name }) => table === null || name === table)
      .flatMap(({ chains }) => [...chains.values()].flatMap(({ entries }) => entries.map(({ rule }) => rule)));
    const complaints = complaintsAbout(rules).map((line) => `${line}\n`);
    const stderr = [...(words.value.has('b') ? ['-b/--binary option is not implemented\n'] : []), ...complaints].join(
      '',
    );
    if (file === null) return { exit: 0, stdout: text, stderr };
    const problem = files.write(file, text, false);
    return problem ? failure(`Failed to open file, error: ${problem}\n`) : { exit: 0, stdout: '', stderr };
  },
};
