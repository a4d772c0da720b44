import { ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { listSpi, matchSpi, saveSpi, type SpiRange, spiRange, translateSpi } from '../spi-match.ts';
import { help } from './esp.help.ts';

/** xt_esp: esp_mt. */
export const esp = defineMatch<SpiRange>({
  kind: 'match',
  name: 'esp',
  size: 48,
  help,
  options: [{ name: 'espspi', kind: 'uint32range', invert: true, placeholder: '500' }],
  legality: { protocols: [50] },
  build: (given) => ok(spiRange(given, 'espspi')),
  save: (range) => saveSpi('espspi', range),
  list: (range) => ['esp', listSpi(range)].filter((word) => word !== '').join(' '),
  translate: (range) => translateSpi('esp spi', range),
  brief: listSpi,
  match: (range, context) => matchSpi('espspi', range, context, { offset: 0, length: 8 }),
});
