import { ipTos, setIpTos } from '../../net/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import type { GivenOptions, Masked, OptionSpec } from '../options.ts';
import { rewriteHeader } from '../rewrite.ts';
import { tosHex, tosMasked, tosName } from '../tos.ts';
import { help } from './tos.help.ts';

const NAMES = ['set-tos', 'and-tos', 'or-tos', 'xor-tos'];
const option = (name: string): OptionSpec => ({
  name,
  kind: name === 'set-tos' ? 'tosmask' : 'uint8',
  excludes: NAMES.filter((other) => other !== name),
  placeholder: '0x10',
});

function buildTos(given: GivenOptions): Masked {
  const [option] = given.all;
  const value = typeof option?.value === 'number' ? option.value : 0;
  switch (option?.name) {
    case 'and-tos':
      return { value: 0, mask: ~value & 0xff };
    case 'or-tos':
      return { value, mask: value };
    case 'xor-tos':
      return { value, mask: 0 };
    default:
      return option?.value as Masked;
  }
}

/** The words of a listing with names; the named form has lost a blank and gained one in iptables itself. */
function listNamed(params: Masked): string {
  const name = tosName(params);
  if (name !== null) return ` TOS set${name}`;
  if (params.value === 0) return `TOS and ${tosHex(~params.mask & 0xff)}`;
  if (params.value === params.mask) return `TOS or ${tosHex(params.value)}`;
  return params.mask === 0 ? `TOS xor ${tosHex(params.value)}` : `TOS set ${tosMasked(params)}`;
}

/** xt_DSCP: tos_tg. */
export const tosTarget = defineTarget<Masked>({
  kind: 'target',
  name: 'TOS',
  size: 40,
  help,
  chip: 'other',
  options: NAMES.map(option),
  legality: { tables: ['mangle'] },
  finalCheck: (given) => (given.all.length === 0 ? { message: 'TOS: An action is required' } : null),
  build: (given) => ok(buildTos(given)),
  save: (params) => savedOption('set-tos', tosMasked(params)),
  list: (params, { numeric }) => (numeric ? `TOS set ${tosMasked(params)}` : listNamed(params)),
  // It speaks of IPv6 whatever the family; that is iptables'.
  translate: (params) => `ip6 dscp set ${translateAction(params)}`,
  brief: (params) => (params.mask === 0xff ? `= ${tosHex(params.value)}` : `= ${tosMasked(params)}`),
  apply: ({ value, mask }, { packet }) => {
    const tos = (ipTos(packet.bytes) & ~mask & 0xff) ^ value;
    if (tos !== ipTos(packet.bytes)) rewriteHeader(packet, (bytes) => setIpTos(bytes, tos));
    return CONTINUE;
  },
});

/** The upper six bits are the DSCP. A named value's mask is taken for a full one. */
function translateAction({ value, mask }: Masked): string {
  const dscp = tosHex(value >>> 2);
  const keep = tosHex((~mask & 0xff) >>> 2);
  if (mask === 0xff || mask === 0x3f) return dscp;
  if (value === 0) return `ip6 dscp and ${keep}`;
  if (value === mask) return `ip6 dscp or ${dscp}`;
  return mask === 0 ? `ip6 dscp xor ${dscp}` : `ip6 dscp and ${keep} xor ${dscp}`;
}
