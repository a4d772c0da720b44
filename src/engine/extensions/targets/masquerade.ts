import { ipDestination, ipSource, ipTos } from '../../net/index.ts';
import type { NatRange, TargetContext, TargetVerdict } from '../../model/index.ts';
import { ACCEPT, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import {
  bind,
  buildRange,
  formatPorts,
  parsePorts,
  type Ports,
  rangeFlags,
  translateFlags,
  translatePorts,
  withoutBase,
} from '../nat-range.ts';
import { nftWords } from '../nft-words.ts';
import { help } from './masquerade.help.ts';

/** xt_MASQUERADE: masquerade_tg. */
export const masquerade = defineTarget<NatRange>({
  kind: 'target',
  name: 'MASQUERADE',
  size: 56,
  help,
  chip: 'nat',
  options: [
    { name: 'to-ports', kind: 'custom', read: parsePorts, widget: 'ports', placeholder: '1024-31000' },
    { name: 'random', kind: 'flag' },
    { name: 'random-fully', kind: 'flag' },
  ],
  legality: { tables: ['nat'], hooks: ['POSTROUTING'] },
  needs: ['conntrack', 'defrag'],
  build: (given) =>
    ok(buildRange({ addresses: null, ports: withoutBase(given.value<Ports>('to-ports') ?? null) }, given)),
  save: (range) => [
    ...(range.ports === null ? [] : savedOption('to-ports', formatPorts(range.ports))),
    ...rangeFlags(range).map((flag) => `--${flag}`),
  ],
  list: (range) =>
    [...(range.ports === null ? [] : [`masq ports: ${formatPorts(range.ports)}`]), ...rangeFlags(range)].join(' '),
  translate: (range) => nftWords('masquerade', translatePorts(range.ports), translateFlags(range)),
  brief: ({ ports }) => (ports === null ? '' : `→ :${formatPorts(ports)}`),
  apply: applyMasquerade,
});

/** nf_nat_masquerade_ipv4. */
function applyMasquerade(range: NatRange, context: TargetContext<undefined>): TargetVerdict {
  const { packet, outDevice, host } = context;
  const attachment = packet.conntrack;
  if (attachment === null || attachment === 'untracked') return { kind: 'drop', reason: 'no connection to masquerade' };
  if (attachment.entry.original.source === 0) return ACCEPT;
  const address = host.selectAddress(outDevice, nextHop(context));
  if (address === 0) {
    host.log(6, `${outDevice} ate my IP address`, packet);
    return { kind: 'drop', reason: `${outDevice} has no address to masquerade with` };
  }
  attachment.entry.masqueradeDevice = outDevice;
  return bind(context, { ...range, addresses: { min: address, max: address } });
}

/** rt_nexthop of the route that the packet leaves by. */
function nextHop({ packet: { bytes, mark, inDevice }, outDevice, host }: TargetContext<undefined>): number {
  const destination = ipDestination(bytes);
  const route = host.route({ destination, source: ipSource(bytes), tos: ipTos(bytes), mark, inDevice, outDevice });
  return route?.device === outDevice ? route.nextHop : destination;
}
