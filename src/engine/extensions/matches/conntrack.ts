import type {
  ConntrackAttachment,
  ConntrackEntry,
  ConntrackStatus,
  Fact,
  MatchContext,
  MatchResult,
} from '../../model/index.ts';
import { MATCH, miss, ok } from '../../model/index.ts';
import { addressName, formatAddress, formatMask, maskLength } from '../address.ts';
import { briefStates, CONNTRACK_STATES, conntrackState, formatNames, parseNames } from '../conntrack-state.ts';
import { defineMatch, type ListStyle } from '../extension.ts';
import { savedOption, savedRange } from '../format.ts';
import { nftRange, notEqual, nftWords } from '../nft-words.ts';
import { usage, type GivenOptions, type OptionSpec, type Range } from '../options.ts';
import { help } from './conntrack.help.ts';

interface Inverted<T> {
  readonly value: T;
  readonly inverted: boolean;
}

interface Network {
  readonly address: number;
  readonly mask: number;
}

/** struct xt_conntrack_mtinfo3: null is no condition. */
interface Conntrack {
  readonly ctstate: Inverted<number> | null;
  readonly ctproto: Inverted<number> | null;
  readonly addresses: { readonly [N in AddressOption]: Inverted<Network> | null };
  readonly ports: { readonly [N in PortOption]: Inverted<Range> | null };
  readonly ctstatus: Inverted<number> | null;
  /** Seconds. */
  readonly ctexpire: Inverted<Range> | null;
  readonly ctdir: 'ORIGINAL' | 'REPLY' | null;
}

const ADDRESS_OPTIONS = ['ctorigsrc', 'ctorigdst', 'ctreplsrc', 'ctrepldst'] as const;
type AddressOption = (typeof ADDRESS_OPTIONS)[number];
const PORT_OPTIONS = ['ctorigsrcport', 'ctorigdstport', 'ctreplsrcport', 'ctrepldstport'] as const;
type PortOption = (typeof PORT_OPTIONS)[number];

const STATE_ORDER = ['INVALID', 'NEW', 'ESTABLISHED', 'RELATED', 'UNTRACKED', 'SNAT', 'DNAT'];
const STATUSES = { EXPECTED: 1, SEEN_REPLY: 2, ASSURED: 4, CONFIRMED: 8 } as const;
const STATUS_ORDER = ['NONE', ...Object.keys(STATUSES)];

const options: readonly OptionSpec[] = [
  {
    name: 'ctstate',
    kind: 'custom',
    invert: true,
    widget: 'flags',
    choices: STATE_ORDER,
    placeholder: 'RELATED,ESTABLISHED',
    read: (text) =>
      parseNames(text, CONNTRACK_STATES, STATE_ORDER, { bad: (rest) => `Bad ctstate "${rest}"`, empty: null }),
  },
  { name: 'ctproto', kind: 'protocol', invert: true },
  ...ADDRESS_OPTIONS.map((name): OptionSpec => ({ name, kind: 'hostmask', invert: true, placeholder: '10.0.0.0/8' })),
  {
    name: 'ctstatus',
    kind: 'custom',
    invert: true,
    widget: 'flags',
    choices: STATUS_ORDER,
    placeholder: 'ASSURED',
    read: (text) => parseNames(text, STATUSES, STATUS_ORDER, { bad: (rest) => `Bad ctstatus "${rest}"`, empty: null }),
  },
  { name: 'ctexpire', kind: 'uint32range', invert: true, placeholder: '60:120' },
  ...PORT_OPTIONS.map((name): OptionSpec => ({ name, kind: 'portrange', invert: true, placeholder: '443' })),
  {
    name: 'ctdir',
    kind: 'custom',
    widget: 'select',
    choices: ['ORIGINAL', 'REPLY'],
    read: (text) =>
      /^(original|reply)$/i.test(text)
        ? ok(text.toUpperCase())
        : usage(`conntrack: Bad value for "--ctdir" option: "${text}"`),
  },
];

const taken = <T>(given: GivenOptions, name: string): Inverted<T> | null => {
  const option = given.find(name);
  return option === undefined ? null : { value: option.value as T, inverted: option.inverted };
};
const takenOf = <N extends string, T>(
  given: GivenOptions,
  names: readonly N[],
): { readonly [K in N]: Inverted<T> | null } =>
  Object.fromEntries(names.map((name) => [name, taken<T>(given, name)])) as { readonly [K in N]: Inverted<T> | null };

