import { checkRuleset } from '../engine/index.ts';
import { readArgs } from './args.ts';
import { readInput } from './input.ts';

/** `chainwalk check`: iptables-restore --test in its own words and exit code, and what the rule analysis finds. */
export function check(args: readonly string[]): number {
  const { positionals } = readArgs(args, {});
  const { exit, stderr, diagnostics } = checkRuleset(readInput(positionals[0]));
  process.stderr.write(stderr);
  for (const { line, severity, message } of diagnostics)
    process.stdout.write(`${line > 0 ? `line ${line}: ` : ''}${severity}: ${message}\n`);
  return exit;
}
