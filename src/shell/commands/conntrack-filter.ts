import { parseAddress, parsePrefix } from '../../engine/index.ts';
import type { ConntrackView } from '../../engine/index.ts';
import type { Request } from './conntrack-options.ts';

export type Filter = (view: ConntrackView) => boolean;

/** strtoul: the number that the text begins with, else 0. */
export function leadingNumber(text: string): number {
  const found = /^\s*[-+]?(0x[0-9a-fA-F]+|\d+)/.exec(text);
  return found === null ? 0 : Number(found[1]);
}

/** 'value/mask' of --mark. */
export function readMark(text: string): { readonly value: number; readonly mask: number } {
  const [value = '', mask] = text.split('/');
  return { value: leadingNumber(value) >>> 0, mask: mask === undefined ? 0xffffffff : leadingNumber(mask) >>> 0 };
}

function within(text: string, mask: string | undefined, of: (view: ConntrackView) => number): Filter {
  const prefix = parsePrefix(text);
  if (prefix === null) return () => false;
  const bits =
    mask === undefined
      ? prefix.length === 0
        ? 0
        : (0xffffffff << (32 - prefix.length)) >>> 0
      : (parseAddress(mask) ?? 0xffffffff);
  return (view) => (of(view) & bits) >>> 0 === (prefix.address & bits) >>> 0;
}

const STATUS: Readonly<Record<string, Filter>> = {
  ASSURED: (view) => view.assured,
  SEEN_REPLY: (view) => view.seenReply,
  UNSET: (view) => !view.seenReply && !view.assured,
  EXPECTED: (view) => view.master !== null,
};

function ofStatus(text: string): Filter {
  const tests = text.split(',').map((word) => STATUS[word.toUpperCase()] ?? (() => false));
  return (view) => tests.every((test) => test(view));
}

const natAddress = (text: string): number | null => (text === '' ? null : parseAddress(text.split(':')[0] ?? ''));
const isSourceNat = (view: ConntrackView, wanted: number | null): boolean =>
  view.sourceNat && (wanted === null || view.reply.destination === wanted);
const isDestinationNat = (view: ConntrackView, wanted: number | null): boolean =>
  view.destinationNat && (wanted === null || view.reply.source === wanted);

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
  status: ofStatus,
  zone: (text) => (view) => view.zone.original === leadingNumber(text) && view.zone.reply === leadingNumber(text),
  'orig-zone': equals(({ zone }) => zone.original),
  'reply-zone': equals(({ zone }) => zone.reply),
  'src-nat': (text) => (view) => isSourceNat(view, natAddress(text)),
  'dst-nat': (text) => (view) => isDestinationNat(view, natAddress(text)),
  'any-nat': (text) => (view) => isSourceNat(view, natAddress(text)) || isDestinationNat(view, natAddress(text)),
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
export function filterOf({ given, protocol }: Request, without: readonly string[] = []): Filter {
  const filters: Filter[] = [];
  for (const [name, text] of given) {
    const maker = MAKERS[name];
    if (maker === undefined || without.includes(name)) continue;
    filters.push(maker(text, given));
  }
  if (protocol !== null && !without.includes('protonum')) filters.push((view) => view.protocol === protocol.number);
  return (view) => filters.every((filter) => filter(view));
}