/** xt_conntrack: conntrack_mt_v3. */
export const conntrack = defineMatch<Conntrack>({
  kind: 'match',
  name: 'conntrack',
  size: 200,
  help,
  options,
  needs: ['conntrack', 'defrag'],
  finalCheck: (given) => (given.all.length === 0 ? { message: 'conntrack: At least one option is required' } : null),
  build: (given) =>
    ok({
      ctstate: taken(given, 'ctstate'),
      ctproto: taken(given, 'ctproto'),
      addresses: takenOf<AddressOption, Network>(given, ADDRESS_OPTIONS),
      ports: takenOf<PortOption, Range>(given, PORT_OPTIONS),
      ctstatus: taken(given, 'ctstatus'),
      ctexpire: taken(given, 'ctexpire'),
      ctdir: given.value<'ORIGINAL' | 'REPLY'>('ctdir') ?? null,
    }),
  save: (params) => words(params, null).flatMap(({ name, text, inverted }) => savedOption(name, text, inverted)),
  list: (params, style) =>
    words(params, style)
      .map(({ name, text, inverted }) => `${inverted ? '! ' : ''}${name} ${text}`)
      .join(' '),
  translate: translateConntrack,
  brief: (params) => words(params, null).map(briefWord).join(' '),
  match: matchConntrack,
});

interface Word {
  readonly name: string;
  readonly text: string;
  readonly inverted: boolean;
}

const briefWord = ({ name, text, inverted }: Word): string =>
  `${inverted ? '!' : ''}${name === 'ctstate' ? briefStates(text.split(',').reduce((mask, state) => mask | stateBit(state), 0)) : `${name}:${text}`}`;
const stateBit = (name: string): number => CONNTRACK_STATES[name as keyof typeof CONNTRACK_STATES] ?? 0;

const formatStatus = (mask: number): string => formatNames(mask, STATUSES) || 'NONE';

function formatNetwork({ address, mask }: Network, style: ListStyle | null): string {
  if (style !== null && !style.numeric && address === 0) return 'anywhere';
  const name = style === null || style.numeric ? null : addressName(address);
  return `${name ?? formatAddress(address)}${formatMask(mask)}`;
}

/** conntrack_dump: the options in iptables' order; `style` null for save. */
function words(params: Conntrack, style: ListStyle | null): readonly Word[] {
  const word = <T>(name: string, option: Inverted<T> | null, format: (value: T) => string): readonly Word[] =>
    option === null ? [] : [{ name, text: format(option.value), inverted: option.inverted }];
  return [
    ...word('ctstate', params.ctstate, (mask) => formatNames(mask, CONNTRACK_STATES)),
    ...word('ctproto', params.ctproto, String),
    ...ADDRESS_OPTIONS.flatMap((name) =>
      word(name, params.addresses[name], (network) => formatNetwork(network, style)),
    ),
    ...PORT_OPTIONS.flatMap((name) => word(name, params.ports[name], savedRange)),
    ...word('ctstatus', params.ctstatus, formatStatus),
    ...word('ctexpire', params.ctexpire, savedRange),
    ...(params.ctdir === null ? [] : [{ name: 'ctdir', text: params.ctdir, inverted: false }]),
  ];
}

/** A packet without an entry matches as soon as its ctstate does, whatever else is asked of the entry, as in the kernel. */
function matchConntrack(params: Conntrack, context: MatchContext<undefined>): MatchResult {
  const state = matchState(params, context);
  const attachment = context.packet.conntrack;
  if (state !== null && state.kind !== 'match') return state;
  if (attachment === null || attachment === 'untracked')
    return state ?? miss('-m conntrack', 'a tracked packet', conntrackState(context.packet));
  return matchEntry(params, attachment, context.host.now());
}

function matchState({ ctstate }: Conntrack, { packet }: MatchContext<undefined>): MatchResult | null {
  if (ctstate === null) return null;
  const state = conntrackState(packet);
  const status = packet.conntrack === null || packet.conntrack === 'untracked' ? null : packet.conntrack.entry.status;
  const has =
    stateBit(state) | (status?.sourceNat ? stateBit('SNAT') : 0) | (status?.destinationNat ? stateBit('DNAT') : 0);
  return condition(
    '--ctstate',
    ctstate,
    (ctstate.value & has) !== 0,
    () => formatNames(ctstate.value, CONNTRACK_STATES),
    () => formatNames(has, CONNTRACK_STATES),
  );
}

const condition = <T>(
  option: string,
  { inverted }: Inverted<T>,
  holds: boolean,
  wants: () => string,
  has: Fact,
): MatchResult => (holds !== inverted ? MATCH : miss(option, () => `${inverted ? '! ' : ''}${wants()}`, has));

const statusBits = (status: ConntrackStatus): number =>
  (status.expected ? STATUSES.EXPECTED : 0) |
  (status.seenReply ? STATUSES.SEEN_REPLY : 0) |
  (status.assured ? STATUSES.ASSURED : 0) |
  (status.confirmed ? STATUSES.CONFIRMED : 0);

