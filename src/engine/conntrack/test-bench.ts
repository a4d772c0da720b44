import { TCP_FLAGS, emitIcmp, emitIpv4, emitTcp, emitUdp, icmpIdSequence, parseAddress } from '../net/index.ts';
import type { TcpFlag, TcpOption } from '../net/index.ts';
import type { Conntrack, ConntrackEntry, Hook, Packet, WalkEvent } from '../model/index.ts';
import { createConntrack } from './conntrack.ts';

/** Defaults of a stock kernel, in the sysctls' own units, without 'net.netfilter.nf_conntrack_'. */
const DEFAULTS: Readonly<Record<string, number>> = {
  acct: 1,
  buckets: 4096,
  checksum: 1,
  expect_max: 4096,
  log_invalid: 0,
  max: 262144,
  generic_timeout: 600,
  gre_timeout: 30,
  gre_timeout_stream: 180,
  icmp_timeout: 30,
  udp_timeout: 30,
  udp_timeout_stream: 120,
  sctp_timeout_closed: 10,
  sctp_timeout_cookie_wait: 3,
  sctp_timeout_cookie_echoed: 3,
  sctp_timeout_established: 210,
  sctp_timeout_shutdown_sent: 3,
  sctp_timeout_shutdown_recd: 3,
  sctp_timeout_shutdown_ack_sent: 3,
  sctp_timeout_heartbeat_sent: 30,
  tcp_be_liberal: 0,
  tcp_ignore_invalid_rst: 0,
  tcp_loose: 1,
  tcp_max_retrans: 3,
  tcp_timeout_close: 10,
  tcp_timeout_close_wait: 60,
  tcp_timeout_established: 432000,
  tcp_timeout_fin_wait: 120,
  tcp_timeout_last_ack: 30,
  tcp_timeout_max_retrans: 300,
  tcp_timeout_syn_recv: 60,
  tcp_timeout_syn_sent: 120,
  tcp_timeout_time_wait: 120,
  tcp_timeout_unacknowledged: 300,
};

export const address = (text: string): number => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(`not an address: ${text}`);
  return parsed;
};

export const CLIENT = '10.0.0.2';
export const SERVER = '198.51.100.7';

export interface Bench {
  readonly conntrack: Conntrack;
  readonly events: WalkEvent[];
  readonly printed: string[];
  readonly settings: Record<string, number>;
  wait(milliseconds: number): void;
  arrive(bytes: Uint8Array): Packet;
  /** The packet's state after the tracker, once it was forwarded; 'DROPPED' if a station dropped it. */
  forward(packet: Packet | Uint8Array): string;
  /** The state only: the packet is lost before it could confirm anything. */
  trackOnly(bytes: Uint8Array, hook?: Hook): string;
  entry(): ConntrackEntry;
  line(): string;
}

/** A tracker under a clock that stands still until told, with packets that pass PREROUTING and POSTROUTING. */
export function createBench(overrides: Readonly<Record<string, number>> = {}): Bench {
  const settings: Record<string, number> = { ...DEFAULTS, ...overrides };
  const events: WalkEvent[] = [];
  const printed: string[] = [];
  let now = 1_000_000;
  let lastPacket = 0;
  const conntrack = createConntrack({
    now: () => now,
    random: () => 7,
    sysctl: (key) => settings[key.replace('net.netfilter.nf_conntrack_', '')] ?? Number.NaN,
    emit: (event) => events.push(event),
    printk: (_level, line) => printed.push(line),
    describe: () => 'IN=eth0',
  });
  const arrive = (bytes: Uint8Array): Packet => {
    lastPacket += 1;
    return { ...BLANK, id: lastPacket, bytes };
  };
  return {
    conntrack,
    events,
    printed,
    settings,
    arrive,
    wait(milliseconds) {
      now += milliseconds;
      conntrack.collect();
    },
    forward(subject) {
      const packet = subject instanceof Uint8Array ? arrive(subject) : subject;
      if (conntrack.track(packet, 'PREROUTING').kind === 'drop') return 'DROPPED';
      const state = stateOf(packet);
      if (conntrack.help(packet, 'POSTROUTING').kind === 'drop') return 'DROPPED';
      return conntrack.confirm(packet, 'POSTROUTING').kind === 'drop' ? 'DROPPED' : state;
    },
    trackOnly(bytes, hook = 'PREROUTING') {
      const packet = arrive(bytes);
      return conntrack.track(packet, hook).kind === 'drop' ? 'DROPPED' : stateOf(packet);
    },
    entry() {
      const [entry] = conntrack.entries();
      if (entry === undefined) throw new Error('no entry');
      return entry;
    },
    line: () => conntrack.lines().join('\n'),
  };
}

