import { failure } from '../command.ts';
import type { Output } from '../command.ts';

/** What programs of coreutils say after an option that is none. */
export const misused = (command: string, message: string, exit = 1): Output =>
  failure(`${message}Try '${command} --help' for more information.\n`, exit);
