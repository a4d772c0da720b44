import {
  fromHex,
  ipDestination,
  ipHeaderLength,
  ipIsFragment,
  ipSource,
  ipTotalLength,
  ipTtl,
  ipVersion,
  isIpChecksumRight,
  read8,
  setIpTtl,
  ICMP,
} from '../net/index.ts';
import { changesSince, snapshot } from './changes.ts';
import { acceptOptions, forwardOptions } from './ip-options.ts';
import type { Kernel } from './kernel.ts';
import { sendRedirect } from './redirect.ts';
import { output } from './ip-output.ts';
import { routeInput } from './route-packet.ts';
import type { Skb } from './skb.ts';
import { strays } from './source-route.ts';

const SOURCE_ROUTE_FAILED = 5;

/** Why ip_rcv_core throws a frame's datagram away, or null; trims what the header does not count. */
export function checkReceived(skb: Skb): string | null {
  const { bytes } = skb;
  if (bytes.length < 20) return 'shorter than an IP header';
  if (ipVersion(bytes) !== 4 || ipHeaderLength(bytes) < 20) return 'not an IPv4 header';
  const headerLength = ipHeaderLength(bytes);
  if (bytes.length < headerLength) return 'header cut off';
  if (!isIpChecksumRight(bytes)) return 'header checksum wrong';
  const length = ipTotalLength(bytes);
  if (bytes.length < length) return 'shorter than its length field';
  if (length < headerLength) return 'length field shorter than the header';
  if (bytes.length > length) skb.bytes = bytes.slice(0, length);
  return null;
}

/** ip_rcv, from the frame's datagram to where it goes. */
export function receiveIp(kernel: Kernel, skb: Skb, device: string): void {
  if (skb.linkType === 'otherhost') return kernel.drop(skb, 'not-for-us', 'the frame is for another station');
  const issue = checkReceived(skb);
  if (issue !== null) return kernel.drop(skb, 'header-error', issue);
  if (kernel.runHook('PREROUTING', skb, { inDevice: device, outDevice: '' }) === 'accept')
    finishReceive(kernel, skb, device);
}

/** ip_rcv_finish. */
function finishReceive(kernel: Kernel, skb: Skb, device: string): void {
  skb.destination ??= routeInput(kernel, skb, device);
  if (skb.destination === null || !acceptOptions(kernel, skb, device)) return;
  // A source route may have changed where it goes.
  switch (skb.destination.input) {
    case 'deliver':
      return localDeliver(kernel, skb, device);
    case 'forward':
      return forward(kernel, skb, device);
    case 'error':
      return answerError(kernel, skb);
    case 'none':
      return kernel.drop(skb, 'not-for-us', 'no way in');
  }
}

/** ip_local_deliver: fragments are put together, INPUT is run, the stack gets it. */
export function localDeliver(kernel: Kernel, skb: Skb, device: string): void {
  const whole = ipIsFragment(skb.bytes) ? kernel.gatherFragments(skb, 'local', device, null) : skb;
  if (whole === null) return;
  if (kernel.runHook('INPUT', whole, { inDevice: device, outDevice: '' }) === 'accept') kernel.deliver(whole);
}

/** ip_error: answers what the route says, if this device forwards at all. */
function answerError(kernel: Kernel, skb: Skb): void {
  const { error, forwarding } = skb.destination ?? { error: null, forwarding: false };
  if (!forwarding) return kernel.drop(skb, 'not-forwarding', 'ip_forward is off');
  if (error === 'EINVAL') return kernel.drop(skb, 'route-blackhole', 'blackhole');
  const code = error === 'EHOSTUNREACH' ? 1 : error === 'EACCES' ? 13 : 0;
  const { sysctls } = kernel;
  const [cost, burst] = [sysctls.number('net.ipv4.route.error_cost'), sysctls.number('net.ipv4.route.error_burst')];
  if (kernel.peers.allowsRouteError(ipSource(skb.bytes), cost, burst))
    kernel.sendIcmpError(skb, ICMP.UNREACHABLE, code, 0);
  if (error === 'EHOSTUNREACH') return kernel.drop(skb, 'route-unreachable', 'unreachable route');
  if (error === 'EACCES') return kernel.drop(skb, 'route-prohibit', 'prohibit route');
  return kernel.drop(skb, 'no-route', 'no route to the destination');
}

/** ip_forward. */
function forward(kernel: Kernel, skb: Skb, device: string): void {
  const { destination } = skb;
  if (destination === null) return;
  if (skb.linkType !== 'host') return kernel.drop(skb, 'not-for-us', 'a broadcast frame is not forwarded');
  if (ipTtl(skb.bytes) <= 1) {
    kernel.sendIcmpError(skb, ICMP.TIME_EXCEEDED, 0, 0);
    return kernel.drop(skb, 'ttl-exceeded', 'TTL ran out');
  }
  if (strays(skb)) {
    kernel.sendIcmpError(skb, ICMP.UNREACHABLE, SOURCE_ROUTE_FAILED, 0);
    return kernel.drop(skb, 'source-route', 'the next hop of a strict source route is no neighbour');
  }
  if (exceedsMtu(skb, destination.mtu)) {
    kernel.sendIcmpError(skb, ICMP.UNREACHABLE, 4, destination.mtu);
    return kernel.drop(skb, 'fragmentation-needed', `larger than the MTU of ${destination.device} and DF is set`);
  }
  const before = kernel.recording ? snapshot(skb) : null;
  setIpTtl(skb.bytes, ipTtl(skb.bytes) - 1);
  if (before !== null)
    for (const event of changesSince(before, skb, { hook: null, by: 'forwarding' })) kernel.emit(event);
  if (destination.redirect && (skb.options?.sourceRoute ?? 0) === 0)
    sendRedirect(kernel, skb, destination.gateway ?? ipDestination(skb.bytes), ipSource(skb.bytes));
  if (kernel.runHook('FORWARD', skb, { inDevice: device, outDevice: destination.device }) !== 'accept') return;
  if (skb.options !== null) forwardOptions(kernel, skb, skb.options);
  output(kernel, skb);
}

/** ip_exceeds_mtu. */
function exceedsMtu(skb: Skb, mtu: number): boolean {
  if (skb.bytes.length <= mtu || (read8(skb.bytes, 6) & 0x40) === 0) return false;
  return skb.fragMaxSize > mtu || !skb.ignoreDf;
}

/** The Ethernet header of frames on the loopback device. */
export const LOOPBACK_HEADER: Uint8Array = fromHex('0000000000000000000000000800') ?? new Uint8Array(14);
