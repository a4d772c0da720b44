import { ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { listSpi, matchSpi, saveSpi, type SpiRange, spiRange, translateSpi } from '../spi-match.ts';
import { help } from './ah.help.ts';

/** xt_ah for IPv4: ah_mt. The listing keeps its blank even where nothing follows. */
export const ah = defineMatch<SpiRange>({
  kind: 'match',
  name: 'ah',
  size: 48,
  help,
  options: [{ name: 'ahspi', kind: 'uint32range', invert: true, placeholder: '500' }],
  legality: { protocols: [51] },
  build: (given) => ok(spiRange(given, 'ahspi')),
  save: (range) => saveSpi('ahspi', range),
  list: (range) => `ah ${listSpi(range)}`,
  translate: (range) => translateSpi('ah spi', range),
  brief: listSpi,
  match: (range, context) => matchSpi('ahspi', range, context, { offset: 4, length: 12 }),
});
