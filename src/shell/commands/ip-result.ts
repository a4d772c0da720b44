import type { Result } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';

interface IpError {
  readonly message: string;
  readonly exit: number;
}

/** Options of `ip` before the object. */
export interface IpOptions {
  readonly brief: boolean;
  readonly oneLine: boolean;
  /** -4: links are left out of `ip addr`. */
  readonly onlyIpv4: boolean;
  readonly json: boolean;
  /** -p: JSON over several lines. */
  readonly pretty: boolean;
  /** -d. */
  readonly detailed: boolean;
}

export const refuse = (message: string, exit: number): Output => ({ exit, stdout: '', stderr: `${message}\n` });
export const outputOf = (result: Result<unknown, IpError>): Output =>
  result.ok ? success() : refuse(result.error.message, result.error.exit);
export const INCOMPLETE = refuse('Command line is not complete. Try option "help"', 255);
export const noDevice = (name: string): Output => refuse(`Cannot find device "${name}"`, 1);

/** iproute2 takes any beginning of a word; the first in the list that fits is meant. */
export const complete = <W extends string>(word: string, words: readonly W[]): W | undefined =>
  word === '' ? undefined : words.find((each) => each.startsWith(word));
