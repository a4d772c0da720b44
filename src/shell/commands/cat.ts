import type { Command } from '../command.ts';
import { readInputs } from './inputs.ts';

export const cat: Command = {
  name: 'cat',
  summary: 'print files: /var/log/iptables.log, /proc/net/nf_conntrack, what you redirected',
  run: (args, surroundings) => readInputs('cat', args, surroundings),
};
