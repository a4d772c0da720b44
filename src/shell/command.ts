import type { Machine } from '../engine/index.ts';

export interface Output {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly machine: Machine;
  /** What the pipe or `<` hands in; null where nothing does (a terminal). */
  readonly stdin: string | null;
  readonly files: Files;
}

/** A command of the console: one file each, listed in registry.ts. */
export interface Command {
  readonly name: string;
  /** Other names it answers to ('iptables-legacy'). */
  readonly aliases?: readonly string[];
  /** One line for `help`. */
  readonly summary: string;
  run(args: readonly string[], surroundings: Surroundings): Output;
}

export const success = (stdout = ''): Output => ({ exit: 0, stdout, stderr: '' });
export const failure = (stderr: string, exit = 1): Output => ({ exit, stdout: '', stderr });

/** The few files there are: those that commands wrote, and those that the machine shows (logs, /proc). */
export interface Files {
  /** Null if there is no such file. */
  read(path: string): string | null;
  /** Words of the error if it cannot be written. */
  write(path: string, text: string, append: boolean): string | null;
  list(): readonly string[];
}
