import { translateRuleset } from '../../engine/index.ts';
import { failure, success } from '../command.ts';
import type { Command } from '../command.ts';
import { asctime } from '../time.ts';

const NAME = 'iptables-restore-translate';
const USAGE =
  `${NAME} 1.8.9 (c) 2014 by Pablo Neira Ayuso <pablo@netfilter.org>\n` +
  `Usage: ${NAME} [-h] [-f <FILE>] [-V]\n\t[ --help ]\n\t[ --file=<FILE> ]\n\t[ --version ]\n`;

type Given =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'file'; readonly file: string | null };

/** What it does not know it passes over; -h and -V take effect where they stand. */
function parse(args: readonly string[]): Given {
  let file: string | null = null;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '-h' || arg === '--help') return { kind: 'help' };
    if (arg === '-V' || arg === '--version') return { kind: 'version' };
    if (arg === '-f' || arg === '--file') file = args[++at] ?? file;
    else if (arg.startsWith('--file=')) file = arg.slice('--file='.length);
    else if (/^-f./.test(arg)) file = arg.slice(2);
  }
  return { kind: 'file', file };
}

export const iptablesRestoreTranslate: Command = {
  name: NAME,
  aliases: [`/sbin/${NAME}`, `/usr/sbin/${NAME}`],
  summary: "say a ruleset in nft's language (-f FILE); nothing is loaded",
  run(args, { machine, stdin, files }) {
    const given = parse(args);
    if (given.kind === 'help') return failure(USAGE);
    if (given.kind === 'version') return success(`${NAME} v1.8.9\n`);
    if (given.file === null) return failure(`ERROR: missing file name\n${USAGE}`);
    const text = given.file === '/dev/stdin' ? (stdin ?? '') : files.read(given.file);
    if (text === null) return failure(`Cannot open file ${given.file}\n`);
    const date = asctime(machine.host.now());
    const { exit, stdout, stderr, complete } = translateRuleset(text, { findSet: (name) => machine.sets.lookup(name) });
    return {
      exit,
      stdout: `# Translated by ${NAME} v1.8.9 on ${date}\n${stdout}${complete ? `# Completed on ${date}\n` : ''}`,
      stderr,
    };
  },
};
