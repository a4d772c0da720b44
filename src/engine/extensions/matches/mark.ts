import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { hex, maskedHex, savedOption } from '../format.ts';
import { nftMasked } from '../nft-words.ts';
import type { Masked } from '../options.ts';
import { help } from './mark.help.ts';

/** struct xt_mark_mtinfo1. */
interface Mark extends Masked {
  readonly inverted: boolean;
}

/** xt_mark: mark_mt. */
export const mark = defineMatch<Mark>({
  kind: 'match',
  name: 'mark',
  size: 48,
  help,
  options: [{ name: 'mark', kind: 'markmask32', mandatory: true, invert: true, placeholder: '0x1/0xff' }],
  build: (given) => ok({ ...(given.value<Masked>('mark') ?? { value: 0, mask: 0 }), inverted: given.inverted('mark') }),
  save: ({ value, mask, inverted }) => savedOption('mark', maskedHex(value, mask), inverted),
  list: ({ value, mask, inverted }) => `mark match ${inverted ? '! ' : ''}${maskedHex(value, mask)}`,
  translate: (params) => nftMasked('mark', params, params.inverted),
  brief: ({ value, mask, inverted }) => `mark:${inverted ? '!' : ''}${maskedHex(value, mask)}`,
  match: ({ value, mask, inverted }, { packet }) =>
    matchIf(
      (packet.mark & mask) >>> 0 === value,
      inverted,
      '--mark',
      () => `${inverted ? '! ' : ''}${maskedHex(value, mask)}`,
      () => hex(packet.mark),
    ),
});
