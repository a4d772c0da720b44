import { read16 } from '../../net/index.ts';
import type { MatchContext, MatchResult, Result } from '../../model/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { nftRange, nftSet, notEqual } from '../nft-words.ts';
import { parseUnsigned } from '../numbers.ts';
import {
  usage,
  type OptionContext,
  type OptionSpec,
  type ProtocolSoFar,
  type Range,
  type UsageError,
} from '../options.ts';
import { listPort, parsePort } from '../ports.ts';
import type { ServiceProtocol } from '../services.ts';
import { help } from './multiport.help.ts';

type Which = 'sports' | 'dports' | 'ports';

/** struct xt_multiport_v1. */
interface Multiport {
  readonly which: Which;
  readonly ports: readonly Range[];
  readonly inverted: boolean;
}

/** XT_MULTI_PORTS; a range takes two. */
const SLOTS = 15;
const NAMES: Readonly<Record<number, ServiceProtocol | 'udplite'>> = {
  6: 'tcp',
  17: 'udp',
  136: 'udplite',
  132: 'sctp',
  33: 'dccp',
};
/** /etc/services knows no UDP-Lite. */
const serviceProtocol = (number: number): ServiceProtocol | null => {
  const name = NAMES[number];
  return name === undefined || name === 'udplite' ? null : name;
};

function protocolProblem({ number, inverted }: ProtocolSoFar): UsageError | null {
  if (number === 0 && !inverted)
    return { message: "multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'" };
  return inverted || NAMES[number] === undefined
    ? { message: 'multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP' }
    : null;
}

function portParser(protocol: number): (text: string) => Result<number, UsageError> {
  const services = serviceProtocol(protocol);
  if (services !== null) return (text) => parsePort(text, services);
  return (text) =>
    parseUnsigned(text, 65535) === null ? usage(`invalid port/service \`${text}' specified`) : parsePort(text, '');
}

/** parse_multi_ports_v1. */
function readPorts(text: string, { protocol }: OptionContext): Result<readonly Range[], UsageError> {
  const problem = protocolProblem(protocol);
  if (problem !== null) return { ok: false, error: problem };
  const parse = portParser(protocol.number);
  const ports: Range[] = [];
  let slots = 0;
  for (const word of text.split(',')) {
    const colon = word.indexOf(':');
    slots += colon < 0 ? 1 : 2;
    if (slots > SLOTS) return usage('too many ports specified');
    const min = parse(colon < 0 ? word : word.slice(0, colon));
    if (!min.ok) return min;
    const max = colon < 0 ? min : parse(word.slice(colon + 1));
    if (!max.ok) return max;
    if (colon >= 0 && min.value >= max.value) return usage('invalid portrange specified');
    ports.push({ min: min.value, max: max.value });
  }
  return ok(ports);
}

const option = (name: string, aliases: readonly string[], excludes: readonly string[]): OptionSpec => ({
  name,
  aliases,
  excludes,
  kind: 'custom',
  read: readPorts,
  invert: true,
  widget: 'ports',
  placeholder: '80,443,8000:8080',
});

const WHICH: readonly (readonly [string, Which])[] = [
  ['source-ports', 'sports'],
  ['destination-ports', 'dports'],
  ['ports', 'ports'],
];

/** xt_multiport: multiport_mt. */
export const multiport = defineMatch<Multiport>({
  kind: 'match',
  name: 'multiport',
  size: 80,
  help,
  options: [
    option('source-ports', ['sports'], ['destination-ports', 'ports']),
    option('destination-ports', ['dports'], ['source-ports', 'ports']),
    option('ports', ['port'], ['source-ports', 'destination-ports']),
  ],
  finalCheck: (given) => (given.all.length === 0 ? { message: 'multiport expection an option' } : null),
  build: (given) => {
    const [name, which] = WHICH.find(([candidate]) => given.has(candidate)) ?? ['ports', 'ports'];
    return ok({ which, ports: given.value<readonly Range[]>(name) ?? [], inverted: given.inverted(name) });
  },
  check: (_, { head }) =>
    NAMES[head.protocol.number] === undefined || head.protocol.inverted ? { errno: 'EINVAL' } : null,
  save: ({ which, ports, inverted }) => savedOption(which, formatPorts(ports, null), inverted),
  list: ({ which, ports, inverted }, { numeric, protocol }) =>
    `multiport ${which} ${inverted ? ' !' : ''}${formatPorts(ports, numeric ? null : serviceProtocol(protocol))}`,
  translate: ({ which, ports, inverted }, { head }) => {
    const name = NAMES[head.protocol.number] ?? '';
    if (which === 'ports') return `${name} sport . ${name} dport ${translateEither(ports)}`;
    return `${name} ${which === 'sports' ? 'sport' : 'dport'} ${notEqual(inverted)}${nftSet(ports.map(nftRange))}`;
  },
  brief: ({ which, ports, inverted }) =>
    `${{ sports: 'spt', dports: 'dpt', ports: 'port' }[which]}:${inverted ? '!' : ''}${formatPorts(ports, null)}`,
  match: matchPorts,
});

function formatPorts(ports: readonly Range[], services: ServiceProtocol | null): string {
  const port = (value: number): string => (services === null ? String(value) : listPort(value, services, false));
  return ports.map(({ min, max }) => (min === max ? port(min) : `${port(min)}:${port(max)}`)).join(',');
}

function matchPorts(
  { which, ports, inverted }: Multiport,
  { packet, fragmentOffset, transportOffset }: MatchContext<undefined>,
): MatchResult {
  const option = `--${which}`;
  if (fragmentOffset !== 0) return miss(option, 'a first fragment', 'a later fragment');
  const { bytes } = packet;
  if (bytes.length < transportOffset + 4) return { kind: 'hotdrop', reason: 'truncated ports' };
  const source = read16(bytes, transportOffset);
  const destination = read16(bytes, transportOffset + 2);
  const has = which === 'sports' ? [source] : which === 'dports' ? [destination] : [source, destination];
  const found = ports.some(({ min, max }) => has.some((port) => port >= min && port <= max));
  return matchIf(
    found,
    inverted,
    option,
    () => `${inverted ? '! ' : ''}${formatPorts(ports, null)}`,
    () => has.join(','),
  );
}

/** Every end of a range counts as a port of its own, and inversion is lost. */
const translateEither = (ports: readonly Range[]): string => {
  const ends = ports.flatMap(({ min, max }) => (min === max ? [min] : [min, max]));
  return `{ ${ends.map((port) => `0-65535 . ${port}, ${port} . 0-65535`).join(', ')} }`;
};
