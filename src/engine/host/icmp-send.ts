import {
  emitIcmp,
  emitIpv4,
  fold,
  ICMP,
  ICMP_PROTOCOL,
  icmpType,
  ipDestination,
  ipFragmentOffset,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  ipTos,
  pseudoHeaderSum,
  TCP_MIN_HEADER,
  TCP_PROTOCOL,
  write16,
} from '../net/index.ts';
import { HZ } from './clock.ts';
import { echoOptions, fillEchoed } from './ip-options.ts';
import { placed, type Kernel } from './kernel.ts';
import { hopLimit, routeOutput } from './route-packet.ts';
import type { Skb } from './skb.ts';

const NR_ICMP_TYPES = 18;
/** Types that icmp_pointers marks as errors, the unassigned ones among them. */
const QUERY_TYPES: ReadonlySet<number> = new Set([0, 8, 13, 14, 15, 16, 17, 18]);
const isErrorType = (type: number): boolean => type > NR_ICMP_TYPES || !QUERY_TYPES.has(type);
/** INADDR_DUMMY: the source where no address fits. */
const DUMMY = 0xc0000008;
const LARGEST_ERROR = 576;

/** The ICMP socket: one message at a time, errors about own messages are not sent meanwhile. */
export class IcmpSender {
  private readonly kernel: Kernel;
  private busy = false;
  private readonly nextId: (destination: number) => number;

  constructor(kernel: Kernel, nextId: (destination: number) => number) {
    this.kernel = kernel;
    this.nextId = nextId;
  }

  /** icmp_send: an error about `cause`, unless RFC 1122 forbids one. `info` is the second word of the message. */
  sendError(cause: Skb, type: number, code: number, info: number): void {
    const { kernel } = this;
    if (this.busy || !mayAnswer(cause, type)) return;
    const echoed = echoOptions(cause.bytes, cause.options);
    if (echoed === null) return;
    const { bytes } = cause;
    const sender = ipSource(bytes);
    const destination = echoed.route?.firstHop ?? sender;
    const tos = isErrorType(type) ? (ipTos(bytes) & 0x1e) | 0xc0 : ipTos(bytes);
    const probe = kernel.newSkb(
      emitIpv4({ source: 0, destination, protocol: ICMP_PROTOCOL, tos }, new Uint8Array()),
      cause.id,
    );
    probe.mark = this.replyMark(cause);
    const routed = routeOutput(kernel, probe, {
      source: this.sourceFor(cause),
      anySource: false,
      phase: 'output',
      protocol: ICMP_PROTOCOL,
    });
    if (routed === null || !this.isAllowed(type, code, destination, routed.destination.device)) return;
    const room = Math.min(routed.destination.mtu, LARGEST_ERROR) - 28 - echoed.bytes.length;
    const message = emitIcmp({ type, code, rest: info }, quotable(cause).subarray(0, room));
    const source = routed.source === 0 ? DUMMY : routed.source;
    const fields = {
      source,
      destination,
      protocol: ICMP_PROTOCOL,
      tos,
      // __ip_make_skb: multicast goes no further than the socket's mc_ttl.
      ttl: routed.destination.type === 'MULTICAST' ? 1 : hopLimit(kernel, routed.destination),
    };
    probe.bytes = emitIpv4(
      {
        ...fields,
        id: this.nextId(destination),
        options: fillEchoed(echoed, { source, destination: sender }, kernel.clock.now()),
      },
      message,
    );
    probe.destination = routed.destination;
    this.push(probe, cause, type === ICMP.TIME_EXCEEDED && code === 1 ? 'fragment-timeout' : 'icmp-error');
  }

