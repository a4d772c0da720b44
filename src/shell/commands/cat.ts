import type { Command } from '../command.ts';
import { misused } from './misused.ts';
import { getopt } from '../getopt.ts';
import { readInputs } from './inputs.ts';

const OPTIONS = {
  short: 'benstuvAET',
  long: {
    'show-all': 'A',
    'number-nonblank': 'b',
    'show-ends': 'E',
    number: 'n',
    'squeeze-blank': 's',
    'show-tabs': 'T',
    'show-nonprinting': 'v',
  },
};

export const cat: Command = {
  name: 'cat',
  summary: 'print files: /var/log/iptables.log, /proc/net/nf_conntrack, what you redirected',
  run(args, surroundings) {
    const words = getopt('cat', args, OPTIONS);
    if (!words.ok) return misused('cat', words.error);
    const { has, operands } = words.value;
    const input = readInputs('cat', operands, surroundings);
    let number = 0;
    const show = (line: string): string => {
      const tabs = has('T') || has('A') || has('t') ? line.replaceAll('\t', '^I') : line;
      const ends = has('E') || has('A') || has('e') ? `${tabs}$` : tabs;
      const isCounted = has('b') ? line !== '' : has('n');
      return isCounted ? `${String((number += 1)).padStart(6)}\t${ends}` : ends;
    };
    const text = has('s') ? input.stdout.replaceAll(/\n{3,}/g, '\n\n') : input.stdout;
    if (words.value.options.length === 0) return input;
    const unfinished = text !== '' && !text.endsWith('\n');
    const lines = (unfinished ? text : text.slice(0, -1)).split('\n');
    const stdout = text === '' ? '' : lines.map(show).join('\n') + (unfinished ? '' : '\n');
    return { ...input, stdout: unfinished ? stdout.replace(/\$$/, '') : stdout };
  },
};
