import { maskOf } from '../net/index.ts';
import type { Prefix } from '../net/index.ts';
import { err, ok } from '../model/index.ts';
import type { Result } from '../model/index.ts';
import {
  BOOT_PROTOCOL,
  incomplete,
  invalidArgument,
  invalidPrefix,
  isErrorType,
  kernelError,
  LOCAL_TABLE,
  MAIN_TABLE,
  PROTOCOL_NAMES,
  SCOPES,
  TABLE_NAMES,
} from './route.ts';
import type { IpError, NextHop, RouteType } from './route.ts';
import { numberOf, parseIpAddress, parseIpPrefix, parseUnsigned, requireWord, wordsOf } from './words.ts';
import type { Words } from './words.ts';

/** A route as typed: what the kernel fills in (scope, device, table) may still be open. */
export interface RouteRequest {
  type: RouteType;
  typeGiven: boolean;
  prefix: Prefix | null;
  table: number | null;
  tos: number;
  metric: number | null;
  protocol: number | null;
  scope: number | null;
  source: number | null;
  mtu: number | null;
  mtuLocked: boolean;
  realm: number;
  metrics: string[];
  gateway: number | null;
  device: string | null;
  onlink: boolean;
  hops: { gateway: number | null; device: string | null; weight: number; onlink: boolean }[];
}

/** In the order in which iproute2 tries them: any beginning will do (rtnl_rtntype_a2n). */
const TYPES = [
  'local',
  'broadcast',
  'anycast',
  'multicast',
  'prohibit',
  'unreachable',
  'blackhole',
  'xresolve',
  'unicast',
  'throw',
] as const;
const typeOf = (word: string): (typeof TYPES)[number] | null =>
  word === 'brd'
    ? 'broadcast'
    : (TYPES.find((type) => word !== '' && word !== 'all' && word !== 'any' && type.startsWith(word)) ?? null);
/** Metrics that change nothing here; they are kept and printed. */
const OTHER_METRICS: ReadonlySet<string> = new Set([
  'window',
  'rtt',
  'rttvar',
  'ssthresh',
  'cwnd',
  'advmss',
  'reordering',
  'hoplimit',
  'initcwnd',
  'features',
  'rto_min',
  'initrwnd',
  'quickack',
  'congctl',
]);

const empty = (): RouteRequest => ({
  type: 'unicast',
  typeGiven: false,
  prefix: null,
  table: null,
  tos: 0,
  metric: null,
  protocol: null,
  scope: null,
  source: null,
  mtu: null,
  mtuLocked: false,
  realm: 0,
  metrics: [],
  gateway: null,
  device: null,
  onlink: false,
  hops: [],
});

type Issue = IpError | null;
type Reader = (request: RouteRequest, value: string, words: Words) => Issue;

/** One option each; they return what is wrong, or null. */
const OPTIONS: { readonly [option: string]: Reader } = {
  to: (request, value) => setPrefix(request, value),
  via: (request, value, words) => {
    const word = value === 'inet' ? (words.next() ?? '') : value;
    const gateway = parseIpAddress(word);
    // Once the destination told the family, iproute2 names it.
    const isKnown = request.prefix !== null && !(request.prefix.address === 0 && request.prefix.length === 0);
    const what = isKnown || value === 'inet' ? 'inet address' : 'any valid address';
    if (gateway === null) return { message: `Error: ${what} is expected rather than "${word}".`, exit: 1 };
    request.gateway = gateway;
    return null;
  },
  dev: (request, value) => assign(() => (request.device = value)),
  oif: (request, value) => assign(() => (request.device = value)),
  src: (request, value) => {
    request.source = parseIpAddress(value);
    return request.source === null
      ? { message: `Error: inet address is expected rather than "${value}".`, exit: 1 }
      : null;
  },
  metric: (request, value) =>
    take(numberOf(value, {}, '"metric" value is invalid'), (metric) => (request.metric = metric)),
  tos: (request, value) => take(tosOf(value), (tos) => (request.tos = tos)),
  table: (request, value) =>
    take(numberOf(value, TABLE_NAMES, '"table" value is invalid'), (table) => (request.table = table)),
  scope: (request, value) =>
    take(numberOf(value, SCOPES, 'invalid "scope" value', 255), (scope) => (request.scope = scope)),
  protocol: (request, value) =>
    take(
      numberOf(value, PROTOCOL_NAMES, '"protocol" value is invalid', 255),
      (protocol) => (request.protocol = protocol),
    ),
  realms: (request, value) => take(numberOf(value, {}, '"realm" value is invalid'), (realm) => (request.realm = realm)),
  mtu: (request, value, words) => {
    request.mtuLocked = value === 'lock';
    const word = request.mtuLocked ? (words.next() ?? '') : value;
    return take(numberOf(word, {}, '"mtu" value is invalid'), (mtu) => (request.mtu = mtu));
  },
};
const ALIASES: { readonly [word: string]: string } = {
  dsfield: 'tos',
  priority: 'metric',
  preference: 'metric',
  proto: 'protocol',
  realm: 'realms',
};

function assign(run: () => void): Issue {
  run();
  return null;
}

function take<T>(result: Result<T, IpError>, store: (value: T) => void): Issue {
  if (!result.ok) return result.error;
  store(result.value);
  return null;
}

function tosOf(word: string): Result<number, IpError> {
  const tos = parseUnsigned(/^0x/i.test(word) ? word : `0x${word}`, 255);
  return tos === null ? err(invalidArgument(word, '"tos" value is invalid')) : ok(tos);
}

function setPrefix(request: RouteRequest, word: string): Issue {
  request.prefix = parseIpPrefix(word);
  return request.prefix === null ? invalidPrefix(word) : null;
}

