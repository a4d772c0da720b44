import { checkRuleset } from '../engine/index.ts';
import { readArgs } from './args.ts';
import { readInput } from './input.ts';

/** `chainwalk check`: iptables-restore --test in its own words and exit code, and what the rule analysis finds. */
export function check(args: readonly string[]): number {
  const { positionals } = readArgs(args, {});
  const { exit, stderr, diagnostics } = checkRuleset(readInput(positionals[0]));
  process.stderr.write(stderr);
  for (const { line, severity, message } of diagnostics)
    if (severity !== 'error' || exit === 0) process.stdout.write(`line ${line}: ${severity}: ${message}\n`);
  return exit;
}
