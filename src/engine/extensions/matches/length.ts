import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption, savedRange } from '../format.ts';
import { nftCondition } from '../nft-words.ts';
import type { Range } from '../options.ts';
import { help } from './length.help.ts';

/** struct xt_length_info: bytes of the whole datagram. */
interface Length extends Range {
  readonly inverted: boolean;
}

/** xt_length: length_mt. A reversed range never matches. */
export const length = defineMatch<Length>({
  kind: 'match',
  name: 'length',
  size: 40,
  help,
  options: [{ name: 'length', kind: 'uint16range', mandatory: true, invert: true, placeholder: '0:100' }],
  build: (given) => ok({ ...(given.value<Range>('length') ?? { min: 0, max: 0 }), inverted: given.inverted('length') }),
  save: (params) => savedOption('length', savedRange(params), params.inverted),
  list: (params) => `length ${params.inverted ? '!' : ''}${savedRange(params)}`,
  translate: (params) => nftCondition('meta length', params, params.inverted),
  brief: (params) => `len:${params.inverted ? '!' : ''}${savedRange(params)}`,
  match: (params, { packet: { bytes } }) =>
    matchIf(
      bytes.length >= params.min && bytes.length <= params.max,
      params.inverted,
      '--length',
      () => `${params.inverted ? '! ' : ''}${savedRange(params)}`,
      bytes.length,
    ),
});
