import { formatAddress, parseAddress, protocolNumber } from '../../engine/index.ts';
import type { Machine } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { INCOMPLETE, noDevice, refuse } from './ip-result.ts';

interface Query {
  destination: number;
  from: number | null;
  iif: string;
  oif: string;
  mark: number;
  uid: number;
  tos: number;
  protocol: number;
  sport: number;
  dport: number;
}

const ERRORS: Readonly<Record<string, string>> = {
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
  EACCES: 'Permission denied',
  EINVAL: 'Invalid argument',
};
const PREFIX: Readonly<Record<string, string>> = { LOCAL: 'local ', BROADCAST: 'broadcast ', MULTICAST: 'multicast ' };
const FLAGS: Readonly<Record<string, string>> = {
  LOCAL: '<local> ',
  BROADCAST: '<local,brd> ',
  MULTICAST: '<local,mc> ',
};
const answers = (error: string): Output => refuse(`RTNETLINK answers: ${ERRORS[error] ?? 'No route to host'}`, 2);

function parse(words: readonly string[]): Query | Output {
  let destination: number | null = null;
  const query: Query = {
    destination: 0,
    from: null,
    iif: '',
    oif: '',
    mark: 0,
    uid: 0,
    tos: 0,
    protocol: 17,
    sport: 0,
    dport: 0,
  };
  const readers: Readonly<Record<string, (value: string) => void>> = {
    iif: (value) => (query.iif = value),
    oif: (value) => (query.oif = value),
    dev: (value) => (query.oif = value),
    mark: (value) => (query.mark = Number(value)),
    uid: (value) => (query.uid = Number(value)),
    tos: (value) => (query.tos = Number(value)),
    dsfield: (value) => (query.tos = Number(value)),
    ipproto: (value) => (query.protocol = protocolNumber(value) ?? Number(value)),
    sport: (value) => (query.sport = Number(value)),
    dport: (value) => (query.dport = Number(value)),
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const isFrom = word === 'from';
    const option = isFrom || word === 'to' || readers[word] !== undefined;
    const value = option ? words[(at += 1)] : word;
    if (value === undefined) return INCOMPLETE;
    const read = readers[word];
    if (read !== undefined) {
      read(value);
      continue;
    }
    const address = parseAddress(value.replace(/\/32$/, ''));
    if (address === null) return refuse(`Error: any valid prefix is expected rather than "${value}".`, 1);
    if (isFrom) query.from = address;
    else destination = address;
  }
  return destination === null ? refuse('need at least a destination address', 1) : { ...query, destination };
}

/** `ip route get`: the decision for a packet of the host's own, or with `iif` for one that comes in. */
export function getRoute({ host }: Machine, words: readonly string[]): Output {
  const query = parse(words);
  if ('exit' in query) return query;
  for (const name of [query.iif, query.oif])
    if (name !== '' && host.routing.device(name) === null) return noDevice(name);
  return query.iif === '' ? forOutput(host, query) : forInput(host, query);
}

const line = (words: readonly string[]): string => `${words.filter((word) => word !== '').join(' ')} \n`;
const tableWords = (table: number | undefined): string => (table === undefined || table >= 254 ? '' : `table ${table}`);

function forOutput({ routing }: Machine['host'], query: Query): Output {
  const { destination, from, oif, mark, uid, tos, protocol, sport, dport } = query;
  const decision = routing.output({
    destination,
    source: from ?? 0,
    tos,
    mark,
    outDevice: oif,
    protocol,
    sourcePort: sport,
    destinationPort: dport,
    uid,
    anySource: false,
  });
  if (decision.kind === 'error')
    return answers(from !== null && !routing.isLocalAddress(from) ? 'ENETUNREACH' : decision.error);
  const text = line([
    `${PREFIX[decision.type] ?? ''}${formatAddress(destination)}`,
    from === null ? '' : `from ${formatAddress(from)}`,
    decision.gateway === null ? '' : `via ${formatAddress(decision.gateway)}`,
    `dev ${decision.device}`,
    tableWords(decision.route?.table),
    from === null ? `src ${formatAddress(decision.source)}` : '',
    mark === 0 ? '' : `mark ${mark}`,
    `uid ${uid}`,
  ]);
  return success(`${text}    cache ${FLAGS[decision.type] ?? ''}\n`);
}

function forInput({ routing }: Machine['host'], query: Query): Output {
  const { destination, from, iif, mark, tos, protocol, sport, dport } = query;
  const source = from ?? 0;
  const decision = routing.input({
    destination,
    source,
    tos,
    mark,
    device: iif,
    protocol,
    sourcePort: sport,
    destinationPort: dport,
  });
  if (decision.kind === 'error') return answers(decision.error);
  if (decision.kind === 'drop') return answers(decision.reason === 'reverse-path' ? 'EXDEV' : 'EINVAL');
  const isLocal = decision.kind === 'local';
  const type = isLocal ? decision.type : 'UNICAST';
  const gateway = isLocal ? null : decision.hop.gateway;
  const text = line([
    `${PREFIX[type] ?? ''}${formatAddress(destination)}`,
    `from ${formatAddress(source)}`,
    gateway === null ? '' : `via ${formatAddress(gateway)}`,
    `dev ${isLocal ? 'lo' : decision.hop.device}`,
    tableWords(isLocal ? undefined : decision.route.table),
    mark === 0 ? '' : `mark ${mark}`,
  ]);
  return success(`${text}    cache ${FLAGS[type] ?? ''}iif ${iif} \n`);
}
