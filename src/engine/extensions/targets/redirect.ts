import { LOOPBACK } from '../../net/index.ts';
import type { NatRange, Result, TargetContext, TargetVerdict } from '../../model/index.ts';
import { ok } from '../../model/index.ts';
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
} from '../nat-range.ts';
import { nftWords } from '../nft-words.ts';
import { usage, type OptionContext, type UsageError } from '../options.ts';
import { help } from './redirect.help.ts';

function readPorts(text: string, context: OptionContext): Result<Ports, UsageError> {
  const ports = parsePorts(text, context);
  return ports.ok && ports.value.base !== null ? usage('Shifted portmap ranges not supported with this kernel') : ports;
}

/** xt_REDIRECT: redirect_tg4. */
export const redirect = defineTarget<NatRange>({
  kind: 'target',
  name: 'REDIRECT',
  size: 56,
  help,
  chip: 'nat',
  options: [
    { name: 'to-ports', kind: 'custom', read: readPorts, widget: 'ports', placeholder: '8080' },
    { name: 'random', kind: 'flag' },
  ],
  legality: { tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT'] },
  needs: ['conntrack', 'defrag'],
  build: (given) => ok(buildRange({ addresses: null, ports: given.value<Ports>('to-ports') ?? null }, given)),
  save: (range) => [
    ...(range.ports === null ? [] : savedOption('to-ports', formatPorts(range.ports))),
    ...rangeFlags(range).map((flag) => `--${flag}`),
  ],
  list: (range) =>
    [...(range.ports === null ? [] : [`redir ports ${formatPorts(range.ports)}`]), ...rangeFlags(range)].join(' '),
  translate: (range) => nftWords('redirect', translatePorts(range.ports), translateFlags(range)),
  brief: ({ ports }) => (ports === null ? '→ this host' : `→ :${formatPorts(ports)}`),
  apply: applyRedirect,
});

/** nf_nat_redirect_ipv4: the loopback for what is sent from here, else the first primary address of the incoming device. */
function applyRedirect(range: NatRange, context: TargetContext<undefined>): TargetVerdict {
  const address = context.hook === 'OUTPUT' ? LOOPBACK : firstAddress(context);
  if (address === null) return { kind: 'drop', reason: `${context.inDevice} has no address to redirect to` };
  return bind(context, { ...range, addresses: { min: address, max: address } });
}

const firstAddress = ({ host, inDevice }: TargetContext<undefined>): number | null =>
  host.interface(inDevice)?.addresses.find(({ secondary }) => !secondary)?.address ?? null;
