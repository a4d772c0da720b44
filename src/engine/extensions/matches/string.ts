import type { Result } from '../../model/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { bytesOf, hexOf, isPrintable } from '../byte-string.ts';
import { defineMatch, type KernelRefusal } from '../extension.ts';
import { savedOption } from '../format.ts';
import { usage, type OptionSpec, type UsageError } from '../options.ts';
import { help } from './string.help.ts';

/** struct xt_string_info. `pattern` is a byte string; offsets count from the IP header. */
interface StringParams {
  readonly pattern: string;
  readonly inverted: boolean;
  readonly algorithm: string;
  readonly from: number;
  readonly to: number;
  readonly ignoreCase: boolean;
}

const OFFSET_MAX = 65535;
const PATTERN_BYTES = 128;
const ALGORITHM_BYTES = 15;

function readText(text: string): Result<string, UsageError> {
  const bytes = bytesOf(text);
  return bytes.length > PATTERN_BYTES ? usage(`STRING too long "${text}"`) : ok(bytes);
}

const isHexDigit = (char: string | undefined): boolean => char !== undefined && /^[0-9a-fA-F]$/.test(char);

/** parse_hex_string: text with |hex| blocks in it; '\' outside a block takes the next character as it is. */
function readHex(text: string): Result<string, UsageError> {
  const source = bytesOf(text);
  if (source === '') return usage('STRING must contain at least one char');
  let pattern = '';
  let inHex = false;
  for (let at = 0; at < source.length;) {
    if (source[at] === '\\' && inHex) return usage('Cannot include literals in hex data');
    const isLiteral = source[at] === '\\';
    if (source[at] === '|') {
      inHex = !inHex;
      while (inHex && source[at + 1] === ' ') at += 1;
      if (at + 1 >= source.length) break;
      at += 1;
    }
    if (isLiteral) {
      if (at + 1 >= source.length) return usage('Bad literal placement at end of string');
      pattern += source[at + 1];
      at += 2;
    } else if (inHex) {
      if (at + 1 >= source.length) return usage('Odd number of hex digits');
      if (at + 2 >= source.length) return usage('Invalid hex block');
      const bad = [source[at], source[at + 1]].find((char) => !isHexDigit(char));
      if (bad !== undefined) return usage(`Invalid hex char '${bad}'`);
      pattern += String.fromCharCode(Number.parseInt(source.slice(at, at + 2), 16));
      at += source[at + 2] === ' ' ? 3 : 2;
    } else {
      pattern += source[at];
      at += 1;
    }
    if (pattern.length > PATTERN_BYTES) return usage(`STRING too long "${text}"`);
  }
  return ok(pattern);
}

const options: readonly OptionSpec[] = [
  { name: 'from', kind: 'uint16', placeholder: '0' },
  { name: 'to', kind: 'uint16', placeholder: '65535' },
  { name: 'algo', kind: 'string', mandatory: true, choices: ['bm', 'kmp'], widget: 'select' },
  { name: 'string', kind: 'custom', read: readText, invert: true, excludes: ['hex-string'], placeholder: 'GET /' },
  { name: 'hex-string', kind: 'custom', read: readHex, invert: true, excludes: ['string'], placeholder: '|0d0a|' },
  { name: 'icase', kind: 'flag' },
];

/** A text that does not print, or ends in a backslash, is shown in hex. */
const isHex = (pattern: string): boolean => !isPrintable(pattern) || pattern.endsWith('\\');
const quoted = (pattern: string): string =>
  isHex(pattern) ? `"|${hexOf(pattern)}|"` : `"${pattern.replaceAll(/["\\]/g, '\\$&')}"`;

/** xt_string: string_mt. */
export const string = defineMatch<StringParams>({
  kind: 'match',
  name: 'string',
  size: 192,
  help,
  options,
  finalCheck: (given) =>
    given.has('string') || given.has('hex-string')
      ? null
      : { message: "STRING match: You must specify `--string' or `--hex-string'" },
  build: (given) =>
    ok({
      pattern: given.value<string>('string') ?? given.value<string>('hex-string') ?? '',
      inverted: given.inverted('string') || given.inverted('hex-string'),
      algorithm: (given.value<string>('algo') ?? '').slice(0, ALGORITHM_BYTES),
      from: given.value<number>('from') ?? 0,
      to: given.value<number>('to') ?? OFFSET_MAX,
      ignoreCase: given.has('icase'),
    }),
  check: checkSearch,
  save: ({ pattern, inverted, algorithm, from, to, ignoreCase }) => [
    ...savedOption(isHex(pattern) ? 'hex-string' : 'string', quoted(pattern), inverted),
    ...savedOption('algo', algorithm),
    ...(from === 0 ? [] : savedOption('from', from)),
    ...(to === OFFSET_MAX ? [] : savedOption('to', to)),
    ...(ignoreCase ? ['--icase'] : []),
  ],
  list: ({ pattern, inverted, algorithm, from, to, ignoreCase }) =>
    `STRING match ${inverted ? '!' : ''} ${quoted(pattern)} ALGO name ${algorithm}` +
    `${from === 0 ? '' : ` FROM ${from}`}${to === OFFSET_MAX ? '' : ` TO ${to}`}${ignoreCase ? ' ICASE' : ''}`,
  brief: ({ pattern, inverted }) => `${inverted ? '!' : ''}${quoted(pattern)}`,
  match: (params, { packet: { bytes } }) => {
    const at = find(params, bytes);
    return matchIf(
      at >= 0,
      params.inverted,
      params.inverted ? '! --string' : '--string',
      () => quoted(params.pattern),
      at < 0 ? 'not found' : `found at byte ${at}`,
    );
  },
});

/** string_mt_check: offsets that fit, a pattern, and an algorithm that exists (fsm takes other patterns than iptables gives it). */
function checkSearch({ pattern, algorithm, from, to }: StringParams): KernelRefusal | null {
  if (from > to || pattern === '' || algorithm === 'fsm') return { errno: 'EINVAL' };
  return algorithm === 'bm' || algorithm === 'kmp' ? null : { errno: 'ENOENT' };
}

const toUpper = (byte: number): number => (byte >= 97 && byte <= 122 ? byte - 32 : byte);

/** skb_find_text: first place where the whole pattern lies in [from, to), or -1. */
function find({ pattern, from, to, ignoreCase }: StringParams, bytes: Uint8Array): number {
  const same = (a: number, b: number): boolean => a === b || (ignoreCase && toUpper(a) === toUpper(b));
  const last = Math.min(to, bytes.length) - pattern.length;
  for (let at = from; at <= last; at += 1) {
    let length = 0;
    while (length < pattern.length && same(bytes[at + length] ?? 0, pattern.charCodeAt(length))) length += 1;
    if (length === pattern.length) return at;
  }
  return -1;
}
