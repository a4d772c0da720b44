import {
  formatAddress,
  ipDestination,
  ipSource,
  ipTos,
  isLimitedBroadcast,
  isLocalMulticast,
  isMulticast,
  isZeronet,
} from '../../net/index.ts';
import type { MatchContext, MatchResult } from '../../model/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { help } from './rpfilter.help.ts';

const FLAGS = ['loose', 'validmark', 'accept-local', 'invert'] as const;
type Flag = (typeof FLAGS)[number];

/** struct xt_rpfilter_info. */
type Rpfilter = { readonly [F in Flag]: boolean };

const flagsOf = (params: Rpfilter): readonly Flag[] => FLAGS.filter((flag) => params[flag]);

/** xt_rpfilter for IPv4: rpfilter_mt. */
export const rpfilter = defineMatch<Rpfilter>({
  kind: 'match',
  name: 'rpfilter',
  size: 40,
  help,
  options: FLAGS.map((name) => ({ name, kind: 'flag' as const })),
  legality: { hooks: ['PREROUTING'] },
  build: (given) => ok(Object.fromEntries(FLAGS.map((flag) => [flag, given.has(flag)])) as Rpfilter),
  check: (_, { table }) =>
    table === 'raw' || table === 'mangle'
      ? null
      : { errno: 'EINVAL', log: `ipt_rpfilter: only valid in 'raw' or 'mangle' table, not '${table}'` },
  save: (params) => flagsOf(params).map((flag) => `--${flag}`),
  list: (params) => ['rpfilter', ...flagsOf(params)].join(' '),
  translate: ({ loose, validmark, invert, 'accept-local': acceptLocal }) =>
    acceptLocal ? null : `fib saddr ${validmark ? '. mark ' : ''}${loose ? '' : '. iif '}oif ${invert ? '' : '!= '}0`,
  brief: (params) => (params.invert ? '!' : ''),
  match: (params, context) => {
    const { passes, reason } = checkReverse(params, context);
    return matchReverse(params, passes, reason);
  },
});

const matchReverse = (params: Rpfilter, passes: boolean, reason: string): MatchResult =>
  matchIf(passes, params.invert, '-m rpfilter', `${params.invert ? 'no ' : ''}way back by the same device`, reason);

/** Would an answer leave by the device that the packet came in by (rpfilter_lookup_reverse)? */
function checkReverse(
  params: Rpfilter,
  { packet, inDevice, host }: MatchContext<undefined>,
): { readonly passes: boolean; readonly reason: string } {
  const source = ipSource(packet.bytes);
  const destination = ipDestination(packet.bytes);
  const device = host.interface(inDevice);
  if (packet.linkType === 'loopback' || device?.loopback) return { passes: true, reason: 'the loopback' };
  if (isLocalMulticast(destination) && isZeronet(source))
    return { passes: true, reason: 'local multicast without a source' };
  const from = isMulticast(destination) || isLimitedBroadcast(destination) || isZeronet(destination) ? 0 : destination;
  const route = host.route({
    destination: source,
    source: from,
    tos: ipTos(packet.bytes),
    mark: params.validmark ? packet.mark : 0,
    inDevice: '',
  });
  const back = `to ${formatAddress(source)}: ${route === null ? 'no route' : route.text}`;
  if (route === null || (route.type !== 'UNICAST' && !(route.type === 'LOCAL' && params['accept-local'])))
    return { passes: false, reason: back };
  const isOwn = route.type === 'LOCAL' && device?.addresses.some(({ address }) => address === source) === true;
  return { passes: params.loose || isOwn || route.device === inDevice, reason: back };
}