  /** icmp_reply: an answer to an echo or timestamp request. */
  sendReply(cause: Skb, message: Uint8Array): void {
    const { kernel } = this;
    const echoed = echoOptions(cause.bytes, cause.options);
    if (this.busy || echoed === null) return;
    const sender = ipSource(cause.bytes);
    const destination = echoed.route?.firstHop ?? sender;
    const source = kernel.routing.addressType(ipDestination(cause.bytes)) === 'LOCAL' ? ipDestination(cause.bytes) : 0;
    const tos = ipTos(cause.bytes);
    const reply = kernel.newSkb(
      emitIpv4({ source, destination, protocol: ICMP_PROTOCOL, tos }, new Uint8Array()),
      cause.id,
    );
    reply.mark = this.replyMark(cause);
    const routed = routeOutput(kernel, reply, { source, anySource: false, phase: 'output', protocol: ICMP_PROTOCOL });
    if (routed === null) return;
    const ttl = hopLimit(kernel, routed.destination);
    // Summed from minus zero (csum_partial_copy_nocheck): nothing but zeros gives 0, not 0xffff.
    if (message.every((byte, at) => byte === 0 || at === 2 || at === 3)) message.fill(0);
    const options = fillEchoed(echoed, { source: routed.source, destination: sender }, kernel.clock.now());
    reply.bytes = emitIpv4(
      { source: routed.source, destination, protocol: ICMP_PROTOCOL, tos, ttl, id: this.nextId(destination), options },
      message,
    );
    reply.destination = routed.destination;
    this.push(reply, null, 'local-stack');
  }

  /** icmp_push_reply: only errors inherit the cause's entry (icmp_glue_bits). */
  private push(skb: Skb, attachTo: Skb | null, by: 'icmp-error' | 'fragment-timeout' | 'local-stack'): void {
    const { kernel } = this;
    skb.socket = { uid: 0, gid: 0, file: false };
    skb.checksumVerified = true;
    if (kernel.recording)
      kernel.emit({
        packet: skb.id,
        kind: 'originated',
        by,
        causedBy: skb.causedBy,
        bytes: skb.bytes.slice(),
        ...placed(kernel.place),
      });
    if (attachTo !== null) kernel.conntrack.attach(skb, attachTo);
    this.busy = true;
    const rule = kernel.place;
    kernel.place = null;
    kernel.withoutSoftirqs(() => {
      kernel.localOut(skb);
      this.busy = false;
    });
    kernel.place = rule;
  }

  private replyMark(cause: Skb): number {
    return this.kernel.sysctls.number('net.ipv4.fwmark_reflect') === 0 ? 0 : cause.mark;
  }

  /** For what was meant for the host its own address; else 0: the route back decides. */
  private sourceFor(cause: Skb): number {
    const { kernel } = this;
    const isLocal = cause.destination?.input === 'deliver';
    if (isLocal) return ipDestination(cause.bytes);
    const inbound = cause.inDevice !== '' && kernel.sysctls.number('net.ipv4.icmp_errors_use_inbound_ifaddr') !== 0;
    return inbound ? kernel.routing.selectAddress(cause.inDevice, ipSource(cause.bytes)) : 0;
  }

  /** icmpv4_xrlim_allow. */
  private isAllowed(type: number, code: number, destination: number, device: string): boolean {
    const { sysctls, peers } = this.kernel;
    if (type > NR_ICMP_TYPES || (type === ICMP.UNREACHABLE && code === 4) || device === 'lo') return true;
    if ((sysctls.number('net.ipv4.icmp_ratemask') & (1 << type)) === 0) return true;
    const interval = Math.ceil((sysctls.number('net.ipv4.icmp_ratelimit') * HZ) / 1000);
    return interval === 0 || peers.allowsError(destination, interval);
  }
}

/** The checks at the head of icmp_send. */
function mayAnswer(cause: Skb, type: number): boolean {
  const { destination, bytes } = cause;
  if (destination === null || (cause.linkType !== 'host' && cause.linkType !== 'outgoing')) return false;
  if (destination.type === 'BROADCAST' || destination.type === 'MULTICAST' || ipFragmentOffset(bytes) !== 0)
    return false;
  if (!isErrorType(type) || ipProtocol(bytes) !== ICMP_PROTOCOL) return true;
  const at = ipHeaderLength(bytes);
  return at < bytes.length && !isErrorType(icmpType(bytes, at));
}

/** The datagram as it lies in memory. */
function quotable({ bytes, checksumPartial }: Skb): Uint8Array {
  const at = ipHeaderLength(bytes);
  if (!checksumPartial || ipProtocol(bytes) !== TCP_PROTOCOL || bytes.length < at + TCP_MIN_HEADER) return bytes;
  const copy = bytes.slice();
  write16(copy, at + 16, fold(pseudoHeaderSum(ipSource(bytes), ipDestination(bytes), TCP_PROTOCOL, bytes.length - at)));
  return copy;
}
