import {
  formatAddress,
  ICMP_HEADER,
  ICMP_PROTOCOL,
  icmpType,
  ipDestination,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  IPV4_MIN_HEADER,
  isIcmpError,
  read16,
  TCP_MIN_HEADER,
  TCP_PROTOCOL,
  UDP_HEADER,
  UDP_PROTOCOL,
} from '../../net/index.ts';
import type { HostSocket, MatchContext, MatchResult, Packet, Tuple } from '../../model/index.ts';
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
function findSocket(params: Socket, { packet, host }: MatchContext<undefined>): MatchResult {
  const ends = endsOf(packet);
  if (ends === null) return miss('-m socket', 'a local socket', 'no ports to look for one by');
  if (packet.steeredTo === undefined && host.isConnected?.(ends) === true)
    return params.transparent ? miss('--transparent', 'a transparent socket', 'a connection') : MATCH;
  const wanted = packet.steeredTo ?? listener(ends, host.sockets());
  if (wanted === undefined) {
    const place = () => `none at ${formatAddress(ends.destination)}:${ends.destinationPart}`;
    return miss('-m socket', 'a local socket', place);
  }
  if (wanted.address === 0 && !params.nowildcard)
    return miss('-m socket', 'a socket with an address of its own', `${wanted.process} listens on any address`);
  return params.transparent ? miss('--transparent', 'a transparent socket', wanted.process) : MATCH;
}

function listener({ protocol, destination, destinationPart }: Tuple, sockets: readonly HostSocket[]) {
  const proto = protocol === TCP_PROTOCOL ? 'tcp' : 'udp';
  const found = sockets.filter(
    (one) => one.proto === proto && one.port === destinationPart && (one.address === 0 || one.address === destination),
  );
  return found.find((one) => one.address !== 0) ?? found[0];
}

/**
 * Whom the packet is for, as the socket knows it (nf_sk_lookup_slow_v4): an ICMP error is for the sender of what it quotes, an
 * answer to a source-NATed connection for the address before NAT.
 */
function endsOf({ bytes, conntrack }: Packet): Tuple | null {
  const isError = ipProtocol(bytes) === ICMP_PROTOCOL;
  const ends = isError ? endsOfQuote(bytes) : endsOfHeader(bytes);
  if (ends === null || conntrack === null || conntrack === 'untracked') return ends;
  const { entry, direction, relation } = conntrack;
  const isAnswer = direction === 'reply' && relation === (isError ? 'related' : 'established');
  if (!isAnswer || !entry.status.sourceNatDone) return ends;
  return { ...ends, destination: entry.original.source, destinationPart: entry.original.sourcePart };
}

function endsOfHeader(bytes: Uint8Array): Tuple | null {
  const at = ipHeaderLength(bytes);
  const protocol = ipProtocol(bytes);
  const least = protocol === TCP_PROTOCOL ? TCP_MIN_HEADER : protocol === UDP_PROTOCOL ? UDP_HEADER : Infinity;
  if (bytes.length < at + least) return null;
  return {
    source: ipSource(bytes),
    destination: ipDestination(bytes),
    protocol,
    sourcePart: read16(bytes, at),
    destinationPart: read16(bytes, at + 2),
  };
}

/** extract_icmp4_fields: the quoted datagram turned round. */
function endsOfQuote(bytes: Uint8Array): Tuple | null {
  const at = ipHeaderLength(bytes);
  const inner = at + ICMP_HEADER;
  if (bytes.length < inner + IPV4_MIN_HEADER || !isIcmpError(icmpType(bytes, at))) return null;
  const protocol = ipProtocol(bytes, inner);
  const ports = inner + ipHeaderLength(bytes, inner);
  if ((protocol !== TCP_PROTOCOL && protocol !== UDP_PROTOCOL) || bytes.length < ports + 4) return null;
  return {
    source: ipDestination(bytes, inner),
    destination: ipSource(bytes, inner),
    protocol,
    sourcePart: read16(bytes, ports + 2),
    destinationPart: read16(bytes, ports),
  };
}
