import { success } from '../command.ts';
import type { Command } from '../command.ts';
import { unescape } from './escapes.ts';

/** bash's own: a word of other letters than n, e and E is text. */
export const echo: Command = {
  name: 'echo',
  summary: 'print its arguments (-n without a newline, -e with backslash sequences)',
  run(args) {
    const end = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
    const flags = args.slice(0, end < 0 ? args.length : end).join('');
    const text = args.slice(end < 0 ? args.length : end).join(' ');
    const isRaw = flags.lastIndexOf('e') <= flags.lastIndexOf('E');
    return success((isRaw ? text : unescape(text)) + (flags.includes('n') ? '' : '\n'));
  },
};
