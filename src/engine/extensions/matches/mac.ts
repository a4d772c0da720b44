import { equalBytes, formatMac } from '../../net/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import { help } from './mac.help.ts';

/** struct xt_mac_info. */
interface Mac {
  readonly address: Uint8Array;
  readonly inverted: boolean;
}

/** xt_mac: mac_mt. A packet without an Ethernet header never matches, inverted or not. */
export const mac = defineMatch<Mac>({
  kind: 'match',
  name: 'mac',
  size: 48,
  help,
  options: [{ name: 'mac-source', kind: 'mac', mandatory: true, invert: true, placeholder: '02:00:00:00:00:01' }],
  legality: { hooks: ['PREROUTING', 'INPUT', 'FORWARD'] },
  build: (given) =>
    ok({ address: given.value<Uint8Array>('mac-source') ?? new Uint8Array(6), inverted: given.inverted('mac-source') }),
  save: ({ address, inverted }) => savedOption('mac-source', formatMac(address), inverted),
  list: ({ address, inverted }) => `MAC ${inverted ? '! ' : ''}${formatMac(address)}`,
  translate: ({ address, inverted }) => `ether saddr ${notEqual(inverted)}${formatMac(address)}`,
  brief: ({ address, inverted }) => `mac:${inverted ? '!' : ''}${formatMac(address)}`,
  match: ({ address, inverted }, { packet: { linkHeader }, inDevice, host }) => {
    const wants = (): string => `${inverted ? '! ' : ''}${formatMac(address)}`;
    if (linkHeader === null || linkHeader.length < 14 || (host.interface(inDevice)?.loopback ?? false))
      return miss('--mac-source', wants, 'no Ethernet header');
    const source = linkHeader.subarray(6, 12);
    return matchIf(equalBytes(source, address), inverted, '--mac-source', wants, () => formatMac(source));
  },
});
