import { TCP_MIN_HEADER, read16, read8, tcpHeaderLength } from '../../net/index.ts';
import type { MatchContext, MatchResult } from '../../model/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption, savedRange } from '../format.ts';
import { nftCondition } from '../nft-words.ts';
import type { Range } from '../options.ts';
import { help } from './tcpmss.help.ts';

/** struct xt_tcpmss_match_info. */
interface Tcpmss extends Range {
  readonly inverted: boolean;
}

/** xt_tcpmss: tcpmss_mt. */
export const tcpmss = defineMatch<Tcpmss>({
  kind: 'match',
  name: 'tcpmss',
  size: 40,
  help,
  options: [
    {
      name: 'mss',
      kind: 'uint16range',
      mandatory: true,
      invert: true,
      placeholder: '1400:1500',
      verify: ({ min, max }: Range) => (max < min ? { message: 'tcpmss: invalid range given' } : null),
    },
  ],
  legality: { protocols: [6] },
  build: (given) => ok({ ...(given.value<Range>('mss') ?? { min: 0, max: 0 }), inverted: given.inverted('mss') }),
  save: (params) => savedOption('mss', savedRange(params), params.inverted),
  list: (params) => `tcpmss match ${params.inverted ? '!' : ''}${savedRange(params)}`,
  translate: (params) => nftCondition('tcp option maxseg size', params, params.inverted),
  brief: (params) => `mss:${params.inverted ? '!' : ''}${savedRange(params)}`,
  match: matchMss,
});

/** A segment without the option matches only inverted; what is not a whole TCP header is dropped. */
function matchMss(params: Tcpmss, { packet: { bytes }, transportOffset: at }: MatchContext<undefined>): MatchResult {
  const wants = (): string => `${params.inverted ? '! ' : ''}${savedRange(params)}`;
  if (bytes.length < at + TCP_MIN_HEADER) return { kind: 'hotdrop', reason: 'truncated TCP header' };
  const end = at + tcpHeaderLength(bytes, at);
  if (end < at + TCP_MIN_HEADER || end > bytes.length) return { kind: 'hotdrop', reason: 'bad TCP header length' };
  const mss = findMss(bytes, at + TCP_MIN_HEADER, end);
  if (mss === null) return params.inverted ? { kind: 'match' } : miss('--mss', wants, 'no MSS option');
  return matchIf(mss >= params.min && mss <= params.max, params.inverted, '--mss', wants, mss);
}

function findMss(bytes: Uint8Array, from: number, end: number): number | null {
  for (let at = from; at < end;) {
    const kind = read8(bytes, at);
    if (kind === 2 && end - at >= 4 && read8(bytes, at + 1) === 4) return read16(bytes, at + 2);
    at += kind < 2 ? 1 : (at + 1 < end ? read8(bytes, at + 1) : 0) || 1;
  }
  return null;
}
