import { read16, read8 } from '../../net/index.ts';
import type { MatchContext, MatchResult, Result } from '../../model/index.ts';
import { MATCH, matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption, savedRange } from '../format.ts';
import { nftCondition, nftWords } from '../nft-words.ts';
import { usage, type OptionContext, type OptionSpec, type Range, type UsageError } from '../options.ts';
import { listPorts, parsePortRange } from '../ports.ts';
import { chunkMatch, type Chunks, formatChunks, parseChunks, translateChunks } from '../sctp-chunks.ts';
import { help } from './sctp.help.ts';

interface Ports extends Range {
  readonly inverted: boolean;
}

/** struct xt_sctp_info; null is no condition. */
interface Sctp {
  readonly source: Ports | null;
  readonly destination: Ports | null;
  readonly chunks: (Chunks & { readonly inverted: boolean }) | null;
}

const HEADER_LENGTH = 12;

function readPorts(text: string, { option, given }: OptionContext): Result<Range, UsageError> {
  const name = option === 'sport' || option === 'source-port' ? 'source-port' : 'destination-port';
  return given.has(name) ? usage(`Only one \`--${name}' allowed`) : parsePortRange(text, 'sctp');
}

const readChunks = (text: string, { second, given }: OptionContext): Result<Chunks, UsageError> =>
  given.has('chunk-types') ? usage("Only one `--chunk-types' allowed") : parseChunks(text, second);

const options: readonly OptionSpec[] = [
  {
    name: 'source-port',
    aliases: ['sport'],
    kind: 'custom',
    read: readPorts,
    invert: true,
    unchecked: true,
    widget: 'ports',
    placeholder: '1024:65535',
  },
  {
    name: 'destination-port',
    aliases: ['dport'],
    kind: 'custom',
    read: readPorts,
    invert: true,
    unchecked: true,
    widget: 'ports',
    placeholder: '3868',
  },
  {
    name: 'chunk-types',
    kind: 'custom',
    read: readChunks,
    invert: true,
    unchecked: true,
    secondWord: '--chunk-types requires two args',
    placeholder: 'any DATA,INIT',
  },
];

const words = (name: string, ports: Ports | null, numeric: boolean): string =>
  ports === null ? '' : listPorts(name, ports, ports.inverted, { protocol: 'sctp', numeric });

/** xt_sctp: sctp_mt. */
export const sctp = defineMatch<Sctp>({
  kind: 'match',
  name: 'sctp',
  size: 328,
  help,
  options,
  legality: { protocols: [132] },
  build: (given) => {
    const ports = (name: string): Ports | null => {
      const range = given.value<Range>(name);
      return range === undefined ? null : { ...range, inverted: given.inverted(name) };
    };
    const chunks = given.value<Chunks>('chunk-types');
    return ok({
      source: ports('source-port'),
      destination: ports('destination-port'),
      chunks: chunks === undefined ? null : { ...chunks, inverted: given.inverted('chunk-types') },
    });
  },
  save: ({ source, destination, chunks }) => [
    ...(source === null ? [] : savedOption('sport', savedRange(source), source.inverted)),
    ...(destination === null ? [] : savedOption('dport', savedRange(destination), destination.inverted)),
    ...(chunks === null ? [] : savedOption('chunk-types', formatChunks(chunks, false), chunks.inverted)),
  ],
  list: ({ source, destination, chunks }, { numeric }) =>
    `sctp${words('spt', source, numeric)}${words('dpt', destination, numeric)}` +
    (chunks === null ? '' : ` ${chunks.inverted ? '! ' : ''}${formatChunks(chunks, numeric)}`),
  translate: ({ source, destination, chunks }) => {
    const said = chunks === null ? '' : translateChunks(chunks, chunks.inverted);
    if (said === null || (source === null && destination === null && chunks === null)) return null;
    return nftWords(
      source === null ? '' : nftCondition('sctp sport', source, source.inverted),
      destination === null ? '' : nftCondition('sctp dport', destination, destination.inverted),
      said,
    );
  },
  brief: ({ source, destination, chunks }) =>
    `${words('spt', source, true)}${words('dpt', destination, true)}${chunks === null ? '' : ` ${chunks.inverted ? '!' : ''}${formatChunks(chunks, false)}`}`.trim(),
  match: matchSctp,
});

function matchSctp(
  { source, destination, chunks }: Sctp,
  { packet: { bytes }, transportOffset: at, fragmentOffset }: MatchContext<undefined>,
): MatchResult {
  if (fragmentOffset !== 0) return miss('-m sctp', 'a first fragment', 'a later fragment');
  if (bytes.length < at + HEADER_LENGTH) return { kind: 'hotdrop', reason: 'truncated SCTP header' };
  const first = matchPort('--sport', source, read16(bytes, at));
  if (first.kind !== 'match') return first;
  const second = matchPort('--dport', destination, read16(bytes, at + 2));
  if (second.kind !== 'match' || chunks === null) return second;
  const found = chunkMatch(chunks, bytes, at + HEADER_LENGTH);
  if (found === null) return { kind: 'hotdrop', reason: 'malformed SCTP chunks' };
  return matchIf(
    found,
    chunks.inverted,
    '--chunk-types',
    () => `${chunks.inverted ? '! ' : ''}${formatChunks(chunks, false)}`,
    () => `chunk ${read8(bytes, at + HEADER_LENGTH)}`,
  );
}

const matchPort = (name: string, ports: Ports | null, port: number): MatchResult =>
  ports === null
    ? MATCH
    : matchIf(
        port >= ports.min && port <= ports.max,
        ports.inverted,
        name,
        () => `${ports.inverted ? '! ' : ''}${savedRange(ports)}`,
        port,
      );
