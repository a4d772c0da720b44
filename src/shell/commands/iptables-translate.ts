import { translateCommand } from '../../engine/index.ts';
import type { Command } from '../command.ts';

export const iptablesTranslate: Command = {
  name: 'iptables-translate',
  aliases: ['/sbin/iptables-translate', '/usr/sbin/iptables-translate'],
  summary: "say an iptables command in nft's language; nothing is carried out",
  run: (args, { machine }) => translateCommand(args, { findSet: (name) => machine.sets.lookup(name) }),
};
