import { ipFragmentField, ipTtl, IPV4_DONT_FRAGMENT, setIpFragmentField, setIpTtl } from '../../net/index.ts';
import type { TargetContext, TargetVerdict } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { addressName, formatAddress } from '../address.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './tee.help.ts';

/** struct xt_tee_tginfo. */
interface Tee {
  readonly gateway: number;
  readonly device: string;
}

const NAME_CHARACTERS = 15;

/** xt_TEE: tee_tg4. */
export const tee = defineTarget<Tee>({
  kind: 'target',
  name: 'TEE',
  size: 72,
  help,
  chip: 'other',
  options: [
    { name: 'gateway', kind: 'host', mandatory: true, placeholder: '192.168.1.9' },
    { name: 'oif', kind: 'string', placeholder: 'eth1' },
  ],
  build: (given) =>
    ok({
      gateway: given.value<number>('gateway') ?? 0,
      device: (given.value<string>('oif') ?? '').slice(0, NAME_CHARACTERS),
    }),
  check: ({ gateway }) => (gateway === 0 ? { errno: 'EINVAL' } : null),
  save: ({ gateway, device }) => [
    ...savedOption('gateway', formatAddress(gateway)),
    ...(device === '' ? [] : savedOption('oif', device)),
  ],
  list: ({ gateway, device }, { numeric }) =>
    `TEE gw:${(numeric ? null : addressName(gateway)) ?? formatAddress(gateway)}${device === '' ? '' : ` oif=${device}`}`,
  translate: ({ gateway, device }) =>
    `dup to ${addressName(gateway) ?? formatAddress(gateway)}${device === '' ? '' : ` device ${device}`}`,
  brief: ({ gateway }) => `→ ${formatAddress(gateway)}`,
  apply: sendCopy,
});

/**
 * nf_dup_ipv4: a copy goes to the gateway at once, untracked and with DF set; where the packet came in, its TTL is lowered so that
 * two hosts that copy to each other come to an end. The copy itself is not copied again.
 */
function sendCopy({ gateway, device }: Tee, { packet, hook, host }: TargetContext<undefined>): TargetVerdict {
  const state = host.shared('TEE', 'sending', () => ({ busy: false }));
  if (state.busy) return CONTINUE;
  const bytes = packet.bytes.slice();
  setIpFragmentField(bytes, ipFragmentField(bytes) | IPV4_DONT_FRAGMENT);
  if (hook === 'PREROUTING' || hook === 'INPUT') setIpTtl(bytes, (ipTtl(bytes) - 1) & 0xff);
  state.busy = true;
  host.originate(bytes, packet, {
    attachConntrack: false,
    by: 'tee',
    mark: packet.mark,
    untracked: true,
    traced: packet.traced,
    nextHop: gateway,
    ...(device === '' ? {} : { device }),
  });
  state.busy = false;
  return CONTINUE;
}
