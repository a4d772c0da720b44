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
  translatedPorts,
  translateFlags,
  withoutBase,
} from '../nat-range.ts';
import { nftWords } from '../nft-words.ts';
import { help } from './snat.help.ts';

const NOWHERE: Destination = { addresses: null, ports: null };

/** xt_nat: xt_snat_target_v0. */
export const snat = defineTarget<NatRange>({
  kind: 'target',
  name: 'SNAT',
  size: 56,
  help,
  chip: 'nat',
  options: [
    { name: 'to-source', kind: 'custom', mandatory: true, read: parseDestination, placeholder: '203.0.113.1' },
    { name: 'random', kind: 'flag' },
    { name: 'random-fully', kind: 'flag' },
    { name: 'persistent', kind: 'flag' },
  ],
  legality: { tables: ['nat'], hooks: ['POSTROUTING', 'INPUT'] },
  needs: ['conntrack', 'defrag'],
  build: (given) => {
    const destination = given.value<Destination>('to-source') ?? NOWHERE;
    return ok(buildRange({ ...destination, ports: withoutBase(destination.ports) }, given));
  },
  save: (range) => [
    ...savedOption('to-source', formatDestination(range)),
    ...rangeFlags(range).map((flag) => `--${flag}`),
  ],
  list: (range) => [`to:${formatDestination(range)}`, ...rangeFlags(range)].join(' '),
  translate: (range) =>
    nftWords(
      'snat to',
      formatDestination({ addresses: range.addresses, ports: translatedPorts(range.ports) }),
      translateFlags(range),
    ),
  brief: (range) => `→ ${formatDestination(range)}`,
  apply: (range, context) => bind(context, range),
});
