/** esp and ah: one range of security parameter indexes. */
import { read32 } from '../net/index.ts';
import { matchIf, miss, type MatchContext, type MatchResult } from '../model/index.ts';
import { savedOption, savedRange } from './format.ts';
import { nftCondition } from './nft-words.ts';
import type { GivenOptions, Range } from './options.ts';

export interface SpiRange extends Range {
  readonly inverted: boolean;
}

const MAX = 0xffffffff;

export const spiRange = (given: GivenOptions, name: string): SpiRange => ({
  ...(given.value<Range>(name) ?? { min: 0, max: MAX }),
  inverted: given.inverted(name),
});

const isAny = ({ min, max }: SpiRange): boolean => min === 0 && max === MAX;

/** Every index is saved as none at all, inverted or not. */
export const saveSpi = (name: string, range: SpiRange): readonly string[] =>
  isAny(range) ? [] : savedOption(name, savedRange(range), range.inverted);

/** 'ah spi 5'; '' where all match, inverted or not. */
export const translateSpi = (key: string, range: SpiRange): string =>
  isAny(range) ? '' : nftCondition(key, range, range.inverted);

/** 'spi:5' or 'spis:!5:9'; '' where all match. */
export const listSpi = (range: SpiRange): string =>
  isAny(range) && !range.inverted
    ? ''
    : `spi${range.min === range.max ? '' : 's'}:${range.inverted ? '!' : ''}${savedRange(range)}`;

/** `offset` is that of the index in a header of `length` bytes. */
export function matchSpi(
  name: string,
  range: SpiRange,
  { packet: { bytes }, transportOffset: at, fragmentOffset }: MatchContext<undefined>,
  header: { readonly offset: number; readonly length: number },
): MatchResult {
  if (fragmentOffset !== 0) return miss(`--${name}`, 'a first fragment', 'a later fragment');
  if (bytes.length < at + header.length) return { kind: 'hotdrop', reason: 'truncated header' };
  const spi = read32(bytes, at + header.offset);
  return matchIf(
    spi >= range.min && spi <= range.max,
    range.inverted,
    `--${name}`,
    () => `${range.inverted ? '! ' : ''}${savedRange(range)}`,
    spi,
  );
}
