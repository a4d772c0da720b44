/** Names of chains and targets: how long, and which are refused. */
import { isKnownTarget } from '../extensions/known.ts';
import { findTarget } from '../extensions/registry.ts';
import type { StandardVerdict } from '../model/index.ts';
import { byteLength } from './bytes.ts';
import { usageFailure, type Failure } from './messages.ts';

/** Longest name of a chain or extension (XT_EXTENSION_MAXNAMELEN - 1). */
export const LONGEST_NAME = 28;

const VERDICTS: ReadonlySet<string> = new Set<StandardVerdict>(['ACCEPT', 'DROP', 'RETURN', 'QUEUE']);
export const isVerdict = (name: string): name is StandardVerdict => VERDICTS.has(name);

export const nameTooLong = (name: string): string =>
  `chain name \`${name}' too long (must be under ${LONGEST_NAME + 1} chars)`;

/** parse_chain: may a chain be created under this name? */
export function chainNameProblem(name: string): Failure | null {
  if (byteLength(name) > LONGEST_NAME) return usageFailure(nameTooLong(name));
  if (name.startsWith('-') || name.startsWith('!'))
    return usageFailure(`chain name not allowed to start with \`${name[0]}'`);
  if (name === '' || isVerdict(name) || findTarget(name) !== undefined || isKnownTarget(name))
    return usageFailure('chain name may not clash with target name');
  return /\s/.test(name) ? usageFailure(`Invalid chain name \`${name}'`) : null;
}

/** Nothing but letters, digits and signs of ASCII. */
function isPlainWord(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code >= 0x7f) return false;
  }
  return true;
}

/** xtables_parse_target. */
export function targetNameProblem(name: string): Failure | null {
  if (name === '') return usageFailure('Invalid target name (too short)');
  if (name.length <= LONGEST_NAME && isPlainWord(name)) return null;
  if (byteLength(name) > LONGEST_NAME)
    return usageFailure(`Invalid target name \`${name}' (${LONGEST_NAME} chars max)`);
  return /\s/.test(name) ? usageFailure(`Invalid target name \`${name}'`) : null;
}
