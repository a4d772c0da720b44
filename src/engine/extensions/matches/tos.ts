import { ipTos } from '../../net/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import type { Masked } from '../options.ts';
import { tosHex, tosMasked, tosName } from '../tos.ts';
import { help } from './tos.help.ts';

/** struct xt_tos_match_info. */
interface Tos extends Masked {
  readonly inverted: boolean;
}

/** xt_dscp: tos_mt. The numeric listing has no blank before its value; that is iptables'. */
export const tos = defineMatch<Tos>({
  kind: 'match',
  name: 'tos',
  size: 40,
  help,
  options: [{ name: 'tos', kind: 'tosmask', mandatory: true, invert: true, placeholder: '0x10' }],
  build: (given) => ok({ ...(given.value<Masked>('tos') ?? { value: 0, mask: 0 }), inverted: given.inverted('tos') }),
  save: (params) => savedOption('tos', tosMasked(params), params.inverted),
  list: (params, { numeric }) => {
    const name = numeric ? null : tosName(params);
    return `tos match${params.inverted ? '!' : ''}${name === null ? tosMasked(params) : ` ${name}`}`;
  },
  brief: (params) => `tos:${params.inverted ? '!' : ''}${tosMasked(params)}`,
  match: ({ value, mask, inverted }, { packet: { bytes } }) =>
    matchIf(
      (ipTos(bytes) & mask) === value,
      inverted,
      '--tos',
      () => `${inverted ? '! ' : ''}${tosMasked({ value, mask })}`,
      () => tosHex(ipTos(bytes)),
    ),
});
