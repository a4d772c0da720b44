import { parseArgs } from 'node:util';

/** Usage errors end the command with exit code 2 and this message on stderr. */
export class UsageError extends Error {}

type OptionTable = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** Options and operands of a subcommand; an unknown option or a missing value is a usage error. */
export function readArgs(args: readonly string[], options: OptionTable) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
}
