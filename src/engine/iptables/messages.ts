/** What iptables prints when it refuses: stderr and exit code for each kind of failure. */
import { assertNever } from '../model/index.ts';
import type { KernelRefusal } from '../extensions/extension.ts';

export const VERSION = '1.8.9 (legacy)';

export type Errno = KernelRefusal['errno'] | 'ELOOP' | 'E2BIG' | 'EMLINK' | 'ENOTEMPTY';

/** The libiptc call that failed: it chooses among texts of one errno (iptc_strerror). */
export type Operation =
  | 'append'
  | 'insert'
  | 'replace'
  | 'delete'
  | 'delete-number'
  | 'zero-counter'
  | 'create-chain'
  | 'set-policy'
  | 'other';

export type Failure =
  /** xtables_error: exit 2 for a misuse, 1 and 3 without the hint to the help, over 128 killed by a signal. */
  | { readonly kind: 'usage'; readonly message: string; readonly exit: number }
  /** A line of its own before the hint: "Bad argument `x'". */
  | { readonly kind: 'bare'; readonly line: string }
  | { readonly kind: 'kernel'; readonly errno: Errno; readonly operation: Operation }
  /** -h and -V: not a failure, but nothing follows. */
  | { readonly kind: 'information'; readonly text: string };

export const usageFailure = (message: string, exit = 2): Failure => ({ kind: 'usage', message, exit });
export const refusal = (errno: Errno, operation: Operation = 'other'): Failure => ({
  kind: 'kernel',
  errno,
  operation,
});

const OWN_TEXTS: { readonly [K in `${Operation} ${Errno}`]?: string } = {
  'create-chain EEXIST': 'Chain already exists',
  'insert E2BIG': 'Index of insertion too big',
  'replace E2BIG': 'Index of replacement too big',
  'delete-number E2BIG': 'Index of deletion too big',
  'zero-counter E2BIG': 'Index of counter too big',
  'delete ENOENT': 'Bad rule (does a matching rule exist in that chain?)',
  'set-policy ENOENT': 'Bad built-in chain name',
  'set-policy EINVAL': 'Bad policy name',
};

const ERRNO_TEXTS: { readonly [E in Errno]: string } = {
  EINVAL: 'Invalid argument',
  ENOENT: 'No chain/target/match by that name',
  ERANGE: 'Numerical result out of range',
  EOPNOTSUPP: 'Operation not supported',
  EPERM: 'Operation not permitted',
  ENOMEM: 'Memory allocation problem',
  EEXIST: 'File exists',
  EBUSY: 'Device or resource busy',
  ENOPROTOOPT: 'iptables who? (do you need to insmod?)',
  ELOOP: 'Too many levels of symbolic links',
  E2BIG: 'Argument list too long',
  EMLINK: 'Too many links',
  ENOTEMPTY: 'Directory not empty',
};

/** iptc_strerror. */
export const errnoText = (errno: Errno, operation: Operation = 'other'): string =>
  OWN_TEXTS[`${operation} ${errno}`] ?? ERRNO_TEXTS[errno];

export interface Program {
  readonly name: 'iptables' | 'iptables-restore' | 'iptables-translate' | 'iptables-translate-restore';
  /** As -V prints it. */
  readonly version?: string;
  /** Line of the input, for iptables-restore. */
  readonly line?: number;
}

export const IPTABLES: Program = { name: 'iptables' };
export const IPTABLES_RESTORE: Program = { name: 'iptables-restore' };

const hint = ({ name, line }: Program): string =>
  `${line === undefined ? '' : `Error occurred at line: ${line}\n`}Try \`${name} -h' or '${name} --help' for more information.\n`;

const EINVAL_HINT = " Run `dmesg' for more information.";

export const exitOf = (failure: Failure): number => {
  switch (failure.kind) {
    case 'usage':
      return failure.exit;
    case 'bare':
      return 2;
    case 'kernel':
      return 1;
    case 'information':
      return 0;
    default:
      return assertNever(failure);
  }
};

/** stderr of a failed command. */
export function formatFailure(failure: Failure, program: Program): string {
  switch (failure.kind) {
    case 'usage': {
      // A signal killed the tool: it is the shell that says so.
      if (failure.exit > 128) return `${failure.message}\n`;
      const text = `${program.name} v${program.version ?? VERSION}: ${failure.message}\n`;
      if (failure.exit === 2) return text + hint(program);
      return failure.exit === 3 ? `${text}Perhaps ${program.name} or your kernel needs to be upgraded.\n` : text;
    }
    case 'bare':
      return (failure.line === '' ? '' : `${failure.line}\n`) + hint(program);
    case 'kernel': {
      if (program.line !== undefined) return `${program.name}: line ${program.line} failed\n`;
      const more = failure.errno === 'EINVAL' ? EINVAL_HINT : '';
      return `${program.name}: ${errnoText(failure.errno, failure.operation)}.${more}\n`;
    }
    case 'information':
      return '';
    default:
      return assertNever(failure);
  }
}

/** The failure in one line, for a diagnostic. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'usage':
      return failure.message.trim();
    case 'bare':
      return failure.line;
    case 'kernel':
      return errnoText(failure.errno, failure.operation);
    case 'information':
      return failure.text;
    default:
      return assertNever(failure);
  }
}
