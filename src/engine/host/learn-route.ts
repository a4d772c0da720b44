import {
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
  isLimitedBroadcast,
  isMulticast,
  isZeronet,
  TCP_PROTOCOL,
  UDP_PROTOCOL,
  read16,
} from '../net/index.ts';
import type { OutputDecision } from '../routing/index.ts';
import type { Kernel } from './kernel.ts';
import { mtuOf } from './route-packet.ts';
import type { Skb } from './skb.ts';

const FRAGMENTATION_NEEDED = 4;
const LARGEST_REDIRECT_CODE = 3;
const RAW_PROTOCOL = 255;
/** net.ipv4.route.gc_timeout: how long a redirect is believed. */
const REDIRECT_MS = 300_000;

type Way = Extract<OutputDecision, { readonly kind: 'route' }>;

/** What an ICMP error for the host itself teaches of the way to the destination of the packet that it quotes. */
export function learnFromError(kernel: Kernel, skb: Skb, isOwnSegment: (quote: Uint8Array) => boolean): void {
  const at = ipHeaderLength(skb.bytes);
  const quote = skb.bytes.subarray(at + 8);
  const type = icmpType(skb.bytes, at);
  const tellsMtu = type === ICMP.UNREACHABLE && icmpCode(skb.bytes, at) === FRAGMENTATION_NEEDED;
  if (!tellsMtu && type !== ICMP.REDIRECT) return;
  if (quote.length < 20 || ipHeaderLength(quote) < 20 || quote.length < ipHeaderLength(quote) + 8) return;
  const discovery = kernel.sysctls.number('net.ipv4.ip_no_pmtu_disc');
  if (tellsMtu && (discovery === 2 || (discovery === 3 && ipProtocol(quote) !== TCP_PROTOCOL))) return;
  const way = wayOf(kernel, skb, quote, isOwnSegment);
  if (way === null) return;
  if (tellsMtu) learnMtu(kernel, way, discovery === 1 ? 0 : icmpRest(skb.bytes, at) & 0xffff);
  else if (icmpCode(skb.bytes, at) <= LARGEST_REDIRECT_CODE) learnGateway(kernel, skb, way, icmpRest(skb.bytes, at));
}

/** Route of the socket that sent the quoted packet; null: nobody's, and nothing is learnt (the err_handler of each protocol). */
function wayOf(kernel: Kernel, skb: Skb, quote: Uint8Array, isOwnSegment: (quote: Uint8Array) => boolean): Way | null {
  const protocol = ipProtocol(quote);
  const at = ipHeaderLength(quote);
  const isHeld = (proto: 'udp' | 'raw', port: number): boolean =>
    kernel.sockets.some(
      (socket) =>
        socket.proto === proto && socket.port === port && (socket.address === 0 || socket.address === ipSource(quote)),
    );
  // An echo reply is the kernel's own: no socket is asked for.
  const isReply = protocol === ICMP_PROTOCOL && icmpType(quote, at) === ICMP.ECHO_REPLY;
  const isSenders = protocol === RAW_PROTOCOL && kernel.hasRawSender;
  const isOwn =
    isReply ||
    isSenders ||
    isHeld('raw', protocol) ||
    (protocol === UDP_PROTOCOL && isHeld('udp', read16(quote, at))) ||
    (protocol === TCP_PROTOCOL && isOwnSegment(quote));
  if (!isOwn) return null;
  const reflected = kernel.sysctls.number('net.ipv4.fwmark_reflect') === 0 ? 0 : skb.mark;
  const decision = kernel.routing.output({
    destination: ipDestination(quote),
    source: ipSource(quote),
    tos: isReply ? ipTos(quote) : 0,
    mark: isReply ? reflected : 0,
    outDevice: '',
    protocol,
    sourcePort: 0,
    destinationPort: 0,
    uid: 0,
    anySource: isSenders,
  });
  // The way is looked up again by its device: one's own addresses lie on another than lo.
  return decision.kind === 'route' && decision.hop?.device === decision.device ? decision : null;
}

/** __ip_rt_update_pmtu. */
function learnMtu(kernel: Kernel, way: Way, told: number): void {
  const { sysctls, routing, clock } = kernel;
  const { route, learnt, hop } = way;
  if (hop === null || route?.mtuLocked === true || learnt?.mtuLocked === true) return;
  const before = mtuOf(kernel, way.device, way);
  if (before < told) return;
  const least = sysctls.number('net.ipv4.route.min_pmtu');
  const mtuLocked = told < least;
  const mtu = mtuLocked ? Math.min(before, least) : told;
  const lifetime = sysctls.number('net.ipv4.route.mtu_expires') * 1000;
  const isFresh = learnt?.mtu === mtu && !mtuLocked && clock.now() < learnt.expires - lifetime / 2;
  if (!isFresh) routing.exceptions.learn(hop, way.destination, { mtu, mtuLocked, expires: clock.now() + lifetime });
}

/** __ip_do_redirect: believed only of the gateway in use, and only if the better one is a neighbour. */
function learnGateway(kernel: Kernel, skb: Skb, way: Way, gateway: number): void {
  const { routing, sysctls, clock } = kernel;
  const old = ipSource(skb.bytes);
  const device = skb.inDevice;
  if (way.hop === null || way.gateway !== old || gateway === old || !acceptsRedirects(kernel, device)) return;
  if (isMulticast(gateway) || isLimitedBroadcast(gateway) || isZeronet(gateway)) return;
  const isNeighbour =
    sysctls.conf(device, 'shared_media') === 0
      ? routing.isOnLink(device, gateway, old) &&
        (sysctls.conf(device, 'secure_redirects') === 0 || routing.isGateway(gateway, device))
      : routing.addressType(gateway) === 'UNICAST';
  if (isNeighbour) routing.exceptions.learn(way.hop, way.destination, { gateway, expires: clock.now() + REDIRECT_MS });
}

/** IN_DEV_RX_REDIRECTS: a router asks `all` too. */
function acceptsRedirects({ sysctls }: Kernel, device: string): boolean {
  const [own, all] = [device, 'all'].map((name) => sysctls.number(`net.ipv4.conf.${name}.accept_redirects`));
  return sysctls.conf(device, 'forwarding') === 0 ? own !== 0 || all !== 0 : own !== 0 && all !== 0;
}