/** Reads what follows `ip route add`. */
export function parseRoute(text: string): Result<RouteRequest, IpError> {
  const words = wordsOf(text);
  const request = empty();
  for (let word = words.next(); word !== undefined; word = words.next()) {
    const issue = readWord(request, word, words);
    if (issue !== null) return err(issue);
  }
  // Not even a destination: iproute2 prints its usage.
  return request.prefix === null ? err({ message: '', exit: 255 }) : ok(request);
}

/** Kept in the kernel's order (RTAX_*), name and value side by side. */
function withMetric(metrics: readonly string[], name: string, value: string): string[] {
  const rank = [...OTHER_METRICS];
  const pairs = metrics.flatMap((word, at) => (at % 2 === 0 ? [[word, metrics[at + 1] ?? '']] : []));
  const others = pairs.filter(([known]) => known !== name);
  return [...others, [name, value]].toSorted(([a = ''], [b = '']) => rank.indexOf(a) - rank.indexOf(b)).flat();
}

function readWord(request: RouteRequest, word: string, words: Words): Issue {
  if (word === 'onlink' || word === 'pervasive')
    return assign(() => (request.onlink = word === 'onlink' || request.onlink));
  if (word === 'nexthop') {
    // Next hops come last; what follows is theirs.
    if (request.prefix === null) return { message: '', exit: 255 };
    const issue = readHop(request, words);
    const next = words.peek();
    if (issue !== null || next === undefined || next === 'nexthop') return issue;
    return { message: `Error: "nexthop" or end of line is expected instead of "${next}"`, exit: 255 };
  }
  if (word === 'via' && request.gateway !== null)
    return invalidArgument(word, 'use nexthop syntax to specify multiple via');
  if (word === 'nat' && request.prefix === null && !request.typeGiven) {
    const value = requireWord(words);
    return value.ok ? setPrefix(request, value.value) : value.error;
  }
  const option = ALIASES[word] ?? word;
  if (Object.hasOwn(OPTIONS, option)) {
    const value = requireWord(words);
    return value.ok ? (OPTIONS[option]?.(request, value.value, words) ?? null) : value.error;
  }
  if (OTHER_METRICS.has(word)) {
    const value = requireWord(words);
    if (!value.ok) return value.error;
    // iproute2 always locks this one.
    const text = word === 'rto_min' ? `lock ${value.value}` : value.value;
    return assign(() => (request.metrics = withMetric(request.metrics, word, text)));
  }
  const type = request.prefix === null && !request.typeGiven ? typeOf(word) : null;
  if (type === 'xresolve') {
    const value = requireWord(words);
    return value.ok ? setPrefix(request, value.value) : value.error;
  }
  if (type !== null) {
    request.type = type;
    request.typeGiven = true;
    return words.peek() === undefined ? incomplete : null;
  }
  if (request.prefix !== null)
    return { message: `Error: either "to" is duplicate, or "${word}" is a garbage.`, exit: 255 };
  return setPrefix(request, word);
}

function readHop(request: RouteRequest, words: Words): Issue {
  const hop: RouteRequest['hops'][number] = { gateway: null, device: null, weight: 1, onlink: false };
  for (let word = words.peek(); word !== undefined && word !== 'nexthop'; word = words.peek()) {
    if (!['via', 'dev', 'weight', 'onlink'].includes(word)) break;
    words.next();
    if (word === 'onlink') {
      hop.onlink = true;
      continue;
    }
    const value = requireWord(words);
    if (!value.ok) return value.error;
    const issue = setHop(hop, word, value.value);
    if (issue !== null) return issue;
  }
  request.hops.push(hop);
  return null;
}

function setHop(hop: RouteRequest['hops'][number], option: string, value: string): Issue {
  if (option === 'dev') return assign(() => (hop.device = value));
  if (option === 'weight') {
    const weight = parseUnsigned(value, 256);
    return weight === null || weight === 0
      ? invalidArgument(value, '"weight" is invalid')
      : assign(() => (hop.weight = weight));
  }
  const gateway = parseIpAddress(value);
  return gateway === null
    ? { message: `Error: any valid address is expected rather than "${value}".`, exit: 1 }
    : assign(() => (hop.gateway = gateway));
}

/** What iproute2 itself fills in before it asks the kernel (iproute_modify). */
export function defaultsOf(request: RouteRequest): {
  readonly table: number;
  readonly scope: number;
  readonly protocol: number;
  readonly hops: readonly NextHop[];
} {
  const isLocal = request.type === 'local';
  const onLink = request.type === 'broadcast' || request.type === 'multicast' || request.type === 'anycast';
  const direct = request.type === 'unicast' && request.gateway === null && request.hops.length === 0;
  const table = request.table ?? (isLocal || onLink ? LOCAL_TABLE : MAIN_TABLE);
  const scope = request.scope ?? (isLocal ? SCOPES.host : onLink || direct ? SCOPES.link : SCOPES.global);
  return { table, scope, protocol: request.protocol ?? BOOT_PROTOCOL, hops: hopsOf(request) };
}

function hopsOf(request: RouteRequest): readonly NextHop[] {
  if (isErrorType(request.type)) return [];
  if (request.hops.length > 0) return request.hops.map((hop) => ({ ...hop, device: hop.device ?? '' }));
  return [{ device: request.device ?? '', gateway: request.gateway, weight: 1, onlink: request.onlink }];
}

/** The kernel refuses a prefix with host bits. */
export const checkPrefix = ({ address, length }: Prefix): Issue =>
  (address & ~maskOf(length)) === 0 ? null : kernelError('Invalid prefix for given prefix length.');
