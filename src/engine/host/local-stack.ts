import {
  checksum,
  concatBytes,
  emitIcmp,
  emitIpv4,
  ICMP,
  ICMP_PROTOCOL,
  icmpCode,
  icmpRest,
  icmpType,
  ipDestination,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  ipTos,
  isTransportChecksumRight,
  protocolName,
  pseudoHeaderSum,
  read16,
  setIpSource,
  setIpTtl,
  TCP_PROTOCOL,
  tcpDestinationPort,
  tcpHeaderLength,
  UDP_PROTOCOL,
  udpDestinationPort,
  udpLength,
  write32,
} from '../net/index.ts';
import type { HostSocket, PacketSocket, Tuple } from '../model/index.ts';
import { echoOptions, fillEchoed } from './ip-options.ts';
import type { IcmpSender } from './icmp-send.ts';
import type { Kernel } from './kernel.ts';
import { learnFromError } from './learn-route.ts';
import { hopLimit, routeOutput } from './route-packet.ts';
import type { Skb } from './skb.ts';
import type { TcpAnswer } from './tcp-segment.ts';
import { TcpStack } from './tcp-listener.ts';

/** IGMP and PIM: the kernel listens and says nothing. */
const SILENT_PROTOCOLS: ReadonlySet<number> = new Set([2, 103]);
const UDPLITE_PROTOCOL = 136;
const RAW_PROTOCOL = 255;
const NR_ICMP_TYPES = 18;
/** Errors that icmp_unreach hands to the protocol of the datagram they quote. */
const HANDSHAKE_ERRORS: ReadonlySet<number> = new Set([ICMP.UNREACHABLE, ICMP.TIME_EXCEEDED, ICMP.PARAMETER_PROBLEM]);
const DAY_MS = 86_400_000;

/** What becomes of datagrams for the host itself (ip_protocol_deliver_rcu and the transports). */
export class LocalStack {
  private readonly kernel: Kernel;
  private readonly icmp: IcmpSender;
  private readonly tcp: TcpStack;

  constructor(kernel: Kernel, icmp: IcmpSender) {
    this.kernel = kernel;
    this.icmp = icmp;
    this.tcp = new TcpStack(kernel);
  }

  deliver(skb: Skb): void {
    const protocol = ipProtocol(skb.bytes);
    const raw = this.kernel.sockets.filter(
      (socket) => socket.proto === 'raw' && socket.port === protocol && isBoundTo(socket, skb),
    );
    for (const socket of raw) this.delivered(skb, `raw ${protocolName(protocol) ?? protocol}`, socket);
    if (!this.kernel.answers) return this.swallow(skb, protocol, raw.length > 0);
    switch (protocol) {
      case ICMP_PROTOCOL:
        return this.receiveIcmp(skb);
      case TCP_PROTOCOL:
        return this.receiveTcp(skb);
      case UDP_PROTOCOL:
      case UDPLITE_PROTOCOL:
        return this.receiveUdp(skb, protocol);
      default:
        if (SILENT_PROTOCOLS.has(protocol)) return this.delivered(skb, protocolName(protocol) ?? '', null);
        // The sender's own raw socket takes what has its protocol number.
        if (raw.length === 0 && !(protocol === RAW_PROTOCOL && this.kernel.hasRawSender))
          this.refuseProtocol(skb, protocol);
    }
  }

  isConnected(tuple: Tuple): boolean {
    return tuple.protocol === TCP_PROTOCOL && this.tcp.isConnected(tuple);
  }

  private delivered(skb: Skb, to: string, socket: HostSocket | null): void {
    if (this.kernel.recording)
      this.kernel.emit({ packet: skb.id, kind: 'delivered', to, process: socket?.process ?? null });
  }

  /** A silent host: whoever would have got it has it, and says nothing. */
  private swallow(skb: Skb, protocol: number, taken: boolean): void {
    const socket = this.socketFor(skb, protocol);
    const name = protocolName(protocol) ?? String(protocol);
    if (!taken) this.delivered(skb, socket === null ? name : `${name}/${socket.port}`, socket);
  }

  private refuseProtocol(skb: Skb, protocol: number): void {
    this.kernel.sendIcmpError(skb, ICMP.UNREACHABLE, 2, 0);
    this.kernel.drop(skb, 'no-listener', `nobody speaks protocol ${protocol}`);
  }

  private socketFor(skb: Skb, protocol: number): HostSocket | null {
    if (skb.steeredTo !== undefined) return skb.steeredTo;
    const at = ipHeaderLength(skb.bytes);
    const proto = protocol === TCP_PROTOCOL ? 'tcp' : protocol === UDP_PROTOCOL ? 'udp' : null;
    const port = tcpDestinationPort(skb.bytes, at);
    const fit = this.kernel.sockets.filter(
      (socket) => socket.proto === proto && socket.port === port && isBoundTo(socket, skb),
    );
    return fit.find((socket) => socket.address !== 0) ?? fit[0] ?? null;
  }

