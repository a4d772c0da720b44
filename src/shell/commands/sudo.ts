import { failure } from '../command.ts';
import type { Command } from '../command.ts';

/** Everybody is root here: the shell runs what stands behind it (run.ts). */
export const sudo: Command = {
  name: 'sudo',
  summary: 'run a command as root, as every command here is',
  run: () => failure('usage: sudo -h | -K | -k | -V\n'),
};
