import { formatAddress, ipDestination, ipProtocol, ipSource, read16 } from '../../net/index.ts';
import type { MatchContext, MatchResult } from '../../model/index.ts';
import { MATCH, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { help } from './socket.help.ts';

const FLAGS = ['transparent', 'nowildcard', 'restore-skmark'] as const;
type Flag = (typeof FLAGS)[number];

/** struct xt_socket_mtinfo3. */
type Socket = { readonly [F in Flag]: boolean };

const words = (params: Socket): readonly string[] => FLAGS.filter((flag) => params[flag]).map((flag) => `--${flag}`);

/** xt_socket: socket_mt4_v3. */
export const socket = defineMatch<Socket>({
  kind: 'match',
  name: 'socket',
  size: 40,
  help,
  options: FLAGS.map((name) => ({ name, kind: 'flag' as const })),
  legality: { hooks: ['PREROUTING', 'INPUT'] },
  needs: ['defrag'],
  build: (given) => ok(Object.fromEntries(FLAGS.map((flag) => [flag, given.has(flag)])) as Socket),
  save: words,
  list: (params) => ['socket', ...words(params)].join(' '),
  brief: (params) => words(params).join(' ').replaceAll('--', ''),
  match: (params, context) => {
    const result = findSocket(params, context);
    // No socket of a scenario has a mark of its own.
    if (result.kind === 'match' && params['restore-skmark']) context.packet.mark = 0;
    return result;
  },
});

/** Sockets bound to any address count only with --nowildcard; sockets here are never transparent. */
function findSocket(
  params: Socket,
  { packet: { bytes }, transportOffset, host }: MatchContext<undefined>,
): MatchResult {
  const protocol = ipProtocol(bytes);
  const proto = protocol === 6 ? 'tcp' : protocol === 17 ? 'udp' : null;
  const port = read16(bytes, transportOffset + 2);
  const destination = ipDestination(bytes);
  const tuple = {
    source: ipSource(bytes),
    destination,
    protocol,
    sourcePart: read16(bytes, transportOffset),
    destinationPart: port,
  };
  if (host.isConnected?.(tuple) === true)
    return params.transparent ? miss('--transparent', 'a transparent socket', 'a connection') : MATCH;
  const found = host
    .sockets()
    .filter((one) => one.proto === proto && one.port === port && (one.address === 0 || one.address === destination));
  const wanted = found.find((one) => one.address !== 0) ?? found[0];
  if (wanted === undefined)
    return miss('-m socket', 'a local socket', () => `none at ${formatAddress(destination)}:${port}`);
  if (wanted.address === 0 && !params.nowildcard)
    return miss('-m socket', 'a socket with an address of its own', `${wanted.process} listens on any address`);
  return params.transparent ? miss('--transparent', 'a transparent socket', wanted.process) : MATCH;
}
