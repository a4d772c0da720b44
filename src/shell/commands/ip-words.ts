import type { Output } from '../command.ts';
import { INCOMPLETE, refuse } from './ip-result.ts';

/** Words of an `ip` command, read one after the other; what is wrong ends the reading (matches() and NEXT_ARG() of iproute2). */
export class IpWords {
  readonly #words: readonly string[];
  #at = 0;
  /** What was wrong with an argument, if something was. */
  problem: Output | null = null;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  /** The next word; null at the end, or once something was wrong. */
  next(): string | null {
    return this.problem === null ? (this.#words[this.#at++] ?? null) : null;
  }

  /** The argument of the word just read. */
  argument(): string {
    const word = this.#words[this.#at++];
    if (word === undefined) this.problem ??= INCOMPLETE;
    return word ?? '';
  }

  refuse(message: string, exit: number): void {
    this.problem ??= refuse(message, exit);
  }

  /** invarg(): it ends in a blank line where the text does. */
  invalid(word: string, message: string): void {
    this.refuse(`Error: argument "${word}" is wrong: ${message}`, 255);
  }

  duplicate(name: string, word: string): void {
    this.refuse(`Error: either "${name}" is duplicate, or "${word}" is a garbage.`, 255);
  }

  /** 'on' or 'off' after `name`. */
  onOff(name: string): boolean {
    const word = this.argument();
    if (this.problem === null && word !== 'on' && word !== 'off')
      this.refuse(`Error: argument of "${name}" must be "on" or "off", not "${word}"`, 1);
    return word === 'on';
  }
}