  /** icmp_rcv. */
  private receiveIcmp(skb: Skb): void {
    const at = ipHeaderLength(skb.bytes);
    if (skb.bytes.length < at + 8) return this.kernel.drop(skb, 'header-error', 'ICMP header cut off');
    if (!skb.checksumVerified && !isTransportChecksumRight(skb.bytes))
      return this.kernel.drop(skb, 'bad-checksum', 'ICMP checksum wrong');
    const type = icmpType(skb.bytes, at);
    if (type > NR_ICMP_TYPES) return this.kernel.drop(skb, 'not-for-us', `ICMP type ${type}`);
    const isGroup = skb.destination?.type !== 'LOCAL';
    const isRequest = type === ICMP.ECHO_REQUEST || type === ICMP.TIMESTAMP_REQUEST;
    if (isGroup && isRequest && this.kernel.sysctls.number('net.ipv4.icmp_echo_ignore_broadcasts') !== 0) {
      return this.kernel.drop(skb, 'not-for-us', 'broadcast pings are not answered');
    }
    this.delivered(skb, 'icmp', null);
    learnFromError(this.kernel, skb, (quote) => this.tcp.isFrom(quote));
    if (HANDSHAKE_ERRORS.has(type)) this.tcp.error(skb.bytes.subarray(at + 8), type, icmpCode(skb.bytes, at));
    if (type === ICMP.ECHO_REQUEST && this.kernel.sysctls.number('net.ipv4.icmp_echo_ignore_all') === 0)
      return this.reply(skb, ICMP.ECHO_REPLY);
    if (type === ICMP.TIMESTAMP_REQUEST) this.reply(skb, ICMP.TIMESTAMP_REPLY);
  }

  private reply(skb: Skb, type: number): void {
    const at = ipHeaderLength(skb.bytes);
    const body = type === ICMP.ECHO_REPLY ? skb.bytes.subarray(at + 8) : this.timestamps(skb, at);
    if (body === null) return;
    const code = type === ICMP.ECHO_REPLY ? icmpCode(skb.bytes, at) : 0;
    this.icmp.sendReply(skb, emitIcmp({ type, code, rest: icmpRest(skb.bytes, at) }, body));
  }

  /** Originate as it came, receive and transmit in ms since midnight UTC (icmp_timestamp). */
  private timestamps(skb: Skb, at: number): Uint8Array | null {
    if (skb.bytes.length < at + 12) return null;
    const body = concatBytes(skb.bytes.subarray(at + 8, at + 12), new Uint8Array(8));
    const time = this.kernel.clock.now() % DAY_MS;
    write32(body, 4, time);
    write32(body, 8, time);
    return body;
  }

  /** __udp4_lib_rcv. The entry is let go before an error is sent: it is looked up anew. */
  private receiveUdp(skb: Skb, protocol: number): void {
    const at = ipHeaderLength(skb.bytes);
    const isLite = protocol === UDPLITE_PROTOCOL;
    const length = isLite && udpLength(skb.bytes, at) === 0 ? skb.bytes.length - at : udpLength(skb.bytes, at);
    if (skb.bytes.length < at + 8 || length > skb.bytes.length - at || length < 8) {
      return this.kernel.drop(skb, 'header-error', 'UDP header or length wrong');
    }
    // What UDP's own length does not count is cut off, also in the quote of an error; the checksum must be right without it.
    const isCut = !isLite && length < skb.bytes.length - at;
    const right = isLite
      ? isUdpLiteChecksumRight(skb.bytes, at, length)
      : (skb.checksumVerified && !isCut) || isTransportChecksumRight(isCut ? trimmed(skb, at + length) : skb.bytes);
    if (isCut) skb.bytes = skb.bytes.slice(0, at + length);
    const socket = this.socketFor(skb, protocol);
    if (!right) return this.kernel.drop(skb, 'bad-checksum', 'UDP checksum wrong');
    if (socket !== null) return this.delivered(skb, `udp/${socket.port}`, socket);
    if (skb.destination?.type !== 'LOCAL')
      return this.kernel.drop(skb, 'no-listener', 'nobody listens to this broadcast');
    skb.conntrack = null;
    this.kernel.sendIcmpError(skb, ICMP.UNREACHABLE, 3, 0);
    this.kernel.drop(skb, 'no-listener', `no socket is bound to udp/${udpDestinationPort(skb.bytes, at)}`);
  }

  /** A connection counts its own ids from a random start. */
  private nextId(): number {
    return this.kernel.random() & 0xffff;
  }

