import { formatAddress, formatRoute, parseAddress, protocolNumber } from '../../engine/index.ts';
import type { Machine } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { INCOMPLETE, noDevice, refuse } from './ip-result.ts';

/** What of a decision the cached route shows. */
type Decision = ReturnType<Machine['host']['routing']['output']>;
type Cached = Pick<Extract<Decision, { readonly kind: 'route' }>, 'route' | 'learnt'>;

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
  /** The route itself is asked for, not the way it gives. */
  fibmatch: boolean;
}

const ERRORS: Readonly<Record<string, string>> = {
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
  EACCES: 'Permission denied',
  EINVAL: 'Invalid argument',
};
const PREFIX: Readonly<Record<string, string>> = { LOCAL: 'local ', BROADCAST: 'broadcast ', MULTICAST: 'multicast ' };
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  LOCAL: ['local'],
  BROADCAST: ['local', 'brd'],
  MULTICAST: ['local', 'mc'],
};
/** The one group that the host is in. */
const ALL_HOSTS = 0xe0000001;
const answers = (error: string): Output => refuse(`RTNETLINK answers: ${ERRORS[error] ?? 'No route to host'}`, 2);

/** What each of these says of a number that is none. */
const NUMBERS: Readonly<Record<string, string>> = {
  mark: 'invalid mark value',
  dport: 'invalid dport\n',
  sport: 'invalid sport\n',
  uid: 'invalid UID\n',
};

function wrongNumber(word: string, value: string): Output | null {
  const message = NUMBERS[word];
  if (message === undefined || /^(0[xX][0-9a-fA-F]+|\d+)$/.test(value)) return null;
  return refuse(`Error: argument "${value}" is wrong: ${message}`, 255);
}

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
    fibmatch: false,
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
    const option = isFrom || word === 'to' || word === 'vrf' || readers[word] !== undefined;
    const value = option ? words[(at += 1)] : word;
    if (value === undefined) return INCOMPLETE;
    if (word === 'fibmatch' || word === 'connected' || word === 'notify') {
      query.fibmatch ||= word === 'fibmatch';
      continue;
    }
    const wrong = wrongNumber(word, value);
    if (wrong !== null) return wrong;
    const read = readers[word];
    if (read !== undefined) {
      read(value);
      continue;
    }
    const address = parseAddress(value.replace(/\/32$/, ''));
    if (address === null) {
      const what = destination !== null || query.from !== null ? 'inet prefix' : 'any valid prefix';
      return refuse(`Error: ${what} is expected rather than "${value}".`, 1);
    }
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

/** Flags, then what was learnt of the way, then the route's metrics: `<redirected> expires 300sec mtu 1000 `. */
function cacheWords({ route, learnt }: Cached, flags: readonly string[], now: number): string {
  const mtu = learnt?.mtu ?? route?.mtu ?? null;
  const isLocked = learnt?.mtuLocked === true || route?.mtuLocked === true;
  return [
    ...(flags.length === 0 ? [] : [`<${flags.join(',')}>`]),
    ...(learnt === undefined ? [] : [`expires ${Math.floor((learnt.expires - now) / 1000)}sec`]),
    ...(mtu === null ? [] : ['mtu', ...(isLocked ? ['lock'] : []), String(mtu)]),
    ...(route?.metrics ?? []),
  ]
    .map((word) => `${word} `)
    .join('');
}

const isRedirected = ({ learnt }: Cached): readonly string[] =>
  learnt === undefined || learnt.gateway === null ? [] : ['redirected'];
const realmOf = ({ route }: Cached): string => (route === null || route.realm === 0 ? '' : `realm ${route.realm}`);

const line = (words: readonly string[]): string => `${words.filter((word) => word !== '').join(' ')} \n`;
const tableWords = (table: number | undefined): string => (table === undefined || table >= 254 ? '' : `table ${table}`);

function forOutput({ routing, clock }: Machine['host'], query: Query): Output {
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
  if (query.fibmatch && decision.route !== null) return success(`${formatRoute(decision.route)} \n`);
  // RTCF_MULTICAST is the bit that iproute2 reads as RTM_F_OFFLOAD_FAILED.
  const isForeignGroup = decision.type === 'MULTICAST' && destination !== ALL_HOSTS;
  const text = line([
    `${PREFIX[decision.type] ?? ''}${formatAddress(destination)}`,
    from === null ? '' : `from ${formatAddress(from)}`,
    decision.gateway === null ? '' : `via ${formatAddress(decision.gateway)}`,
    `dev ${decision.device}`,
    tableWords(decision.route?.table),
    from === null ? `src ${formatAddress(decision.source)}` : '',
    isForeignGroup ? 'rt_offload_failed' : '',
    realmOf(decision),
    mark === 0 ? '' : `mark ${mark}`,
    `uid ${uid}`,
  ]);
  const flags = isForeignGroup ? ['mc'] : (FLAGS[decision.type] ?? []);
  return success(`${text}    cache ${cacheWords(decision, [...flags, ...isRedirected(decision)], clock.now())}\n`);
}

/** `ip route show cache`: the ways that ICMP errors taught, where a route was made from them. */
export function showCache({ routing, clock }: Machine['host']): string {
  return routing.exceptions
    .list()
    .filter(({ hop }) => hop.device !== 'lo')
    .map(({ hop, destination, exception }) => {
      const gateway = exception.gateway ?? hop.gateway;
      const cached: Cached = { route: null, learnt: exception };
      return `${line([
        formatAddress(destination),
        gateway === null ? '' : `via ${formatAddress(gateway)}`,
        `dev ${hop.device}`,
      ])}    cache ${cacheWords(cached, isRedirected(cached), clock.now())}\n`;
    })
    .join('');
}

function forInput({ routing, clock }: Machine['host'], query: Query): Output {
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
  const cached: Cached = isLocal ? { route: null } : decision;
  const text = line([
    `${PREFIX[type] ?? ''}${formatAddress(destination)}`,
    `from ${formatAddress(source)}`,
    gateway === null ? '' : `via ${formatAddress(gateway)}`,
    `dev ${isLocal ? 'lo' : decision.hop.device}`,
    tableWords(isLocal ? undefined : decision.route.table),
    realmOf(cached),
    mark === 0 ? '' : `mark ${mark}`,
  ]);
  const flags = [
    ...(FLAGS[type] ?? []),
    ...isRedirected(cached),
    ...(!isLocal && decision.redirect ? ['redirect'] : []),
  ];
  return success(`${text}    cache ${cacheWords(cached, flags, clock.now())}iif ${iif} \n`);
}
