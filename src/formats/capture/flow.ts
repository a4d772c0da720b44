/** What a filter, a picture and a choice of interface need of a datagram. */
export interface Flow {
  readonly source: string;
  readonly destination: string;
  /** Protocol number. */
  readonly protocol: number;
  /** Null for protocols without ports, and for later fragments. */
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [2, 'igmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [33, 'dccp'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [132, 'sctp'],
  [136, 'udplite'],
]);
const WITH_PORTS = new Set([6, 17, 33, 132, 136]);

const addressAt = (bytes: Uint8Array, at: number): string =>
  `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;

const known = new WeakMap<Uint8Array, Flow>();

/** Read once: a filter asks every datagram again at every key. */
export function flowOf(datagram: Uint8Array): Flow {
  const found = known.get(datagram) ?? readFlow(datagram);
  known.set(datagram, found);
  return found;
}

function readFlow(datagram: Uint8Array): Flow {
  const protocol = datagram[9] ?? 0;
  const transport = ((datagram[0] ?? 0) & 15) * 4;
  const isLaterFragment = ((((datagram[6] ?? 0) << 8) | (datagram[7] ?? 0)) & 0x1fff) !== 0;
  const hasPorts = WITH_PORTS.has(protocol) && !isLaterFragment && datagram.length >= transport + 4;
  const portAt = (at: number): number => ((datagram[at] ?? 0) << 8) | (datagram[at + 1] ?? 0);
  return {
    source: addressAt(datagram, 12),
    destination: addressAt(datagram, 16),
    protocol,
    sourcePort: hasPorts ? portAt(transport) : null,
    destinationPort: hasPorts ? portAt(transport + 2) : null,
  };
}

/** 'tcp 192.168.1.2:40000 → 8.8.8.8:443' */
export function flowText({ source, destination, protocol, sourcePort, destinationPort }: Flow): string {
  const end = (address: string, port: number | null): string => (port === null ? address : `${address}:${port}`);
  return `${protocolText(protocol)} ${end(source, sourcePort)} → ${end(destination, destinationPort)}`;
}

export const protocolText = (protocol: number): string => NAMES.get(protocol) ?? `proto ${protocol}`;

/**
 * Whether a flow has every word of a filter: an address or the beginning of one ('10.1.'), an address with a port
 * (10.0.0.1:80), a port, a protocol's name.
 */
export function flowMatches(flow: Flow, filter: string): boolean {
  if (filter === '') return true;
  const ends: readonly (readonly [string, number | null])[] = [
    [flow.source, flow.sourcePort],
    [flow.destination, flow.destinationPort],
  ];
  return filter
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .every(
      (word) =>
        word === protocolText(flow.protocol) ||
        ends.some(
          ([address, port]) =>
            word === address ||
            (word.endsWith('.') && address.startsWith(word)) ||
            (port !== null && (word === String(port) || word === `${address}:${port}` || word === `:${port}`)),
        ),
    );
}