/** nf_ct_expires: whole seconds left. Before confirmation the field holds a length, which read as an instant is long past. */
const secondsLeft = (entry: ConntrackEntry, now: number): number =>
  entry.status.confirmed ? Math.floor(Math.max(0, entry.expires - now) / 1000) : 0;

/** The conditions on the entry in the kernel's order; the first that fails is the reason. */
function matchEntry(params: Conntrack, { entry, direction }: ConntrackAttachment, now: number): MatchResult {
  if (params.ctdir !== null && params.ctdir.toLowerCase() !== direction)
    return miss('--ctdir', params.ctdir, direction.toUpperCase());
  const { original, reply } = entry;
  const addresses = {
    ctorigsrc: original.source,
    ctorigdst: original.destination,
    ctreplsrc: reply.source,
    ctrepldst: reply.destination,
  };
  for (const name of ADDRESS_OPTIONS) {
    const wanted = params.addresses[name];
    if (wanted === null) continue;
    const holds = ((addresses[name] ^ wanted.value.address) & wanted.value.mask) === 0;
    const result = condition(
      `--${name}`,
      wanted,
      holds,
      () => formatNetwork(wanted.value, null),
      () => formatAddress(addresses[name]),
    );
    if (result.kind !== 'match') return result;
  }
  if (params.ctproto !== null) {
    const result = condition(
      '--ctproto',
      params.ctproto,
      params.ctproto.value === original.protocol,
      () => String(params.ctproto?.value),
      original.protocol,
    );
    if (result.kind !== 'match') return result;
  }
  const parts = {
    ctorigsrcport: original.sourcePart,
    ctorigdstport: original.destinationPart,
    ctreplsrcport: reply.sourcePart,
    ctrepldstport: reply.destinationPart,
  };
  for (const name of PORT_OPTIONS) {
    const wanted = params.ports[name];
    const result = wanted === null ? MATCH : matchRange(`--${name}`, wanted, parts[name]);
    if (result.kind !== 'match') return result;
  }
  if (params.ctstatus !== null) {
    const { value } = params.ctstatus;
    const has = statusBits(entry.status);
    const result = condition(
      '--ctstatus',
      params.ctstatus,
      (value & has) !== 0,
      () => formatStatus(value),
      () => formatStatus(has),
    );
    if (result.kind !== 'match') return result;
  }
  return params.ctexpire === null ? MATCH : matchRange('--ctexpire', params.ctexpire, secondsLeft(entry, now));
}

const matchRange = (option: string, wanted: Inverted<Range>, has: number): MatchResult =>
  condition(option, wanted, has >= wanted.value.min && has <= wanted.value.max, () => savedRange(wanted.value), has);

const NFT_KEYS: { readonly [N in AddressOption | PortOption]: string } = {
  ctorigsrc: 'ct original saddr',
  ctorigdst: 'ct original daddr',
  ctreplsrc: 'ct reply saddr',
  ctrepldst: 'ct reply daddr',
  ctorigsrcport: 'ct original proto-src',
  ctorigdstport: 'ct original proto-dst',
  ctreplsrcport: 'ct reply proto-src',
  ctrepldstport: 'ct reply proto-dst',
};

/** SNAT and DNAT are bits of the status to nft: with either, nothing but that is said, and inversion is lost. */
function translateState({ value, inverted }: Inverted<number>): string {
  if (value & CONNTRACK_STATES.SNAT) return 'ct status snat';
  if (value & CONNTRACK_STATES.DNAT) return 'ct status dnat';
  return nftWords('ct state', inverted ? '!' : '', formatNames(value, CONNTRACK_STATES).toLowerCase());
}

const translateStatus = ({ value, inverted }: Inverted<number>): string =>
  nftWords('ct status', inverted ? '!' : '', formatNames(value, STATUSES).toLowerCase().replaceAll('_', '-'));

/** A mask that is no prefix is left out. */
const translateNetwork = ({ address, mask }: Network): string =>
  formatAddress(address) + (maskLength(mask) === null ? '' : formatMask(mask));

function translateConntrack({ ctdir, ctproto, ctstate, ctstatus, ctexpire, addresses, ports }: Conntrack): string {
  const part = <T>(key: string, option: Inverted<T> | null, format: (value: T) => string): string =>
    option === null ? '' : `${key} ${notEqual(option.inverted)}${format(option.value)}`;
  return nftWords(
    ctdir === null ? '' : `ct direction ${ctdir.toLowerCase()}`,
    part('ct original protocol', ctproto, String),
    ctstate === null ? '' : translateState(ctstate),
    ctstatus === null ? '' : translateStatus(ctstatus),
    part('ct expiration', ctexpire, nftRange),
    ...ADDRESS_OPTIONS.map((name) => part(NFT_KEYS[name], addresses[name], translateNetwork)),
    ...PORT_OPTIONS.map((name) => part(NFT_KEYS[name], ports[name], nftRange)),
  );
}
