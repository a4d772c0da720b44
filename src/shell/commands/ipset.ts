import { runIpset } from '../../engine/index.ts';
import type { Command } from '../command.ts';

export const ipset: Command = {
  name: 'ipset',
  aliases: ['/sbin/ipset', '/usr/sbin/ipset'],
  summary: 'create, fill, test and list sets of addresses, networks and ports (help)',
  run: (args, { machine, stdin, files }) =>
    runIpset(args, machine.sets, {
      stdin,
      read: (file) => files.read(file),
      write: (file, text) => files.write(file, text, false),
    }),
};
