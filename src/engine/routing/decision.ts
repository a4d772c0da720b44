import { isLimitedBroadcast, isLocalMulticast, isLoopback, isMulticast, isZeronet, LOOPBACK } from '../net/index.ts';
import type { AddressType } from '../model/index.ts';
import type { RouteException } from './exceptions.ts';
import type { FibError, FibResult, Flow } from './fib.ts';
import { SCOPES } from './route.ts';
import type { NextHop, PolicyRule, Route } from './route.ts';

/** What a decision needs of the machine. `conf` reads net.ipv4.conf.<device>.<key> as the kernel combines it with `all`. */
export interface RoutingView {
  readonly lookup: (flow: Flow) => FibResult;
  readonly conf: (device: string, key: string) => number;
  readonly isLocalAddress: (address: number) => boolean;
  readonly hasAddresses: (device: string) => boolean;
  readonly isOnLink: (device: string, address: number, gateway: number) => boolean;
  readonly selectAddress: (device: string, nextHop: number, scope: number) => number;
  readonly deviceOfAddress: (address: number) => string | null;
  readonly isCustom: () => boolean;
  readonly loopback: string;
}

/** A packet as the input decision sees it. */
export interface InputQuery {
  readonly destination: number;
  readonly source: number;
  readonly tos: number;
  readonly mark: number;
  readonly device: string;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

export type InputDecision =
  | {
      readonly kind: 'local';
      readonly type: 'LOCAL' | 'BROADCAST' | 'MULTICAST';
      readonly route: Route | null;
      readonly rule: PolicyRule | null;
    }
  | {
      readonly kind: 'forward';
      readonly route: Route;
      readonly hop: NextHop;
      readonly rule: PolicyRule;
      /** The sender should be told of a better way (IPSKB_DOREDIRECT). */
      readonly redirect: boolean;
      readonly learnt?: RouteException;
    }
  /** rt->dst.error with `ip_error` as its input: answered by an ICMP error unless the device does not forward. */
  | {
      readonly kind: 'error';
      readonly error: FibError;
      readonly forwarding: boolean;
      readonly route: Route | null;
      readonly rule: PolicyRule | null;
    }
  | { readonly kind: 'drop'; readonly reason: 'martian-source' | 'martian-destination' | 'reverse-path' | 'multicast' };

const drop = (reason: Extract<InputDecision, { kind: 'drop' }>['reason']): InputDecision => ({ kind: 'drop', reason });

/** Written out, not spread: it is made for every packet. */
function flowOf(query: InputQuery): Flow {
  const { destination, source, tos, mark, device, protocol, sourcePort, destinationPort } = query;
  return {
    destination,
    source,
    tos,
    mark,
    inDevice: device,
    outDevice: '',
    protocol,
    sourcePort,
    destinationPort,
    uid: 0,
    scope: 0,
  };
}

/** The routing decision after PREROUTING (ip_route_input_slow and ip_route_input_mc), with its checks in the kernel's order. */
export function decideInput(view: RoutingView, query: InputQuery): InputDecision {
  const { destination, source, device } = query;
  if (isMulticast(destination)) return decideMulticast(view, query);
  if (isMulticast(source) || isLimitedBroadcast(source)) return drop('martian-source');
  if (isLimitedBroadcast(destination) || (source === 0 && destination === 0))
    return broadcastInput(view, query, null, null);
  if (isZeronet(source)) return drop('martian-source');
  if (isZeronet(destination)) return drop('martian-destination');
  const localnet = view.conf(device, 'route_localnet') !== 0;
  if (!localnet && isLoopback(destination)) return drop('martian-destination');
  if (!localnet && isLoopback(source)) return drop('martian-source');
  const forwarding = view.conf(device, 'forwarding') !== 0;
  const found = view.lookup(flowOf(query));
  if (found.kind === 'error')
    return {
      kind: 'error',
      error: forwarding ? found.error : 'EHOSTUNREACH',
      forwarding,
      route: found.route,
      rule: found.rule,
    };
  const { route, rule, hop } = found;
  if (route.type === 'broadcast') return broadcastInput(view, query, route, rule);
  if (route.type === 'local') {
    const invalid = validateSource(view, query, destination, '').issue;
    return invalid === null ? { kind: 'local', type: 'LOCAL', route, rule } : drop(invalid);
  }
  if (!forwarding) return { kind: 'error', error: 'EHOSTUNREACH', forwarding, route, rule };
  if (route.type !== 'unicast' || hop === null) return drop('martian-destination');
  const checked = validateSource(view, query, destination, hop.device);
  if (checked.issue !== null) return drop(checked.issue);
  return { kind: 'forward', route, hop, rule, redirect: wantsRedirect(view, query, hop, checked.onLink) };
}

function wantsRedirect(
  view: RoutingView,
  { device, source }: InputQuery,
  hop: NextHop,
  sourceOnLink: boolean,
): boolean {
  if (hop.device !== device || !sourceOnLink || view.conf(device, 'send_redirects') === 0) return false;
  return view.conf(device, 'shared_media') !== 0 || view.isOnLink(device, source, hop.gateway ?? 0);
}

function broadcastInput(
  view: RoutingView,
  query: InputQuery,
  route: Route | null,
  rule: PolicyRule | null,
): InputDecision {
  const invalid = isZeronet(query.source) ? null : validateSource(view, query, 0, '').issue;
  return invalid === null ? { kind: 'local', type: 'BROADCAST', route, rule } : drop(invalid);
}

/** 224.0.0.1 is joined on every device; no other group is. */
function decideMulticast(view: RoutingView, query: InputQuery): InputDecision {
  const { source, destination, device } = query;
  if (destination !== 0xe0000001) return drop('multicast');
  if (isMulticast(source) || isLimitedBroadcast(source)) return drop('martian-source');
  if (isLoopback(source) && view.conf(device, 'route_localnet') === 0) return drop('martian-source');
  const invalid = isZeronet(source)
    ? isLocalMulticast(destination) || query.protocol === 2
      ? null
      : 'martian-source'
    : validateSource(view, query, 0, '').issue;
  return invalid === null ? { kind: 'local', type: 'MULTICAST', route: null, rule: null } : drop(invalid);
}

interface SourceCheck {
  readonly issue: 'martian-source' | 'reverse-path' | null;
  /** The sender sits on the link of the device (the return value 1 of fib_validate_source). */
  readonly onLink: boolean;
}

const accept = (onLink: boolean): SourceCheck => ({ issue: null, onLink });
const refuse = (issue: 'martian-source' | 'reverse-path'): SourceCheck => ({ issue, onLink: false });

/** fib_validate_source: is the sender plausible on this device? `outDevice` is where the packet would leave, '' for local delivery. */
function validateSource(view: RoutingView, query: InputQuery, destination: number, outDevice: string): SourceCheck {
  const { device } = query;
  const filter = view.conf(device, 'rp_filter');
  if (filter === 0 && (device !== outDevice || view.conf(device, 'send_redirects') === 0)) {
    if (view.conf(device, 'accept_local') !== 0) return accept(false);
    if (!view.isCustom()) return view.isLocalAddress(query.source) ? refuse('martian-source') : accept(false);
  }
  return reverseLookup(view, query, { destination, outDevice, filter });
}

/** __fib_validate_source: looks the way back up. */
function reverseLookup(
  view: RoutingView,
  query: InputQuery,
  {
    destination,
    outDevice,
    filter,
  }: { readonly destination: number; readonly outDevice: string; readonly filter: number },
): SourceCheck {
  const { device } = query;
  const last = filter === 0 ? accept(false) : refuse('reverse-path');
  const back: Flow = {
    destination: query.source,
    source: destination,
    tos: query.tos,
    mark: view.conf(device, 'src_valid_mark') === 0 ? 0 : query.mark,
    inDevice: outDevice === '' ? view.loopback : outDevice,
    outDevice: '',
    protocol: query.protocol,
    sourcePort: query.destinationPort,
    destinationPort: query.sourcePort,
    uid: 0,
    scope: 0,
  };
  const found = view.lookup(back);
  if (found.kind === 'error') return last;
  const isLocal = found.route.type === 'local';
  if (found.route.type !== 'unicast' && !(isLocal && view.conf(device, 'accept_local') !== 0))
    return refuse('martian-source');
  const near = (hop: NextHop | null): boolean =>
    hop !== null && hop.gateway === null && found.route.scope >= SCOPES.link;
  const onDevice = found.route.nextHops.find((hop) => hop.device === device);
  if (onDevice !== undefined || (isLocal && device === view.loopback)) return accept(near(found.hop));
  if (!view.hasAddresses(device)) return last;
  if (filter === 1) return refuse('reverse-path');
  const again = view.lookup({ ...back, outDevice: device });
  return accept(again.kind === 'route' && again.route.type === 'unicast' && near(again.hop));
}

/** What the host wants to send (struct flowi4 of ip_route_output_key). Source 0 is chosen by the route. */
export interface OutputQuery {
  readonly destination: number;
  readonly source: number;
  readonly tos: number;
  readonly mark: number;
  readonly outDevice: string;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly uid: number;
  /** The source need not be the host's own (FLOWI_FLAG_ANYSRC). */
  readonly anySource: boolean;
}

export type OutputDecision =
  | {
      readonly kind: 'route';
      readonly type: AddressType;
      readonly device: string;
      readonly gateway: number | null;
      readonly destination: number;
      readonly source: number;
      readonly route: Route | null;
      readonly hop: NextHop | null;
      readonly rule: PolicyRule | null;
      readonly learnt?: RouteException;
    }
  | {
      readonly kind: 'error';
      readonly error: FibError;
      readonly route: Route | null;
      readonly rule: PolicyRule | null;
    };

const MULTICAST_PREFIX_LENGTH = 4;

const failed = (error: FibError): OutputDecision => ({ kind: 'error', error, route: null, rule: null });

/** The routing decision for a packet of the host's own (ip_route_output_key_hash_rcu and __mkroute_output). */
export function decideOutput(view: RoutingView, query: OutputQuery): OutputDecision {
  const { source } = query;
  if (source !== 0) {
    if (isMulticast(source) || isLimitedBroadcast(source) || isZeronet(source)) return failed('EINVAL');
    if (!query.anySource && !view.isLocalAddress(source)) return failed('EINVAL');
  }
  const group = isMulticast(query.destination) || isLimitedBroadcast(query.destination);
  const ownDevice = source === 0 ? null : view.deviceOfAddress(source);
  // A group is only sent to from an address of one's own, even where any source will do.
  if (query.outDevice === '' && group && source !== 0)
    return ownDevice === null ? failed('EINVAL') : onDevice(view, query, ownDevice, source);
  if (
    query.outDevice !== '' &&
    (isLocalMulticast(query.destination) || isLimitedBroadcast(query.destination) || query.protocol === 2)
  ) {
    return onDevice(view, query, query.outDevice, source || view.selectAddress(query.outDevice, 0, SCOPES.link));
  }
  if (query.destination === 0) return toSelf(view, source);
  return byLookup(view, query);
}

function toSelf(view: RoutingView, source: number): OutputDecision {
  const own = source === 0 ? LOOPBACK : source;
  return {
    kind: 'route',
    type: 'LOCAL',
    device: view.loopback,
    gateway: null,
    destination: own,
    source: own,
    route: null,
    hop: null,
    rule: null,
  };
}

function onDevice(view: RoutingView, query: OutputQuery, device: string, source: number): OutputDecision {
  return finish(view, {
    kind: 'route',
    type: 'UNICAST',
    device,
    gateway: null,
    destination: query.destination,
    source,
    route: null,
    hop: null,
    rule: null,
  });
}

function byLookup(view: RoutingView, query: OutputQuery): OutputDecision {
  const found = view.lookup({ ...query, inDevice: view.loopback, scope: 0 });
  if (found.kind === 'error') {
    if (query.outDevice === '') return found;
    return onDevice(view, query, query.outDevice, query.source || view.selectAddress(query.outDevice, 0, SCOPES.link));
  }
  const { route, rule, hop } = found;
  if (route.type === 'local') {
    const source = query.source || (route.preferredSource ?? query.destination);
    return {
      kind: 'route',
      type: 'LOCAL',
      device: view.loopback,
      gateway: null,
      destination: query.destination,
      source,
      route,
      hop,
      rule,
    };
  }
  const device = hop?.device ?? '';
  const gateway = hop?.gateway ?? null;
  const source =
    query.source || (route.preferredSource ?? view.selectAddress(device, gateway ?? query.destination, route.scope));
  const type: AddressType = route.type === 'broadcast' ? 'BROADCAST' : 'UNICAST';
  return finish(view, {
    kind: 'route',
    type,
    device,
    gateway,
    destination: query.destination,
    source,
    route,
    hop,
    rule,
  });
}

/** __mkroute_output. */
function finish(view: RoutingView, decided: Extract<OutputDecision, { kind: 'route' }>): OutputDecision {
  const { source, destination, device } = decided;
  if (isLoopback(source) && device !== view.loopback && view.conf(device, 'route_localnet') === 0)
    return failed('EINVAL');
  if (isLimitedBroadcast(destination)) return { ...decided, type: 'BROADCAST', gateway: null, hop: null, route: null };
  if (isMulticast(destination)) {
    // A route shorter than 224.0.0.0/4 says nothing of groups but the device.
    const isMeant = (decided.route?.prefix.length ?? 0) >= MULTICAST_PREFIX_LENGTH;
    const known = isMeant ? {} : { route: null, hop: null };
    return { ...decided, ...known, type: 'MULTICAST', gateway: null };
  }
  return isZeronet(destination) ? failed('EINVAL') : decided;
}
