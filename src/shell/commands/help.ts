import { success } from '../command.ts';
import type { Command } from '../command.ts';

/** Lists the commands that it is given: the registry cannot be imported from one of its own. */
export const makeHelp = (commands: () => readonly Command[]): Command => ({
  name: 'help',
  summary: 'list these commands',
  run: () =>
    success(
      commands()
        .map(({ name, summary }) => `${name.padEnd(18)}${summary}\n`)
        .join(''),
    ),
});
