import { ICMP, ipSource, read32, read8, setIpDestination, write32, write8 } from '../net/index.ts';
import type { Kernel } from './kernel.ts';
import { routeInput } from './route-packet.ts';
import type { IpOptions, Skb } from './skb.ts';

/** A packet with a source route that is for the host goes on to the next hop named in it (ip_options_rcv_srr). False: no further. */
export function followSourceRoute(kernel: Kernel, skb: Skb, device: string, options: IpOptions): boolean {
  const { destination, bytes } = skb;
  const refuse = (text: string): false => {
    kernel.drop(skb, 'source-route', text);
    return false;
  };
  if (destination === null || skb.linkType !== 'host') return refuse('a source route in a broadcast frame');
  if (destination.type === 'UNICAST') {
    if (!options.strictRoute) return true;
    kernel.sendIcmpError(skb, ICMP.PARAMETER_PROBLEM, 0, 16 << 24);
    return refuse('a strict source route that does not name this host');
  }
  if (destination.type !== 'LOCAL') return refuse('a source route through a broadcast or an unreachable address');
  const { sourceRoute } = options;
  const length = read8(bytes, sourceRoute + 1);
  for (let pointer = read8(bytes, sourceRoute + 2); pointer <= length; pointer += 4) {
    if (pointer + 3 > length) {
      kernel.sendIcmpError(skb, ICMP.PARAMETER_PROBLEM, 0, ((sourceRoute + 2) << 24) >>> 0);
      return refuse('a source route with half an address');
    }
    const nextHop = read32(bytes, sourceRoute + pointer - 1);
    const found = routeInput(kernel, skb, device, nextHop);
    if (found === null) return false;
    if (found.type !== 'UNICAST' && found.type !== 'LOCAL')
      return refuse('the next hop of the source route cannot be one');
    skb.destination = found;
    options.changed = true;
    if (found.type === 'UNICAST') {
      options.nextHop = nextHop;
      return true;
    }
    // Another address of the host's own: on to the hop behind it. No checksum is mended.
    write32(bytes, 16, nextHop);
    skb.checksumVerified = false;
  }
  return true;
}

/** The hop becomes the destination, and the way out takes its place in the list (ip_forward_options). `own` asks for its address. */
export function advanceSourceRoute(skb: Skb, options: IpOptions, own: () => number): void {
  const { bytes } = skb;
  const { sourceRoute, nextHop } = options;
  if (nextHop === null) return;
  const length = read8(bytes, sourceRoute + 1);
  let pointer = read8(bytes, sourceRoute + 2);
  while (pointer + 3 <= length && read32(bytes, sourceRoute + pointer - 1) !== nextHop) pointer += 4;
  if (pointer + 3 <= length) {
    setIpDestination(bytes, nextHop);
    write32(bytes, sourceRoute + pointer - 1, own());
    write8(bytes, sourceRoute + 2, pointer + 4);
  }
  if (options.timestampNeedsAddress) write32(bytes, options.timestamp + read8(bytes, options.timestamp + 2) - 9, own());
}

/** The way back (__ip_options_echo): the hops passed, the last one first. */
export interface EchoedRoute {
  /** Where the answer goes first. */
  readonly firstHop: number;
  /** The option, its last address open for the destination. */
  readonly option: Uint8Array;
  readonly strict: boolean;
}

export function echoSourceRoute(bytes: Uint8Array, { sourceRoute, strictRoute }: IpOptions): EchoedRoute | null {
  const length = read8(bytes, sourceRoute + 1);
  const passed = Math.min(read8(bytes, sourceRoute + 2), length + 1) - 4;
  if (passed <= 3) return null;
  const hops: number[] = [];
  for (let at = passed; at > 3; at -= 4) hops.push(read32(bytes, sourceRoute + at - 1));
  const [firstHop = 0, ...others] = hops;
  // A first hop that is the sender itself is left out (RFC 1812).
  const isSender = ipSource(bytes) === hops.at(-1);
  const count = hops.length - (isSender ? 1 : 0);
  if (count === 0) return null;
  const option = new Uint8Array(4 * count + 3);
  option.set([read8(bytes, sourceRoute), option.length, 4]);
  others.slice(0, count - 1).forEach((hop, at) => write32(option, 3 + 4 * at, hop));
  return { firstHop, option, strict: strictRoute };
}

/** Is a gateway in use where a strict source route wants a neighbour? */
export const strays = ({ destination, options }: Skb): boolean =>
  options?.strictRoute === true && destination !== null && destination.gateway !== null;
