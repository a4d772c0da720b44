import { err, ok } from '../model/index.ts';
import type { Result } from '../model/index.ts';
import type { ElementOptions } from './element.ts';
import { findSeparator, parseNumber, parseOperand, parseSetName } from './operand.ts';
import type { Operand } from './operand.ts';
import { kernelError, syntaxError, usageError } from './request.ts';
import type { IpsetError } from './request.ts';
import type { SetType } from './set-type.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Mutable<ElementOptions>;
type Issue = IpsetError | null;
export type ElementCommand = 'add' | 'del' | 'test';

const MAX_TIMEOUT = 2147483n;
const MAX_COUNTER = 18446744073709551614n;
const MAX_COMMENT = 255;
const FLAGS: ReadonlySet<string> = new Set(['nomatch', 'wildcard']);
const COUNTS = ['', 'One', 'Two', 'Three'] as const;
const ORDINALS = ['First', 'Second', 'Third'] as const;

function number(text: string, max: bigint, keep: (value: bigint) => void): Issue {
  const value = parseNumber(text, 0n, max);
  if (!value.ok) return syntaxError(value.error);
  keep(value.value);
  return null;
}

function set(run: () => void): Issue {
  run();
  return null;
}

const READERS: { readonly [option: string]: (draft: Draft, value: string) => Issue } = {
  timeout: (draft, value) => number(value, MAX_TIMEOUT, (seconds) => (draft.timeout = Number(seconds))),
  packets: (draft, value) => number(value, MAX_COUNTER, (packets) => (draft.packets = packets)),
  bytes: (draft, value) => number(value, MAX_COUNTER, (bytes) => (draft.bytes = bytes)),
  comment: (draft, value) => {
    if (value.includes('"')) return syntaxError('" character is not permitted in comments');
    if (value.length > MAX_COMMENT)
      return syntaxError(`Comment is longer than the maximum allowed ${MAX_COMMENT} characters`);
    return set(() => (draft.comment = value));
  },
  skbmark: (draft, value) => {
    const found = /^0x([0-9a-f]{1,8})(?:\/0x([0-9a-f]{1,8}))?$/i.exec(value);
    if (found === null) return syntaxError('Invalid skbmark format, it should be:  MARK/MASK or MARK (see manpage)');
    const mask = found[2] === undefined ? 0xffffffff : Number.parseInt(found[2], 16);
    return set(() => (draft.mark = { value: Number.parseInt(found[1] ?? '0', 16), mask }));
  },
  skbprio: (draft, value) => {
    const found = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(value);
    if (found === null) return syntaxError('Invalid skbprio format, it should be:MAJOR:MINOR (see manpage)');
    const [major, minor] = [Number.parseInt(found[1] ?? '0', 16), Number.parseInt(found[2] ?? '0', 16)];
    return set(() => (draft.priority = major * 0x10000 + minor));
  },
  skbqueue: (draft, value) => number(value, 65535n, (queue) => (draft.queue = Number(queue))),
  nomatch: (draft) => set(() => (draft.nomatch = true)),
  wildcard: (draft) => set(() => (draft.wildcard = true)),
  before: (draft, value) => reference(draft, 'before', value),
  after: (draft, value) => reference(draft, 'after', value),
};

function reference(draft: Draft, where: 'before' | 'after', value: string): Issue {
  if (draft.before !== undefined || draft.after !== undefined) return syntaxError(`${where} already specified`);
  const name = parseSetName(value);
  if (!name.ok) return syntaxError(name.error);
  return set(() => (draft[where] = name.value));
}

function allowedOptions(type: SetType, command: ElementCommand): readonly string[] {
  const references = type.method === 'list' ? ['before', 'after'] : [];
  const nomatch = type.takesNomatch === true ? ['nomatch'] : [];
  if (command === 'del') return references;
  if (command === 'test') return [...references, ...nomatch];
  const wildcard = type.takesWildcard === true ? ['wildcard'] : [];
  return [
    'timeout',
    'packets',
    'bytes',
    'comment',
    'skbmark',
    'skbprio',
    'skbqueue',
    ...references,
    ...nomatch,
    ...wildcard,
  ];
}

