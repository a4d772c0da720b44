import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { hex, maskedHex, savedOption } from '../format.ts';
import { nftMasked } from '../nft-words.ts';
import type { Masked } from '../options.ts';
import { help } from './connmark.help.ts';

/** struct xt_connmark_mtinfo1. */
interface Connmark extends Masked {
  readonly inverted: boolean;
}

/** xt_connmark: connmark_mt. A packet without an entry never matches, inverted or not. */
export const connmark = defineMatch<Connmark>({
  kind: 'match',
  name: 'connmark',
  size: 48,
  help,
  options: [{ name: 'mark', kind: 'markmask32', mandatory: true, invert: true, placeholder: '0x1/0xff' }],
  needs: ['conntrack', 'defrag'],
  build: (given) => ok({ ...(given.value<Masked>('mark') ?? { value: 0, mask: 0 }), inverted: given.inverted('mark') }),
  save: ({ value, mask, inverted }) => savedOption('mark', maskedHex(value, mask), inverted),
  list: ({ value, mask, inverted }) => `connmark match ${inverted ? '!' : ''} ${maskedHex(value, mask)}`,
  translate: (params) => nftMasked('ct mark', params, params.inverted),
  brief: ({ value, mask, inverted }) => `ctmark:${inverted ? '!' : ''}${maskedHex(value, mask)}`,
  match: ({ value, mask, inverted }, { packet: { conntrack } }) => {
    const wants = (): string => `${inverted ? '! ' : ''}${maskedHex(value, mask)}`;
    if (conntrack === null || conntrack === 'untracked') return miss('--mark', wants, 'no connection');
    const has = conntrack.entry.mark;
    return matchIf((has & mask) >>> 0 === value, inverted, '--mark', wants, () => hex(has));
  },
});