const BLANK: Packet = {
  id: 0,
  bytes: new Uint8Array(),
  inDevice: 'eth0',
  linkHeader: null,
  linkType: 'host',
  mark: 0,
  priority: 0,
  traced: false,
  conntrack: null,
  socket: null,
  fragMaxSize: 0,
  fragDf: false,
  checksumVerified: false,
  causedBy: null,
};

export function stateOf({ conntrack }: Packet): string {
  if (conntrack === null) return 'INVALID';
  return conntrack === 'untracked' ? 'UNTRACKED' : conntrack.relation.toUpperCase();
}

export type Side = 'client' | 'server';

const endsOf = (side: Side): { readonly source: number; readonly destination: number } =>
  side === 'client'
    ? { source: address(CLIENT), destination: address(SERVER) }
    : { source: address(SERVER), destination: address(CLIENT) };

export interface Segment {
  /** Names joined by '|': 'SYN|ACK'; '' for none. */
  readonly flags: string;
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  readonly data?: number | string;
  readonly options?: readonly TcpOption[];
  /** Of client and server. */
  readonly ports?: readonly [number, number];
}

const isFlag = (name: string): name is TcpFlag => name in TCP_FLAGS;

export const flagBits = (names: string): number =>
  names.split('|').reduce((bits, name) => (isFlag(name) ? bits | TCP_FLAGS[name] : bits), 0);

/** Client port 1000 and server port 80 unless told. */
export function tcp(side: Side, segment: Segment): Uint8Array {
  const { flags, seq = 0, ack = 0, window = 8192, data = 0, options = [], ports = [1000, 80] } = segment;
  const ends = endsOf(side);
  const [client, server] = ports;
  const [sourcePort, destinationPort] = side === 'client' ? [client, server] : [server, client];
  const payload = typeof data === 'number' ? new Uint8Array(data) : new TextEncoder().encode(data);
  const fields = {
    sourcePort,
    destinationPort,
    sequence: seq,
    acknowledgment: ack,
    flags: flagBits(flags),
    window,
    options,
  };
  return emitIpv4({ ...ends, protocol: 6 }, emitTcp(fields, payload, ends));
}

/** Client port 1000, server port 53. */
export function udp(side: Side, data = 'x', ports: readonly [number, number] = [1000, 53]): Uint8Array {
  const ends = endsOf(side);
  const [client, server] = ports;
  const [sourcePort, destinationPort] = side === 'client' ? [client, server] : [server, client];
  return emitIpv4(
    { ...ends, protocol: 17 },
    emitUdp({ sourcePort, destinationPort }, new TextEncoder().encode(data), ends),
  );
}

export const icmp = (side: Side, type: number, id = 7, code = 0): Uint8Array =>
  emitIpv4({ ...endsOf(side), protocol: 1 }, emitIcmp({ type, code, rest: icmpIdSequence(id, 1) }, new Uint8Array(4)));

/** An ICMP error from `from` to `to` about `quoted`, of which `kept` bytes are quoted. */
export const icmpError = (from: string, to: string, quoted: Uint8Array, kept = quoted.length): Uint8Array =>
  emitIpv4(
    { source: address(from), destination: address(to), protocol: 1 },
    emitIcmp({ type: 3, code: 1 }, quoted.subarray(0, kept)),
  );

export const plain = (side: Side, protocol: number, payload = new Uint8Array(8)): Uint8Array =>
  emitIpv4({ ...endsOf(side), protocol }, payload);
