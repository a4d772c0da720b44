import { parseAddress } from '../../engine/index.ts';
import type { ConntrackView } from '../../engine/index.ts';
import type { Request } from './conntrack-options.ts';
import { leadingNumber, readAddress, readMark } from './conntrack-words.ts';

export type Filter = (view: ConntrackView) => boolean;

function within(text: string, mask: string | undefined, of: (view: ConntrackView) => number): Filter {
  const [first = '', length = '32'] = text.replace(/\/$/, '').split('/');
  const address = readAddress(first);
  if (address === null) return () => false;
  const bits =
    mask === undefined
      ? length === '0'
        ? 0
        : (0xffffffff << (32 - Number(length))) >>> 0
      : (readAddress(mask) ?? 0xffffffff);
  return (view) => (of(view) & bits) >>> 0 === (address & bits) >>> 0;
}

const STATUS: Readonly<Record<string, Filter>> = {
  ASSURED: (view) => view.assured,
  SEEN_REPLY: (view) => view.seenReply,
  EXPECTED: (view) => view.master !== null,
};

/** Words of --status that stand for no bit. */
const WITHOUT_BIT: ReadonlySet<string> = new Set(['UNSET', 'UNREPLIED', 'SRC_NAT', 'DST_NAT']);
export const statusWords = (text: string): readonly string[] => text.split(',').map((word) => word.toUpperCase());

/** Bits that must be set; UNREPLIED, a bit that must not, is known only to the kernel's own filter, which only -L uses, and gives way there to SEEN_REPLY. */
function ofStatus(text: string, action: Request['action']): Filter {
  const words = statusWords(text);
  const tests = words.filter((word) => !WITHOUT_BIT.has(word)).map((word) => STATUS[word] ?? (() => false));
  const isUnreplied = action === 'L' && words.includes('UNREPLIED') && !words.includes('SEEN_REPLY');
  return (view) => tests.every((test) => test(view)) && !(isUnreplied && view.seenReply);
}

/** -L hands the kernel a status that asks for nothing, which it refuses. */
export const asksNoStatus = ({ given }: Request): boolean => {
  const words = statusWords(given.get('status') ?? 'UNREPLIED');
  return words.every((word) => word !== 'UNREPLIED' && WITHOUT_BIT.has(word));
};

/** 'address:port' of --src-nat and --dst-nat, '' for any. */
function natOf(text: string): { readonly address: number; readonly port: number | null } | null {
  const [address = '', port] = text.split(':');
  return text === '' ? null : { address: parseAddress(address) ?? 0, port: port === undefined ? null : Number(port) };
}

/**
 * nfct_getobjopt(IS_SNAT, IS_SPAT): what differs from a plain answer. For ICMP it is type and code that it holds against the id,
 * so that nearly every ping counts.
 */
const isNat = (from: ConntrackEnd, to: ConntrackEnd, text: string): boolean => {
  const wanted = natOf(text);
  const [address, port] = [from.address !== to.address, from.port !== to.port];
  if (wanted === null) return address || port;
  if (!address || to.address !== wanted.address) return false;
  return wanted.port === null || (port && to.port === wanted.port);
};

interface ConntrackEnd {
  readonly address: number;
  readonly port: number;
}

const isSourceNat = ({ original, reply }: ConntrackView, text: string): boolean =>
  isNat(
    { address: original.source, port: original.sourcePart },
    { address: reply.destination, port: reply.destinationPart },
    text,
  );
const isDestinationNat = ({ original, reply }: ConntrackView, text: string): boolean =>
  isNat(
    { address: original.destination, port: original.destinationPart },
    { address: reply.source, port: reply.sourcePart },
    text,
  );

type Maker = (text: string, given: ReadonlyMap<string, string>) => Filter;
const equals =
  (of: (view: ConntrackView) => number, bits = 0xffff): Maker =>
  (text) =>
  (view) =>
    of(view) === (leadingNumber(text) & bits);

/** What each option picks by. */
const MAKERS: Readonly<Record<string, Maker>> = {
  src: (text, given) => within(text, given.get('mask-src'), ({ original }) => original.source),
  dst: (text, given) => within(text, given.get('mask-dst'), ({ original }) => original.destination),
  'reply-src': (text) => within(text, undefined, ({ reply }) => reply.source),
  'reply-dst': (text) => within(text, undefined, ({ reply }) => reply.destination),
  timeout: (text) => (view) => Math.floor(view.remaining / 1000) === leadingNumber(text),
  family: (text) => () => text === 'ipv4',
  mark: (text) => {
    const { value, mask } = readMark(text);
    return (view) => (view.mark & mask) >>> 0 === value;
  },
  zone: (text) => (view) => view.zone.original === leadingNumber(text) && view.zone.reply === leadingNumber(text),
  'orig-zone': equals(({ zone }) => zone.original),
  'reply-zone': equals(({ zone }) => zone.reply),
  'src-nat': (text) => (view) => isSourceNat(view, text),
  'dst-nat': (text) => (view) => isDestinationNat(view, text),
  'any-nat': (text) => (view) => isSourceNat(view, text) || isDestinationNat(view, text),
  id: (text) => (view) => view.id === leadingNumber(text),
  sport: equals(({ original }) => original.sourcePart),
  dport: equals(({ original }) => original.destinationPart),
  'reply-sport': equals(({ reply }) => reply.sourcePart),
  'reply-dport': equals(({ reply }) => reply.destinationPart),
  type: equals(({ original }) => original.destinationPart >>> 8, 0xff),
  code: equals(({ original }) => original.destinationPart & 255, 0xff),
  query: equals(({ original }) => original.sourcePart),
  state: (text) => (view) => view.state === text,
};

/** Only entries that all options name; `without` are options that say something else here. */
export function filterOf({ action, given, protocol }: Request, without: readonly string[] = []): Filter {
  const filters: Filter[] = [];
  for (const [name, text] of given) {
    const maker = MAKERS[name];
    if (maker === undefined || without.includes(name)) continue;
    filters.push(maker(text, given));
  }
  const status = without.includes('status') ? undefined : given.get('status');
  if (status !== undefined) filters.push(ofStatus(status, action));
  if (protocol !== null && !without.includes('protonum')) filters.push((view) => view.protocol === protocol.number);
  return (view) => filters.every((filter) => filter(view));
}
