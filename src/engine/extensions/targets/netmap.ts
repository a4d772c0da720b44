import { ipDestination, ipSource } from '../../net/index.ts';
import { ok } from '../../model/index.ts';
import { formatAddress, maskLength } from '../address.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { bind } from '../nat-range.ts';
import { help } from './netmap.help.ts';

/** The network that addresses move to; their host bits stay. */
interface Netmap {
  readonly address: number;
  readonly mask: number;
}

const formatNetwork = ({ address, mask }: Netmap): string =>
  `${formatAddress(address)}/${maskLength(mask) ?? formatAddress(mask)}`;

/** xt_NETMAP: netmap_tg4. */
export const netmap = defineTarget<Netmap>({
  kind: 'target',
  name: 'NETMAP',
  size: 56,
  help,
  chip: 'nat',
  options: [{ name: 'to', kind: 'hostmask', mandatory: true, placeholder: '10.5.6.0/24' }],
  legality: { tables: ['nat'], hooks: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'] },
  needs: ['conntrack', 'defrag'],
  build: (given) => {
    const { address, mask } = given.value<Netmap>('to') ?? { address: 0, mask: 0xffffffff };
    return ok({ address: (address & mask) >>> 0, mask });
  },
  save: (params) => savedOption('to', formatNetwork(params)),
  list: (params) => `to:${formatNetwork(params)}`,
  brief: (params) => `→ ${formatNetwork(params)}`,
  apply: ({ address, mask }, context) => {
    const { bytes } = context.packet;
    const old = context.hook === 'PREROUTING' || context.hook === 'OUTPUT' ? ipDestination(bytes) : ipSource(bytes);
    const mapped = ((old & ~mask) | (address & mask)) >>> 0;
    return bind(context, {
      addresses: { min: mapped, max: mapped },
      ports: null,
      persistent: false,
      random: false,
      randomFully: false,
      netmap: false,
    });
  },
});
