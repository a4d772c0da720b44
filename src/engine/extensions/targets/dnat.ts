import type { NatRange } from '../../model/index.ts';
import { ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import {
  bind,
  buildRange,
  type Destination,
  formatDestination,
  parseDestination,
  rangeFlags,
  translateFlags,
} from '../nat-range.ts';
import { nftWords } from '../nft-words.ts';
import { help } from './dnat.help.ts';

/** xt_nat: xt_dnat_target_v2. */
export const dnat = defineTarget<NatRange>({
  kind: 'target',
  name: 'DNAT',
  size: 80,
  help,
  chip: 'nat',
  options: [
    {
      name: 'to-destination',
      kind: 'custom',
      mandatory: true,
      read: parseDestination,
      placeholder: '192.168.1.10:8080',
    },
    { name: 'random', kind: 'flag' },
    { name: 'persistent', kind: 'flag' },
  ],
  legality: { tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT'] },
  needs: ['conntrack', 'defrag'],
  build: (given) =>
    ok(buildRange(given.value<Destination>('to-destination') ?? { addresses: null, ports: null }, given)),
  save: (range) => [
    ...savedOption('to-destination', formatDestination(range)),
    ...rangeFlags(range).map((flag) => `--${flag}`),
  ],
  list: (range) => [`to:${formatDestination(range)}`, ...rangeFlags(range)].join(' '),
  translate: (range) =>
    range.ports !== null && range.ports.base !== null
      ? null
      : nftWords('dnat to', formatDestination(range), translateFlags(range)),
  brief: (range) => `→ ${formatDestination(range)}`,
  apply: (range, context) => bind(context, range),
});
