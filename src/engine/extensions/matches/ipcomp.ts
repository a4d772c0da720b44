import { read16 } from '../../net/index.ts';
import type { MatchContext, MatchResult } from '../../model/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedRange } from '../format.ts';
import { nftCondition } from '../nft-words.ts';
import { listSpi, saveSpi, spiRange, type SpiRange } from '../spi-match.ts';
import { help } from './ipcomp.help.ts';

/** struct xt_ipcomp: parameter indexes, of which a packet's have 16 bits. Without the option only 0. */
interface Ipcomp {
  readonly range: SpiRange;
  readonly reserved: boolean;
}

const NONE: SpiRange = { min: 0, max: 0, inverted: false };
const HEADER_LENGTH = 4;

/** xt_ipcomp: comp_mt. */
export const ipcomp = defineMatch<Ipcomp>({
  kind: 'match',
  name: 'ipcomp',
  size: 48,
  help,
  options: [
    { name: 'ipcompspi', kind: 'uint32range', invert: true, placeholder: '500' },
    { name: 'compres', kind: 'flag' },
  ],
  legality: { protocols: [108] },
  build: (given) =>
    ok({ range: given.has('ipcompspi') ? spiRange(given, 'ipcompspi') : NONE, reserved: given.has('compres') }),
  save: ({ range, reserved }) => [...saveSpi('ipcompspi', range), ...(reserved ? ['--compres'] : [])],
  list: ({ range, reserved }) => `comp ${listSpi(range)}${reserved ? ' reserved' : ''}`,
  translate: ({ range }) => nftCondition('comp cpi', range, range.inverted),
  brief: ({ range }) => listSpi(range),
  match: matchIpcomp,
});

function matchIpcomp(
  { range }: Ipcomp,
  { packet: { bytes }, transportOffset: at, fragmentOffset }: MatchContext<undefined>,
): MatchResult {
  if (fragmentOffset !== 0) return miss('--ipcompspi', 'a first fragment', 'a later fragment');
  if (bytes.length < at + HEADER_LENGTH) return { kind: 'hotdrop', reason: 'truncated header' };
  const index = read16(bytes, at + 2);
  return matchIf(
    index >= range.min && index <= range.max,
    range.inverted,
    '--ipcompspi',
    () => `${range.inverted ? '! ' : ''}${savedRange(range)}`,
    index,
  );
}