  /** tcp_v4_rcv. */
  private receiveTcp(skb: Skb): void {
    const at = ipHeaderLength(skb.bytes);
    if (skb.linkType !== 'host') return this.kernel.drop(skb, 'not-for-us', 'TCP in a broadcast frame');
    const headerLength = tcpHeaderLength(skb.bytes, at);
    if (skb.bytes.length < at + 20 || headerLength < 20 || skb.bytes.length < at + headerLength) {
      return this.kernel.drop(skb, 'header-error', 'TCP header wrong');
    }
    if (!skb.checksumVerified && !isTransportChecksumRight(skb.bytes))
      return this.kernel.drop(skb, 'bad-checksum', 'TCP checksum wrong');
    const socket = this.socketFor(skb, TCP_PROTOCOL);
    const isLocal = skb.destination?.type === 'LOCAL';
    if (socket !== null && isLocal) this.delivered(skb, `tcp/${socket.port}`, socket);
    const answer = isLocal ? this.tcp.receive(skb, socket !== null, (later) => this.sendTcp(skb, later, socket)) : null;
    skb.conntrack = null;
    if (answer !== null) this.sendTcp(skb, answer, socket);
    if (socket === null)
      this.kernel.drop(skb, 'no-listener', `no socket listens on tcp/${tcpDestinationPort(skb.bytes, at)}`);
  }

  private sendTcp(skb: Skb, { segment, kind, echoes }: TcpAnswer, socket: HostSocket | null): void {
    const { kernel } = this;
    const [source, peer] = [ipDestination(skb.bytes), ipSource(skb.bytes)];
    const ttl = kernel.sysctls.number('net.ipv4.ip_default_ttl');
    const tos = kind === 'reset' ? ipTos(skb.bytes) & ~3 : 0;
    const echoed = echoOptions(echoes.bytes, echoes.options);
    if (echoed === null && kind === 'reset') return;
    const destination = echoed?.route?.firstHop ?? peer;
    const ends = { source, destination: peer };
    const options = echoed === null ? {} : { options: fillEchoed(echoed, ends, kernel.clock.now()) };
    const bytes = emitIpv4(
      {
        ...options,
        source,
        destination,
        protocol: TCP_PROTOCOL,
        dontFragment: true,
        ttl,
        tos,
        id: kind === 'connection' ? this.nextId() : 0,
      },
      segment,
    );
    const answer = kernel.newSkb(bytes, skb.id);
    const reflects = kind === 'reset' ? 'net.ipv4.fwmark_reflect' : 'net.ipv4.tcp_fwmark_accept';
    answer.mark = kernel.sysctls.number(reflects) === 0 ? 0 : skb.mark;
    answer.socket = socket === null ? KERNEL_SOCKET : senderOf(socket, kind);
    answer.checksumVerified = true;
    answer.checksumPartial = kind !== 'reset';
    if (kernel.recording)
      kernel.emit({ packet: answer.id, kind: 'originated', by: 'local-stack', causedBy: skb.id, bytes: bytes.slice() });
    const ports = { source: read16(segment, 0), destination: read16(segment, 2) };
    const protocol = TCP_PROTOCOL;
    // Only a transparent socket is steered to, and it may send from addresses that are not the host's (FLOWI_FLAG_ANYSRC).
    const anySource = skb.steeredTo !== undefined;
    const routed = routeOutput(kernel, answer, { source, anySource, phase: 'output', protocol, ports });
    const strays = echoed?.route?.strict === true && kind !== 'reset' && routed?.destination.gateway !== null;
    if (routed === null || strays) return kernel.drop(answer, 'no-route', 'no route back');
    answer.destination = routed.destination;
    if (source === 0) {
      // Whoever asked 0.0.0.0 is answered by the route's choice, under a checksum over 0.0.0.0 (ip_send_unicast_reply).
      setIpSource(answer.bytes, routed.source);
      answer.checksumVerified = false;
    }
    setIpTtl(answer.bytes, hopLimit(kernel, routed.destination));
    kernel.withoutSoftirqs(() => kernel.localOut(answer));
  }
}

const KERNEL_SOCKET: PacketSocket = { uid: 0, gid: 0, file: false };

/** A reset is the listener's own; a connection inherits its ids, and has no file until a process accepts it. */
function senderOf({ uid, gid }: HostSocket, kind: TcpAnswer['kind']): PacketSocket {
  if (kind === 'reset') return { uid, gid, file: true };
  return { uid, gid, file: false, owner: kind === 'handshake' ? 'listener' : 'none' };
}

const isBoundTo = (socket: HostSocket, skb: Skb): boolean =>
  socket.address === 0 || socket.address === ipDestination(skb.bytes);

/** RFC 3828: over as many bytes as the length field covers, and never left out. */
const isUdpLiteChecksumRight = (bytes: Uint8Array, at: number, coverage: number): boolean =>
  read16(bytes, at + 6) !== 0 &&
  checksum(
    bytes,
    at,
    at + coverage,
    pseudoHeaderSum(ipSource(bytes), ipDestination(bytes), UDPLITE_PROTOCOL, bytes.length - at),
  ) === 0;

/** The datagram as far as UDP's own length goes, for its checksum. */
function trimmed(skb: Skb, length: number): Uint8Array {
  const bytes = skb.bytes.slice(0, length);
  bytes[2] = length >>> 8;
  bytes[3] = length;
  return bytes;
}
