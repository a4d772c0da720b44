import { UsageError } from './args.ts';
import { bench } from './bench.ts';
import { check } from './check.ts';
import { link, open } from './link.ts';
import { run } from './run.ts';
import { test } from './test.ts';

/** A subcommand: prints to standard output, returns the exit code. */
type Subcommand = (args: readonly string[]) => number | Promise<number>;

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = { run, test, bench, link, open, check };

const USAGE = `usage: chainwalk run [--jsonl] [--format kernel|events|text|pcapng|lab] [FILE]
       chainwalk test FILE…
       chainwalk bench FILE [--packets N]
       chainwalk link FILE [--base URL]
       chainwalk open URL
       chainwalk check RULESET
`;

async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...args] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (!subcommand) throw new UsageError(name ? `${name} is not a command of chainwalk\n${USAGE}` : USAGE.trimEnd());
  return subcommand(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`chainwalk: ${error.message}\n`);
  process.exitCode = 2;
}
