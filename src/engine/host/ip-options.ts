import {
  concatBytes,
  fillIpChecksum,
  ICMP,
  ipDestination,
  ipHeaderLength,
  ipSource,
  ipTos,
  read32,
  read8,
  write32,
  write8,
} from '../net/index.ts';
import type { Kernel } from './kernel.ts';
import type { IpOptions, Skb } from './skb.ts';
import { advanceSourceRoute, echoSourceRoute, followSourceRoute } from './source-route.ts';
import type { EchoedRoute } from './source-route.ts';

const END = 0;
const NOOP = 1;
const RECORD_ROUTE = 7;
const TIMESTAMP = 68;
const LOOSE_ROUTE = 131;
const CIPSO = 134;
const STRICT_ROUTE = 137;
const DAY_MS = 86_400_000;

export type CompiledOptions =
  | { readonly kind: 'options'; readonly options: IpOptions }
  | { readonly kind: 'error'; readonly at: number };

/** ip_options_compile for a received packet: checks the options and fills in this hop's address and time. */
export function compileOptions(kernel: Kernel, skb: Skb): CompiledOptions {
  const options: IpOptions = {
    recordRoute: 0,
    timestamp: 0,
    sourceRoute: 0,
    strictRoute: false,
    nextHop: null,
    cipso: 0,
    routeNeedsAddress: false,
    timestampNeedsAddress: false,
    timestampNeedsTime: false,
    changed: false,
  };
  skb.options = options;
  const end = ipHeaderLength(skb.bytes);
  for (let at = 20; at < end;) {
    const kind = read8(skb.bytes, at);
    if (kind === END) {
      clearRest(skb.bytes, at, end, options);
      break;
    }
    if (kind === NOOP) {
      at += 1;
      continue;
    }
    const length = at + 1 < end ? read8(skb.bytes, at + 1) : 0;
    if (length < 2 || length > end - at) return { kind: 'error', at };
    const wrong = compileOne(kernel, skb, { kind, at, length }, options);
    if (wrong !== null) return { kind: 'error', at: wrong };
    at += length;
  }
  return { kind: 'options', options };
}

function clearRest(bytes: Uint8Array, from: number, end: number, options: IpOptions): void {
  for (let at = from; at < end; at += 1) {
    if (read8(bytes, at) !== END) options.changed = true;
    write8(bytes, at, END);
  }
}

interface Option {
  readonly kind: number;
  readonly at: number;
  readonly length: number;
}

/** The offset that a parameter problem points at, or null. */
function compileOne(kernel: Kernel, skb: Skb, option: Option, options: IpOptions): number | null {
  switch (option.kind) {
    case LOOSE_ROUTE:
    case STRICT_ROUTE:
      return compileSourceRoute(skb, option, options);
    case RECORD_ROUTE:
      return compileRecordRoute(kernel, skb, option, options);
    case TIMESTAMP:
      return compileTimestamp(kernel, skb, option, options);
    case CIPSO:
      return compileCipso(option, options);
    default:
      return null;
  }
}

function compileSourceRoute({ bytes }: Skb, { kind, at, length }: Option, options: IpOptions): number | null {
  if (length < 3) return at + 1;
  if (read8(bytes, at + 2) < 4) return at + 2;
  if (options.sourceRoute !== 0) return at;
  options.sourceRoute = at;
  options.strictRoute = kind === STRICT_ROUTE;
  return null;
}

/** cipso_v4_validate where no domain of interpretation is configured: always refused. */
function compileCipso({ at, length }: Option, options: IpOptions): number {
  if (options.cipso !== 0) return at;
  options.cipso = at;
  return length < 8 ? at + 1 : at + 2;
}

function compileRecordRoute(kernel: Kernel, skb: Skb, { at, length }: Option, options: IpOptions): number | null {
  const { bytes } = skb;
  if (options.recordRoute !== 0) return at;
  if (length < 3) return at + 1;
  const pointer = read8(bytes, at + 2);
  if (pointer < 4) return at + 2;
  if (pointer <= length) {
    if (pointer + 3 > length) return at + 2;
    write32(bytes, at + pointer - 1, ownAddressFor(kernel, skb));
    write8(bytes, at + 2, pointer + 4);
    Object.assign(options, { routeNeedsAddress: true, changed: true });
  }
  options.recordRoute = at;
  return null;
}

