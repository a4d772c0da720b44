import { ipTos, setIpTos } from '../../net/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { DSCP_MAX, dscpHex, parseDscpClass } from '../dscp-classes.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { rewriteHeader } from '../rewrite.ts';
import { help } from './dscp.help.ts';

/** struct xt_DSCP_info. */
interface Dscp {
  readonly value: number;
}

const ECN_BITS = 3;

/** xt_DSCP: dscp_tg. The two ECN bits stay. */
export const dscpTarget = defineTarget<Dscp>({
  kind: 'target',
  name: 'DSCP',
  size: 40,
  help,
  chip: 'other',
  options: [
    { name: 'set-dscp', kind: 'uint8', max: DSCP_MAX, excludes: ['set-dscp-class'], placeholder: '0x2e' },
    { name: 'set-dscp-class', kind: 'custom', read: parseDscpClass, excludes: ['set-dscp'], placeholder: 'EF' },
  ],
  legality: { tables: ['mangle'] },
  finalCheck: (given) => (given.all.length === 0 ? { message: 'DSCP target: Parameter --set-dscp is required' } : null),
  build: (given) => ok({ value: given.value<number>('set-dscp') ?? given.value<number>('set-dscp-class') ?? 0 }),
  save: ({ value }) => savedOption('set-dscp', dscpHex(value)),
  list: ({ value }) => `DSCP set ${dscpHex(value)}`,
  translate: ({ value }) => `ip dscp set ${dscpHex(value)}`,
  brief: ({ value }) => `= ${dscpHex(value)}`,
  apply: ({ value }, { packet }) => {
    const tos = (value << 2) | (ipTos(packet.bytes) & ECN_BITS);
    if (tos !== ipTos(packet.bytes)) rewriteHeader(packet, (bytes) => setIpTos(bytes, tos));
    return CONTINUE;
  },
});
