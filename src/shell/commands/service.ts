import { failure, success } from '../command.ts';
import type { Command, Output, Surroundings } from '../command.ts';
import { iptablesRestore } from './iptables-restore.ts';
import { iptablesSave } from './iptables-save.ts';
import { iptables } from './iptables.ts';

const RULES = '/etc/sysconfig/iptables';

function status(surroundings: Surroundings): Output {
  const tables = [...surroundings.machine.host.ruleset.keys()];
  const listed = tables.map(
    (table) => `Table: ${table}\n${iptables.run(['-t', table, '-nL', '--line-numbers'], surroundings).stdout}\n`,
  );
  return success(listed.join(''));
}

/** The iptables service as Red Hat's iptables-services has it: rules are kept in /etc/sysconfig/iptables. */
export const service: Command = {
  name: 'service',
  summary: 'service iptables save|restart|reload|status',
  run([name, action], surroundings) {
    if (name === undefined)
      return failure('Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n');
    if (name !== 'iptables') return failure(`${name}: unrecognized service\n`);
    switch (action) {
      case 'save': {
        const saved = iptablesSave.run([], surroundings);
        surroundings.files.write(RULES, saved.stdout, false);
        return success('iptables: Saving firewall rules to /etc/sysconfig/iptables: [  OK  ]\n');
      }
      case 'restart':
      case 'reload':
      case 'start': {
        const loaded = surroundings.files.read(RULES) === null ? null : iptablesRestore.run([RULES], surroundings);
        if (loaded === null) return failure('iptables: No config file.                                [WARNING]\n', 6);
        return loaded.exit === 0
          ? success('iptables: Applying firewall rules:                         [  OK  ]\n')
          : loaded;
      }
      case 'status':
        return status(surroundings);
      default:
        return failure('Usage: iptables {start|stop|reload|restart|condrestart|status|panic|save}\n', 2);
    }
  },
};
