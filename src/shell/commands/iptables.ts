import { installRuleset, runIptables } from '../../engine/index.ts';
import type { Command } from '../command.ts';

/** A change is one commit of one table; what the kernel wrote about a refusal goes to its log. */
export const iptables: Command = {
  name: 'iptables',
  aliases: ['iptables-legacy', '/sbin/iptables', '/usr/sbin/iptables'],
  summary: 'list and change the rules of a table (-h for its options)',
  run(args, { machine }) {
    const result = runIptables(args, machine.host.ruleset, { findSet: (name) => machine.sets.lookup(name) });
    for (const line of result.log) machine.host.log.push({ level: 6, line, at: machine.host.now() });
    if (result.ruleset !== machine.host.ruleset) installRuleset(machine, result.ruleset);
    return { exit: result.exit, stdout: result.stdout, stderr: result.stderr };
  },
};
