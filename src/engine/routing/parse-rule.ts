import { err, ok } from '../model/index.ts';
import type { Result } from '../model/index.ts';
import { protocolNumber } from '../net/index.ts';
import { invalidArgument, invalidPrefix, MAIN_TABLE, PROTOCOL_NAMES, TABLE_NAMES } from './route.ts';
import type { IpError, PolicyAction, PolicyRule, PortRange } from './route.ts';
import { numberOf, parseIpPrefix, parseUnsigned, requireWord, wordsOf } from './words.ts';
import type { Words } from './words.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
/** A policy rule as typed; the kernel chooses a priority where none was given. */
export type RuleRequest = Omit<PolicyRule, 'priority'> & { readonly priority: number | null };
type Draft = Mutable<RuleRequest>;
type Issue = IpError | null;

const empty = (): Draft => ({
  priority: null,
  not: false,
  from: null,
  to: null,
  mark: 0,
  markMask: 0,
  inDevice: null,
  outDevice: null,
  tos: 0,
  protocol: null,
  sourcePorts: null,
  destinationPorts: null,
  uids: null,
  suppressPrefixLength: null,
  action: { kind: 'lookup', table: MAIN_TABLE },
});

const set = (run: () => void): Issue => {
  run();
  return null;
};

const OPTIONS: { readonly [option: string]: (draft: Draft, value: string) => Issue } = {
  from: (draft, value) => readPrefix(value, (prefix) => (draft.from = prefix)),
  to: (draft, value) => readPrefix(value, (prefix) => (draft.to = prefix)),
  preference: (draft, value) =>
    readNumber(value, 'preference value is invalid', (priority) => (draft.priority = priority)),
  tos: (draft, value) =>
    readNumber(/^0x/i.test(value) ? value : `0x${value}`, 'TOS value is invalid', (tos) => (draft.tos = tos)),
  fwmark: readMark,
  iif: (draft, value) => set(() => (draft.inDevice = value)),
  oif: (draft, value) => set(() => (draft.outDevice = value)),
  lookup: (draft, value) => {
    const table = numberOf(value, TABLE_NAMES, 'invalid table ID');
    if (!table.ok) return table.error;
    return set(() => {
      if (draft.action.kind === 'lookup') draft.action = { kind: 'lookup', table: table.value };
      else draft.unusedTable = table.value;
    });
  },
  suppress_prefixlength: (draft, value) =>
    readNumber(value, 'suppress_prefixlength value is invalid', (length) => (draft.suppressPrefixLength = length)),
  suppress_ifgroup: (draft, value) =>
    readNumber(
      value === 'default' ? '0' : value,
      'Invalid "suppress_ifgroup" value\n',
      (group) => (draft.suppressGroup = group),
    ),
  realms: (draft, value) =>
    /^\d+(\/\d+)?$/.test(value) ? set(() => (draft.realms = value)) : invalidArgument(value, 'invalid realms'),
  protocol: (draft, value) => {
    const protocol = numberOf(value, PROTOCOL_NAMES, '"protocol" value is invalid', 255);
    return protocol.ok ? set(() => (draft.origin = protocol.value)) : protocol.error;
  },
  tun_id: (draft, value) => set(() => (draft.tunnelId = value)),
  uidrange: (draft, value) => readRange(value, 0xffffffff, 'invalid uid range', (range) => (draft.uids = range)),
  sport: (draft, value) => readRange(value, 65535, 'invalid port range', (range) => (draft.sourcePorts = range)),
  dport: (draft, value) => readRange(value, 65535, 'invalid port range', (range) => (draft.destinationPorts = range)),
  ipproto: (draft, value) => {
    const protocol = protocolNumber(value) ?? parseUnsigned(value, 255);
    return protocol === null
      ? invalidArgument(value, 'Invalid "ipproto" value')
      : set(() => (draft.protocol = protocol));
  },
  goto: (draft, value) =>
    readNumber(value, 'invalid target', (priority) => (draft.action = { kind: 'goto', priority })),
};
const ALIASES: { readonly [word: string]: string } = {
  pref: 'preference',
  prio: 'preference',
  priority: 'preference',
  order: 'preference',
  dsfield: 'tos',
  table: 'lookup',
  dev: 'iif',
  realm: 'realms',
  suppress_group: 'suppress_ifgroup',
  sup_group: 'suppress_ifgroup',
  sup_pl: 'suppress_prefixlength',
};
/** Types of actions by number (RTN_*). */
const NUMBERED: { readonly [number: string]: string } = {
  '1': 'unicast',
  '6': 'blackhole',
  '7': 'unreachable',
  '8': 'prohibit',
};
const ACTIONS: ReadonlySet<string> = new Set(['blackhole', 'unreachable', 'prohibit', 'nop']);

/** Reads what follows `ip rule add`. */
export function parsePolicyRule(text: string): Result<RuleRequest, IpError> {
  const words = wordsOf(text);
  const draft = empty();
  for (let word = words.next(); word !== undefined; word = words.next()) {
    const issue = readWord(draft, word, words);
    if (issue !== null) return err(issue);
  }
  return ok(draft);
}

function readWord(draft: Draft, word: string, words: Words): Issue {
  if (word === 'not') return set(() => (draft.not = true));
  if (word === 'l3mdev') return set(() => (draft.l3mdev = true));
  const named = word === 'type' ? requireWord(words) : ok(word);
  if (!named.ok) return named.error;
  const action = NUMBERED[named.value] ?? named.value;
  if (ACTIONS.has(action)) return set(() => act(draft, { kind: action } as PolicyAction));
  if (word === 'type' || action === 'unicast' || parseUnsigned(word, 255) !== null)
    return action === 'unicast' || parseUnsigned(named.value, 255) !== null
      ? null
      : { message: `Error: argument "${named.value}" is wrong: Failed to parse rule type`, exit: 255 };
  const option = ALIASES[word] ?? word;
  if (!Object.hasOwn(OPTIONS, option))
    return { message: `Error: argument "${word}" is wrong: Failed to parse rule type`, exit: 255 };
  const value = requireWord(words);
  return value.ok ? (OPTIONS[option]?.(draft, value.value) ?? null) : value.error;
}

function act(draft: Draft, action: PolicyAction): void {
  const { action: before } = draft;
  if (before.kind === 'lookup' && before.table !== MAIN_TABLE) draft.unusedTable = before.table;
  draft.action = action;
}

function readPrefix(word: string, store: (prefix: PolicyRule['from']) => void): Issue {
  const prefix = parseIpPrefix(word);
  if (prefix === null) return invalidPrefix(word);
  return set(() => store(prefix.length === 0 ? null : prefix));
}

function readNumber(word: string, message: string, store: (value: number) => void): Issue {
  const value = parseUnsigned(word);
  return value === null ? invalidArgument(word, message) : set(() => store(value));
}

function readMark(draft: Draft, word: string): Issue {
  const [value = '', mask] = word.split('/');
  const mark = parseUnsigned(value);
  if (mark === null) return invalidArgument(value, 'fwmark value is invalid');
  const markMask = mask === undefined ? 0xffffffff : parseUnsigned(mask);
  if (markMask === null) return invalidArgument(mask ?? '', 'fwmask value is invalid');
  return set(() => Object.assign(draft, { mark, markMask }));
}

function readRange(word: string, max: number, message: string, store: (range: PortRange) => void): Issue {
  const [from = '', to = from] = word.split('-');
  const [low, high] = [parseUnsigned(from, max), parseUnsigned(to, max)];
  return low === null || high === null || low > high
    ? invalidArgument(word, message)
    : set(() => store({ min: low, max: high }));
}
