import { ipDestination, ipSource, ipTos } from '../../net/index.ts';
import type { Result } from '../../model/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { hex, maskedHex, savedOption } from '../format.ts';
import { nftMasked } from '../nft-words.ts';
import { readOption } from '../option-kinds.ts';
import { usage, type Masked, type OptionContext, type OptionSpec, type UsageError } from '../options.ts';
import { help } from './realm.help.ts';

/** struct xt_realm_info. */
interface Realm extends Masked {
  readonly inverted: boolean;
}

const NUMBER: OptionSpec = { name: 'realm', kind: 'markmask32', invert: true };

/** A number, or the one name that /etc/iproute2/rt_realms has: cosmos. */
function readRealm(text: string, context: OptionContext): Result<Masked, UsageError> {
  if (text === 'cosmos') return ok({ value: 0, mask: 0xffffffff });
  if (!/^\s*\+?\d/.test(text))
    return usage(`realm: could not map name ${text} to an integer value for option "--realm".\n`);
  return readOption(NUMBER, text, context) as Result<Masked, UsageError>;
}

const named = ({ value, mask }: Masked): string =>
  value === 0 && mask === 0xffffffff ? 'cosmos' : maskedHex(value, mask);

/** xt_realm: realm_mt, on the realm of the route that the packet takes. */
export const realm = defineMatch<Realm>({
  kind: 'match',
  name: 'realm',
  size: 48,
  help,
  options: [{ name: 'realm', kind: 'custom', mandatory: true, read: readRealm, invert: true, placeholder: '0x1' }],
  legality: { hooks: ['POSTROUTING', 'FORWARD', 'OUTPUT', 'INPUT'] },
  build: (given) =>
    ok({ ...(given.value<Masked>('realm') ?? { value: 0, mask: 0xffffffff }), inverted: given.inverted('realm') }),
  save: (params) => savedOption('realm', named(params), params.inverted),
  list: (params, { numeric }) =>
    `${params.inverted ? '! ' : ''}realm ${numeric ? maskedHex(params.value, params.mask) : named(params)}`,
  translate: (params) => nftMasked('rtclassid', params, params.inverted, named(params)),
  brief: (params) => `realm:${params.inverted ? '!' : ''}${named(params)}`,
  match: ({ value, mask, inverted }, { packet: { bytes, mark, inDevice }, host }) => {
    const route = host.route({
      destination: ipDestination(bytes),
      source: ipSource(bytes),
      tos: ipTos(bytes),
      mark,
      inDevice,
    });
    const has = route?.realm ?? 0;
    return matchIf(
      (has & mask) >>> 0 === value,
      inverted,
      '--realm',
      () => `${inverted ? '! ' : ''}${maskedHex(value, mask)}`,
      () => hex(has),
    );
  },
});