function compileTimestamp(kernel: Kernel, skb: Skb, { at, length }: Option, options: IpOptions): number | null {
  const { bytes } = skb;
  if (options.timestamp !== 0) return at;
  if (length < 4) return at + 1;
  const pointer = read8(bytes, at + 2);
  if (pointer < 5) return at + 2;
  if (pointer <= length) {
    const wrong = stamp(kernel, skb, { at, length, pointer }, options);
    if (wrong !== null) return wrong;
  } else if ((read8(bytes, at + 3) & 15) !== 3) {
    const overflow = read8(bytes, at + 3) >>> 4;
    if (overflow === 15) return at + 3;
    write8(bytes, at + 3, (read8(bytes, at + 3) & 15) | ((overflow + 1) << 4));
    options.changed = true;
  }
  options.timestamp = at;
  return null;
}

/** One entry of the timestamp option: time alone (0), address and time (1), time at a prescribed address (3). */
function stamp(
  kernel: Kernel,
  skb: Skb,
  place: { readonly at: number; readonly length: number; readonly pointer: number },
  options: IpOptions,
): number | null {
  const { bytes } = skb;
  const { at, length, pointer } = place;
  if (pointer + 3 > length) return at + 2;
  const flag = read8(bytes, at + 3) & 15;
  if (flag !== 0 && flag !== 1 && flag !== 3) return null;
  if (flag !== 0 && pointer + 7 > length) return at + 2;
  options.timestampNeedsTime = true;
  if (flag === 3 && kernel.routing.addressType(read32(bytes, at + pointer - 1)) === 'UNICAST') return null;
  if (flag === 1) {
    write32(bytes, at + pointer - 1, ownAddressFor(kernel, skb));
    options.timestampNeedsAddress = true;
  }
  write32(bytes, at + pointer - 1 + (flag === 0 ? 0 : 4), kernel.clock.now() % DAY_MS);
  write8(bytes, at + 2, pointer + (flag === 0 ? 4 : 8));
  options.changed = true;
  return null;
}

/** fib_compute_spec_dst: the host's address towards the sender. */
export function ownAddressFor(kernel: Kernel, skb: Skb): number {
  const { bytes, destination } = skb;
  if (destination?.input === 'deliver' && destination.type === 'LOCAL') return ipDestination(bytes);
  const source = ipSource(bytes);
  return (
    preferredSource(kernel, skb, { destination: source, source: 0, outDevice: '', inDevice: 'lo' }) ??
    kernel.routing.selectAddress(skb.inDevice, source)
  );
}

function preferredSource(
  kernel: Kernel,
  skb: Skb,
  flow: {
    readonly destination: number;
    readonly source: number;
    readonly outDevice: string;
    readonly inDevice: string;
  },
): number | null {
  const { routing } = kernel;
  const found = routing.lookup({
    ...flow,
    tos: ipTos(skb.bytes),
    mark: skb.mark,
    protocol: 0,
    sourcePort: 0,
    destinationPort: 0,
    uid: 0,
    scope: 0,
  });
  if (found.kind === 'error' || found.hop === null) return null;
  return (
    found.route.preferredSource ??
    routing.selectAddress(found.hop.device, found.hop.gateway ?? flow.destination, found.route.scope)
  );
}

/** ip_forward_options: the address of the way out replaces the one of the way in. */
// A timestamp keeps the address that was written on arrival: ip_forward_options looks at it on source routes only.
export function forwardOptions(kernel: Kernel, skb: Skb, options: IpOptions): void {
  const { bytes } = skb;
  const own = (): number => {
    const outDevice = skb.destination?.device ?? '';
    const flow = { destination: ipDestination(bytes), source: ipSource(bytes), outDevice, inDevice: skb.inDevice };
    return (
      preferredSource(kernel, skb, flow) ??
      kernel.routing.selectAddress(outDevice, skb.destination?.gateway ?? ipDestination(bytes))
    );
  };
  if (options.routeNeedsAddress) write32(bytes, options.recordRoute + read8(bytes, options.recordRoute + 2) - 5, own());
  advanceSourceRoute(skb, options, own);
  if (options.changed) fillIpChecksum(bytes);
}

