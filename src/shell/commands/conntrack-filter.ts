import { parseAddress, parsePrefix, protocolNumber } from '../../engine/index.ts';
import type { ConntrackView } from '../../engine/index.ts';

/** What `conntrack` was told to pick entries by; null where the word is not one. */
export type Filter = (view: ConntrackView) => boolean;

/** Words of the error, without the program's name. */
export type FilterResult = Filter | string;

const TCP_STATES: ReadonlySet<string> = new Set([
  'NONE',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
  'LISTEN',
  'SYN_SENT2',
]);
const SUPPORTED: ReadonlySet<number> = new Set([1, 6, 17, 33, 47, 58, 132, 136]);

function address(text: string, of: (view: ConntrackView) => number): FilterResult {
  const prefix = parsePrefix(text);
  if (prefix === null) return `Invalid IP address \`${text}'`;
  const shift = 2 ** (32 - prefix.length);
  return (view) => Math.floor(of(view) / shift) === Math.floor(prefix.address / shift);
}

function number(text: string, of: (view: ConntrackView) => number): FilterResult {
  const wanted = Number(text);
  return Number.isInteger(wanted) ? (view) => of(view) === wanted : `Bad parameter \`${text}'`;
}

function mark(text: string): FilterResult {
  const [value, mask = 0xffffffff] = text.split('/').map(Number);
  if (value === undefined || Number.isNaN(value) || Number.isNaN(mask)) return `Bad parameter \`${text}'`;
  return (view) => (view.mark & mask) >>> 0 === (value & mask) >>> 0;
}

function status(text: string): FilterResult {
  const tests: Readonly<Record<string, Filter>> = {
    ASSURED: (view) => view.assured,
    SEEN_REPLY: (view) => view.seenReply,
    UNSET: (view) => !view.seenReply && !view.assured,
    CONFIRMED: (view) => view.confirmed,
    SRC_NAT: (view) => view.sourceNat,
    DST_NAT: (view) => view.destinationNat,
    EXPECTED: (view) => view.master !== null,
  };
  const chosen = text.split(',').map((word) => tests[word.toUpperCase()]);
  return chosen.includes(undefined)
    ? `Bad parameter \`${text}'`
    : (view) => chosen.every((test) => test?.(view) === true);
}

const nat = (text: string, of: (view: ConntrackView, wanted: number | null) => boolean): FilterResult => {
  const wanted = parseAddress(text);
  return text !== '' && wanted === null ? `Invalid IP address \`${text}'` : (view) => of(view, wanted);
};
const isSourceNat = (view: ConntrackView, wanted: number | null): boolean =>
  view.sourceNat && (wanted === null || view.reply.destination === wanted);
const isDestinationNat = (view: ConntrackView, wanted: number | null): boolean =>
  view.destinationNat && (wanted === null || view.reply.source === wanted);

function protocol(text: string): FilterResult {
  const wanted = protocolNumber(text) ?? (/^\d+$/.test(text) ? Number(text) : null);
  return wanted === null || (!SUPPORTED.has(wanted) && !/^\d+$/.test(text))
    ? `\`${text}' unsupported protocol`
    : (view) => view.protocol === wanted;
}

type Reader = (text: string) => FilterResult;

/** Options that pick entries, by every spelling. */
export const FILTERS: Readonly<Record<string, Reader>> = {
  '-p': protocol,
  '--proto': protocol,
  '--protonum': protocol,
  '-s': (text) => address(text, ({ original }) => original.source),
  '--src': (text) => address(text, ({ original }) => original.source),
  '--orig-src': (text) => address(text, ({ original }) => original.source),
  '-d': (text) => address(text, ({ original }) => original.destination),
  '--dst': (text) => address(text, ({ original }) => original.destination),
  '--orig-dst': (text) => address(text, ({ original }) => original.destination),
  '-r': (text) => address(text, ({ reply }) => reply.source),
  '--reply-src': (text) => address(text, ({ reply }) => reply.source),
  '-q': (text) => address(text, ({ reply }) => reply.destination),
  '--reply-dst': (text) => address(text, ({ reply }) => reply.destination),
  '-m': mark,
  '--mark': mark,
  '-u': status,
  '--status': status,
  '-w': (text) => number(text, ({ zone }) => zone.original),
  '--zone': (text) => number(text, ({ zone }) => zone.original),
  '--orig-zone': (text) => number(text, ({ zone }) => zone.original),
  '--reply-zone': (text) => number(text, ({ zone }) => zone.reply),
};

/** The address may be left out. */
export const NAT_FILTERS: Readonly<Record<string, Reader>> = {
  '-n': (text) => nat(text, isSourceNat),
  '--src-nat': (text) => nat(text, isSourceNat),
  '-g': (text) => nat(text, isDestinationNat),
  '--dst-nat': (text) => nat(text, isDestinationNat),
  '-j': (text) => nat(text, (view, wanted) => isSourceNat(view, wanted) || isDestinationNat(view, wanted)),
  '--any-nat': (text) => nat(text, (view, wanted) => isSourceNat(view, wanted) || isDestinationNat(view, wanted)),
};

const port =
  (of: (view: ConntrackView) => number): Reader =>
  (text) =>
    number(text, of);
const PORTS: Readonly<Record<string, Reader>> = {
  '--sport': port(({ original }) => original.sourcePart),
  '--orig-port-src': port(({ original }) => original.sourcePart),
  '--dport': port(({ original }) => original.destinationPart),
  '--orig-port-dst': port(({ original }) => original.destinationPart),
  '--reply-port-src': port(({ reply }) => reply.sourcePart),
  '--reply-port-dst': port(({ reply }) => reply.destinationPart),
};
const ICMP: Readonly<Record<string, Reader>> = {
  '--icmp-type': port(({ original }) => original.destinationPart >>> 8),
  '--icmp-code': port(({ original }) => original.destinationPart & 255),
  '--icmp-id': port(({ original }) => original.sourcePart),
};
const STATE: Readonly<Record<string, Reader>> = {
  '--state': (text) =>
    TCP_STATES.has(text.toUpperCase()) ? ({ state }) => state === text.toUpperCase() : `unknown TCP state \`${text}'`,
};

/** Options that only `-p` brings, as its argument names it. */
export function protocolFilters(name: string): Readonly<Record<string, Reader>> {
  switch (protocolNumber(name) ?? Number(name)) {
    case 6:
      return { ...PORTS, ...STATE };
    case 17:
    case 33:
    case 132:
    case 136:
      return PORTS;
    case 1:
      return ICMP;
    default:
      return {};
  }
}
