import { maskOf } from '../net/index.ts';
import { err, ok } from '../model/index.ts';
import type { Result } from '../model/index.ts';
import type { SetHeader } from './element.ts';
import { findSeparator, parseNumber, parsePlainPorts, resolveAddress } from './operand.ts';
import { kernelError, syntaxError, usageError } from './request.ts';
import type { IpsetError } from './request.ts';
import type { CreateOption, SetType } from './set-type.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Mutable<SetHeader>;
type Issue = IpsetError | null;

const UINT32 = 0xffffffffn;
const MAX_TIMEOUT = 2147483n;
const BITMAP_MOST = 65536;
const FAMILIES: ReadonlySet<string> = new Set(['inet', 'ipv4', '-4', 'inet6', 'ipv6', '-6']);
const FLAGS: ReadonlySet<CreateOption> = new Set<CreateOption>(['counters', 'comment', 'forceadd', 'skbinfo']);

function number(text: string, max: bigint, keep: (value: number) => void, min = 0n): Issue {
  const value = parseNumber(text, min, max);
  if (!value.ok) return syntaxError(value.error);
  keep(Number(value.value));
  return null;
}

const READERS: { readonly [O in CreateOption]: (draft: Draft, value: string, type: SetType) => Issue } = {
  family: () => null,
  hashsize: (draft, value) => number(value, UINT32, (size) => (draft.hashSize = hashSizeOf(size))),
  maxelem: (draft, value) => number(value, UINT32, (most) => (draft.maxElements = most)),
  netmask: (draft, value) => {
    const issue = number(value, 32n, (length) => (draft.netmask = length), 1n);
    return issue === null
      ? null
      : syntaxError(
          `${issue.message.slice('Syntax error: '.length)}\nSyntax error: netmask is out of the inclusive range of 1-32`,
        );
  },
  bitmask: (draft, value) => {
    const mask = resolveAddress(value);
    if (!mask.ok) return syntaxError(`${mask.error}\nSyntax error: bitmask is not valid for family = inet`);
    draft.bitmask = mask.value;
    return null;
  },
  markmask: (draft, value) => number(value, UINT32, (mask) => (draft.markMask = mask)),
  timeout: (draft, value) => number(value, MAX_TIMEOUT, (seconds) => (draft.timeout = seconds)),
  counters: (draft) => set(() => (draft.counters = true)),
  comment: (draft) => set(() => (draft.comment = true)),
  forceadd: (draft) => set(() => (draft.forceAdd = true)),
  skbinfo: (draft) => set(() => (draft.skbInfo = true)),
  bucketsize: (draft, value) =>
    number(value, 255n, (size) => (draft.bucketSize = Math.min(12, Math.max(2, size + (size % 2))))),
  initval: (draft, value) => number(value, UINT32, (initval) => (draft.initval = initval)),
  range: (draft, value, type) =>
    type.operands[0] === 'plain-port' ? readPorts(draft, value) : readAddresses(draft, value),
  size: (draft, value) => number(value, UINT32, (size) => (draft.size = Math.max(4, size))),
};

const NO_IPV6: IpsetError = kernelError('IPv6 sets are not modelled: this machine speaks IPv4 only');

function set(run: () => void): Issue {
  run();
  return null;
}

/** The next power of two, at least 64. */
const hashSizeOf = (size: number): number => Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(1, size))));

function readAddresses(draft: Draft, value: string): Issue {
  const slash = findSeparator(value, '/');
  if (slash >= 0) {
    const [first, length] = [value.slice(0, slash), value.slice(slash + 1)];
    const from = resolveAddress(first);
    if (!from.ok) return syntaxError(from.error);
    return number(
      length,
      32n,
      (bits) => (draft.range = { from: (from.value & maskOf(bits)) >>> 0, to: (from.value | ~maskOf(bits)) >>> 0 }),
    );
  }
  const dash = findSeparator(value, '-');
  if (dash < 0) return syntaxError(`IP/cidr or IP-IP range must be specified: ${value}`);
  const from = resolveAddress(value.slice(0, dash));
  if (!from.ok) return syntaxError(from.error);
  const to = resolveAddress(value.slice(dash + 1));
  if (!to.ok) return syntaxError(to.error);
  return set(() => (draft.range = { from: Math.min(from.value, to.value), to: Math.max(from.value, to.value) }));
}

