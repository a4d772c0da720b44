import { success } from '../command.ts';
import type { Command } from '../command.ts';

export const echo: Command = {
  name: 'echo',
  summary: 'print its arguments',
  run: (args) => (args[0] === '-n' ? success(args.slice(1).join(' ')) : success(`${args.join(' ')}\n`)),
};
