import { ipDestination, isMulticast } from '../../net/index.ts';
import type { Packet, Result } from '../../model/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import { usage, type UsageError } from '../options.ts';
import { help } from './pkttype.help.ts';

type Type = 'unicast' | 'broadcast' | 'multicast' | 'otherhost';

/** struct xt_pkttype_info. */
interface Pkttype {
  readonly type: Type;
  readonly inverted: boolean;
}

const NAMES: Readonly<Record<string, Type>> = {
  unicast: 'unicast',
  host: 'unicast',
  broadcast: 'broadcast',
  bcast: 'broadcast',
  multicast: 'multicast',
  mcast: 'multicast',
  otherhost: 'otherhost',
};

function readType(text: string): Result<Type, UsageError> {
  const type = NAMES[text.toLowerCase()];
  return type === undefined ? usage(`Bad packet type '${text}'`) : ok(type);
}

/** How the frame was addressed. The host's own packets count as unicast until they leave; looped ones go by their destination. */
function typeOf({ linkType, bytes }: Packet): Type {
  switch (linkType) {
    case 'host':
    case 'outgoing':
      return 'unicast';
    case 'loopback':
      return isMulticast(ipDestination(bytes)) ? 'multicast' : 'unicast';
    default:
      return linkType;
  }
}

/** xt_pkttype: pkttype_mt. */
export const pkttype = defineMatch<Pkttype>({
  kind: 'match',
  name: 'pkttype',
  size: 40,
  help,
  options: [
    {
      name: 'pkt-type',
      kind: 'custom',
      mandatory: true,
      invert: true,
      read: readType,
      widget: 'select',
      choices: ['unicast', 'broadcast', 'multicast'],
    },
  ],
  build: (given) => ok({ type: given.value<Type>('pkt-type') ?? 'unicast', inverted: given.inverted('pkt-type') }),
  save: ({ type, inverted }) => savedOption('pkt-type', type, inverted),
  list: ({ type, inverted }) => `PKTTYPE ${inverted ? '!=' : '='} ${type}`,
  translate: ({ type, inverted }) => `pkttype ${notEqual(inverted)}${type === 'otherhost' ? '3' : type}`,
  brief: ({ type, inverted }) => `${inverted ? '!' : ''}${type}`,
  match: ({ type, inverted }, { packet }) =>
    matchIf(typeOf(packet) === type, inverted, '--pkt-type', `${inverted ? '! ' : ''}${type}`, () => typeOf(packet)),
});
