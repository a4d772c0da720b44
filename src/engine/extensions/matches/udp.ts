import type { EvaluationContext, MatchResult } from '../../model/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption, savedRange } from '../format.ts';
import { nftCondition, nftWords } from '../nft-words.ts';
import type { Range } from '../options.ts';
import { listPorts } from '../ports.ts';
import { help } from './udp.help.ts';

/** struct xt_udp. A range may be reversed: then no port is in it. */
interface Udp {
  readonly source: Range;
  readonly destination: Range;
  readonly inverted: { readonly source: boolean; readonly destination: boolean };
}

const HEADER_LENGTH = 8;
const ANY_PORT: Range = { min: 0, max: 65535 };
const isAny = (range: Range): boolean => range.min === 0 && range.max === 65535;

const listBoth = ({ source, destination, inverted }: Udp, numeric: boolean): string =>
  listPorts('spt', source, inverted.source, { protocol: 'udp', numeric }) +
  listPorts('dpt', destination, inverted.destination, { protocol: 'udp', numeric });

/** xt_tcpudp: udp_mt. */
export const udp = defineMatch<Udp>({
  kind: 'match',
  name: 'udp',
  size: 48,
  help,
  options: [
    { name: 'source-port', aliases: ['sport'], kind: 'portrange', invert: true, placeholder: '1024:65535' },
    { name: 'destination-port', aliases: ['dport'], kind: 'portrange', invert: true, placeholder: '53' },
  ],
  legality: { protocols: [17] },
  build: (given) =>
    ok({
      source: given.value<Range>('source-port') ?? ANY_PORT,
      destination: given.value<Range>('destination-port') ?? ANY_PORT,
      inverted: { source: given.inverted('source-port'), destination: given.inverted('destination-port') },
    }),
  save: ({ source, destination, inverted }) => [
    ...(isAny(source) ? [] : savedOption('sport', savedRange(source), inverted.source)),
    ...(isAny(destination) ? [] : savedOption('dport', savedRange(destination), inverted.destination)),
  ],
  list: (params, { numeric }) => `udp${listBoth(params, numeric)}`,
  // Whether the destination is inverted is read from the source: that is iptables'.
  translate: ({ source, destination, inverted }) =>
    nftWords(
      isAny(source) ? '' : nftCondition('udp sport', source, inverted.source),
      isAny(destination) ? '' : nftCondition('udp dport', destination, inverted.source),
    ),
  brief: (params) => listBoth(params, true).trim(),
  match: matchUdp,
});

function matchUdp({ source, destination, inverted }: Udp, context: EvaluationContext<undefined>): MatchResult {
  if (context.fragmentOffset !== 0) return miss('-m udp', 'a first fragment', 'a later fragment');
  const { bytes } = context.packet;
  const at = context.transportOffset;
  if (bytes.length < at + HEADER_LENGTH) return { kind: 'hotdrop', reason: 'truncated UDP header' };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const result = matchPort('--sport', source, inverted.source, view.getUint16(at));
  return result.kind === 'match'
    ? matchPort('--dport', destination, inverted.destination, view.getUint16(at + 2))
    : result;
}

const matchPort = (option: string, range: Range, inverted: boolean, port: number): MatchResult =>
  matchIf(
    port >= range.min && port <= range.max,
    inverted,
    option,
    () => `${inverted ? '! ' : ''}${savedRange(range)}`,
    port,
  );