/** Reads what follows the element. */
export function parseElementOptions(
  type: SetType,
  command: ElementCommand,
  args: readonly string[],
): Result<ElementOptions, IpsetError> {
  const draft: Draft = {};
  const allowed = allowedOptions(type, command);
  const seen = new Set<string>();
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const option = word.replace(/^--/, '');
    const read = READERS[option];
    if (read === undefined || !allowed.includes(option)) return err(usageError(`Unknown argument: \`${word}'`));
    const value = FLAGS.has(option) ? '' : args[(at += 1)];
    if (value === undefined) return err(usageError(`Missing mandatory argument of option \`${option}'`));
    if (seen.has(option) && !FLAGS.has(option)) return err(syntaxError(`${option} already specified`));
    seen.add(option);
    const issue = read(draft, value);
    if (issue !== null) return err(issue);
  }
  return ok(draft);
}

/** Cuts at the commas and counts the pieces, before any of them is read (ipset_parse_elem). */
function splitElement(type: SetType, text: string): Result<readonly string[], IpsetError> {
  const most = type.operands.length;
  const parts = [text];
  for (let rest = text; parts.length <= most;) {
    const at = findSeparator(rest, ',');
    if (at < 0) break;
    parts.splice(-1, 1, rest.slice(0, at), rest.slice(at + 1));
    rest = rest.slice(at + 1);
  }
  if (type.method === 'list')
    return parts.length > 1
      ? err(kernelError('you must specify elements as setname,[before|after],setname'))
      : ok(parts);
  if (most === 1 && parts.length > 1)
    return err(syntaxError(`Elem separator in ${text}, but settype ${type.name} supports none.`));
  if (parts.length > most)
    return err(
      syntaxError(
        `${COUNTS[most] ?? ''} elem separators in ${text}, but settype ${type.name} supports ${(COUNTS[most - 1] ?? '').toLowerCase()}.`,
      ),
    );
  const least = type.optionalLast === true ? most - 1 : most;
  return parts.length < least
    ? err(syntaxError(`${ORDINALS[parts.length] ?? ''} element is missing from ${text}.`))
    : ok(parts);
}

/** Reads the element itself: one operand per dimension, between commas. */
export function parseElement(
  type: SetType,
  command: ElementCommand,
  text: string,
): Result<readonly Operand[], IpsetError> {
  const split = splitElement(type, text);
  if (!split.ok) return split;
  const operands: Operand[] = [];
  for (const [index, part] of split.value.entries()) {
    const operand = parseOperand(type.operands[index] ?? 'ip', part);
    if (!operand.ok) return err(syntaxError(operand.error));
    operands.push(operand.value);
  }
  const range = command === 'test' && type.testsRanges !== true ? rangeIn(type, operands) : null;
  return range === null ? ok(operands) : err(kernelError(range));
}

function rangeOf(operand: Operand, isNet: boolean): string | null {
  if (operand.kind === 'ports') return operand.from === operand.to ? null : 'FROM-TO port';
  if (operand.kind !== 'addresses') return null;
  return operand.isRange ? 'FROM-TO IP' : operand.length !== null && !isNet ? 'IP/CIDR' : null;
}

/** hash:ip alone tests a range, by its first address. */
function rangeIn(type: SetType, operands: readonly Operand[]): string | null {
  for (const [index, operand] of operands.entries()) {
    const range = rangeOf(operand, type.operands[index] === 'net');
    if (range !== null)
      return `${range} range is not allowed in command test with set type ${type.name} and family ${type.operands[0] === 'plain-port' ? 'unspec' : 'inet'}`;
  }
  return null;
}