function readPorts(draft: Draft, value: string): Issue {
  const ports = parsePlainPorts(value);
  if (!ports.ok) return syntaxError(ports.error);
  if (findSeparator(value, '-') < 0) return usageError("Mandatory option `to' is missing");
  const { from, to } = ports.value;
  return set(() => (draft.range = { from: Math.min(from, to), to: Math.max(from, to) }));
}

/** The kernel draws it; here it follows from the name, so that a listing stays the same. */
function initvalOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

const draftOf = (name: string): Draft => ({
  hashSize: 1024,
  maxElements: 65536,
  netmask: null,
  bitmask: null,
  markMask: 0xffffffff,
  bucketSize: 12,
  initval: initvalOf(name),
  range: null,
  size: 8,
  timeout: null,
  counters: false,
  comment: false,
  skbInfo: false,
  forceAdd: false,
});

interface GivenOption {
  readonly option: CreateOption;
  readonly word: string;
  readonly value: string;
}

/** The options with their arguments: an unknown one is told before any value is read. */
function readWords(type: SetType, args: readonly string[]): Result<readonly GivenOption[], IpsetError> {
  const given: GivenOption[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const isFamily = word === '-4' || word === '-6';
    const option = isFamily ? 'family' : type.createOptions.find((each) => each === word.replace(/^--/, ''));
    if (option === undefined || !type.createOptions.includes(option))
      return err(usageError(`Unknown argument: \`${word}'`));
    const takesValue = !FLAGS.has(option) && !isFamily;
    const value = takesValue ? args[(at += 1)] : word;
    if (value === undefined) return err(usageError(`Missing mandatory argument of option \`${word}'`));
    const isKnown = option !== 'family' || FAMILIES.has(value);
    if (!isKnown) return err(syntaxError(`unknown inet family ${value}`));
    given.push({ option, word, value });
  }
  return ok(given);
}

/** Reads what follows `create NAME TYPE`. */
export function parseCreateOptions(
  name: string,
  type: SetType,
  args: readonly string[],
): Result<SetHeader, IpsetError> {
  const given = readWords(type, args);
  if (!given.ok) return given;
  const draft = draftOf(name);
  const seen = new Set<CreateOption>();
  for (const each of given.value) {
    const { option, word, value } = each;
    if (!FLAGS.has(option) && seen.has(option)) return err(syntaxError(`${word.replace(/^--/, '')} already specified`));
    seen.add(option);
    const issue = READERS[option](draft, value, type);
    if (issue !== null) return err(issue);
    if (seen.has('netmask') && seen.has('bitmask'))
      return err(syntaxError('bitmask and netmask are mutually exclusive, provide only one'));
  }
  if (type.method === 'bitmap' && !seen.has('range')) return err(usageError("Mandatory option `range' is missing"));
  if (given.value.some(({ option, value }) => option === 'family' && value.endsWith('6'))) return err(NO_IPV6);
  return finish(draft, type);
}

/** What the kernel makes of the options when it creates the set. */
function finish(draft: Draft, type: SetType): Result<SetHeader, IpsetError> {
  if (draft.bitmask === 0) return err(kernelError('The value of the netmask parameter is invalid'));
  if (draft.netmask === 32) draft.netmask = null;
  if (type.method !== 'bitmap' || draft.range === null) return ok(draft);
  const { netmask } = draft;
  if (netmask !== null) {
    const range = { from: (draft.range.from & maskOf(netmask)) >>> 0, to: (draft.range.to | ~maskOf(netmask)) >>> 0 };
    if (netmask <= commonBits(range.from, range.to)) return err(kernelError('Element is out of the range of the set'));
    draft.range = range;
  }
  const elements = (draft.range.to - draft.range.from + 1) / 2 ** (32 - (netmask ?? 32));
  return elements > BITMAP_MOST
    ? err(kernelError('The range you specified exceeds the size limit of the set type'))
    : ok(draft);
}

/** range_to_mask: length of the longest prefix that `to` shares with a `from` that starts it. */
function commonBits(from: number, to: number): number {
  let bits = 31;
  while (bits > 0 && (to & maskOf(bits)) >>> 0 !== from) bits -= 1;
  return bits;
}
