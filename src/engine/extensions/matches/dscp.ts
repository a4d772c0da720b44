import { ipTos } from '../../net/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { DSCP_MAX, dscpHex, parseDscpClass } from '../dscp-classes.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import { help } from './dscp.help.ts';

/** struct xt_dscp_info: the upper six bits of the TOS byte. */
interface Dscp {
  readonly value: number;
  readonly inverted: boolean;
}

/** xt_dscp: dscp_mt. */
export const dscp = defineMatch<Dscp>({
  kind: 'match',
  name: 'dscp',
  size: 40,
  help,
  options: [
    { name: 'dscp', kind: 'uint8', max: DSCP_MAX, invert: true, excludes: ['dscp-class'], placeholder: '0x2e' },
    { name: 'dscp-class', kind: 'custom', read: parseDscpClass, invert: true, excludes: ['dscp'], placeholder: 'EF' },
  ],
  finalCheck: (given) => (given.all.length === 0 ? { message: 'DSCP match: Parameter --dscp is required' } : null),
  build: (given) =>
    ok({
      value: given.value<number>('dscp') ?? given.value<number>('dscp-class') ?? 0,
      inverted: given.inverted('dscp') || given.inverted('dscp-class'),
    }),
  save: ({ value, inverted }) => savedOption('dscp', dscpHex(value), inverted),
  list: ({ value, inverted }) => `DSCP match ${inverted ? '!' : ''}${dscpHex(value)}`,
  translate: ({ value, inverted }) => `ip dscp ${notEqual(inverted)}${dscpHex(value)}`,
  brief: ({ value, inverted }) => `dscp:${inverted ? '!' : ''}${dscpHex(value)}`,
  match: ({ value, inverted }, { packet: { bytes } }) =>
    matchIf(
      ipTos(bytes) >>> 2 === value,
      inverted,
      '--dscp',
      () => `${inverted ? '! ' : ''}${dscpHex(value)}`,
      () => dscpHex(ipTos(bytes) >>> 2),
    ),
});