/** ip_rcv_options: false where the packet goes no further. */
export function acceptOptions(kernel: Kernel, skb: Skb, device: string): boolean {
  if (ipHeaderLength(skb.bytes) === 20) return true;
  const compiled = compileOptions(kernel, skb);
  if (compiled.kind === 'error') {
    kernel.sendIcmpError(skb, ICMP.PARAMETER_PROBLEM, 0, (compiled.at << 24) >>> 0);
    kernel.drop(skb, 'header-error', 'malformed IP option');
    return false;
  }
  if (compiled.options.sourceRoute === 0) return true;
  if (kernel.sysctls.conf(device, 'accept_source_route') !== 0)
    return followSourceRoute(kernel, skb, device, compiled.options);
  kernel.drop(skb, 'source-route', 'source routes are not accepted');
  return false;
}

/** Options of an answer: what the packet carried comes back (ip_options_echo). Null where they do not fit together: no answer. */
export function echoOptions(bytes: Uint8Array, options: IpOptions | null): EchoedOptions | null {
  const parts: Uint8Array[] = [];
  const echoed = {
    recordRoute: -1,
    timestamp: -1,
    needsTime: options?.timestampNeedsTime ?? false,
    needsAddress: options?.timestampNeedsAddress ?? false,
  };
  if (options === null) return { bytes: new Uint8Array(), route: null, ...echoed };
  if (options.recordRoute !== 0) {
    const part = optionAt(bytes, options.recordRoute);
    if (options.routeNeedsAddress && !advance(part, 4)) return null;
    if (options.routeNeedsAddress) echoed.recordRoute = 0;
    parts.push(part);
  }
  if (options.timestamp !== 0) {
    const part = optionAt(bytes, options.timestamp);
    const size = (echoed.needsAddress ? 4 : 0) + (echoed.needsTime ? 4 : 0);
    if (size > 0 && !advance(part, size)) return null;
    echoed.timestamp = parts.reduce((sum, each) => sum + each.length, 0);
    parts.push(part);
  }
  const route = options.sourceRoute === 0 ? null : echoSourceRoute(bytes, options);
  if (route !== null) parts.push(route.option);
  const routeEnd = route === null ? -1 : parts.reduce((sum, each) => sum + each.length, 0);
  if (options.cipso !== 0) parts.push(optionAt(bytes, options.cipso));
  const whole = concatBytes(...parts);
  const padded = new Uint8Array(Math.ceil(whole.length / 4) * 4);
  padded.set(whole);
  return { bytes: padded, route: route && { ...route, end: routeEnd }, ...echoed };
}

export interface EchoedOptions {
  /** Without IP header, padded. */
  readonly bytes: Uint8Array;
  /** Offsets of what is still to be filled in, -1 for none. */
  readonly recordRoute: number;
  readonly timestamp: number;
  readonly needsTime: boolean;
  readonly needsAddress: boolean;
  /** The way back of a source route; the destination is written before `end`. */
  readonly route: (EchoedRoute & { readonly end: number }) | null;
}

const optionAt = (bytes: Uint8Array, at: number): Uint8Array => bytes.slice(at, at + read8(bytes, at + 1));

/** Moves the pointer past one more entry; a full option stays as it is. False if half an entry would be left. */
function advance(option: Uint8Array, size: number): boolean {
  const pointer = read8(option, 2);
  if (pointer > option.length) return true;
  if (pointer + size - 1 > option.length) return false;
  write8(option, 2, pointer + size);
  return true;
}

/** ip_options_build: the answering host's own address and time, and the end of the way back. */
export function fillEchoed(
  echoed: EchoedOptions,
  { source, destination }: { readonly source: number; readonly destination: number },
  now: number,
): Uint8Array {
  const bytes = echoed.bytes.slice();
  if (echoed.route !== null) write32(bytes, echoed.route.end - 4, destination);
  if (echoed.recordRoute >= 0) write32(bytes, echoed.recordRoute + read8(bytes, echoed.recordRoute + 2) - 5, source);
  if (echoed.timestamp < 0) return bytes;
  const end = echoed.timestamp + read8(bytes, echoed.timestamp + 2);
  if (echoed.needsAddress) write32(bytes, end - 9, source);
  if (echoed.needsTime) write32(bytes, end - 5, now % DAY_MS);
  return bytes;
}
