import { hasPorts, ipDestination, ipProtocol, ipSource, ipTos, read16, transportOffset } from '../net/index.ts';
import { formatPolicyRule, formatRoute, metricOf } from '../routing/index.ts';
import type { InputDecision, OutputDecision, Route, RouteException } from '../routing/index.ts';
import type { WalkEvent } from '../model/index.ts';
import type { Kernel } from './kernel.ts';
import type { Destination, Skb } from './skb.ts';

const BLANK: Destination = {
  input: 'none',
  type: 'UNICAST',
  device: '',
  gateway: null,
  mtu: 0,
  hopLimit: 0,
  error: null,
  forwarding: true,
  redirect: false,
};
const IP_MAX_MTU = 0xffff;

/** ip_dst_mtu_maybe_forward: what was learnt of the path counts for own packets, for others only where it is locked or asked for. */
export function mtuOf(
  kernel: Kernel,
  device: string,
  {
    route,
    learnt,
    forwarding,
  }: { readonly route: Route | null; readonly learnt?: RouteException; readonly forwarding?: boolean },
): number {
  const isLocked = learnt?.mtuLocked === true || route?.mtuLocked === true;
  const counts = forwarding !== true || isLocked || kernel.sysctls.number('net.ipv4.ip_forward_use_pmtu') !== 0;
  const path = counts ? (learnt?.mtu ?? null) : null;
  return Math.min(path ?? route?.mtu ?? kernel.routing.device(device)?.mtu ?? 1500, IP_MAX_MTU);
}

/** What rules by port look at (fib4_rules_early_flow_dissect). */
function portsOf(bytes: Uint8Array): { readonly source: number; readonly destination: number } {
  const at = transportOffset(bytes);
  return hasPorts(ipProtocol(bytes))
    ? { source: read16(bytes, at), destination: read16(bytes, at + 2) }
    : { source: 0, destination: 0 };
}

/** The input decision for a packet that came in by `device`, as what dst_input will do; null where it was dropped at once. */
export function routeInput(
  kernel: Kernel,
  skb: Skb,
  device: string,
  to = ipDestination(skb.bytes),
): Destination | null {
  const { bytes } = skb;
  const ports = portsOf(bytes);
  const decision = kernel.routing.input({
    destination: to,
    source: ipSource(bytes),
    tos: ipTos(bytes),
    mark: skb.mark,
    device,
    protocol: ipProtocol(bytes),
    sourcePort: ports.source,
    destinationPort: ports.destination,
  });
  if (kernel.recording) kernel.emit(inputEvent(skb, decision));
  switch (decision.kind) {
    case 'drop':
      dropMartian(kernel, skb, decision.reason);
      return null;
    case 'local':
      return {
        ...BLANK,
        input: 'deliver',
        type: decision.type,
        device: 'lo',
        mtu: mtuOf(kernel, 'lo', { route: null }),
      };
    case 'error':
      return { ...BLANK, input: 'error', type: 'UNREACHABLE', error: decision.error, forwarding: decision.forwarding };
    case 'forward': {
      const { device: out, gateway } = decision.hop;
      return {
        ...BLANK,
        input: 'forward',
        device: out,
        gateway,
        mtu: mtuOf(kernel, out, { ...decision, forwarding: true }),
        redirect: decision.redirect,
      };
    }
  }
}

function dropMartian(kernel: Kernel, skb: Skb, reason: Extract<InputDecision, { kind: 'drop' }>['reason']): void {
  if (reason === 'multicast') kernel.drop(skb, 'not-for-us', 'multicast group that nobody here joined');
  else if (reason === 'reverse-path')
    kernel.drop(skb, reason, 'rp_filter: the way back to the sender is another device');
  else
    kernel.drop(
      skb,
      reason,
      reason === 'martian-source' ? 'impossible source address' : 'impossible destination address',
    );
}

const routeText = (route: Route | null): string => (route === null ? '' : formatRoute(route));

function inputEvent(skb: Skb, decision: InputDecision): WalkEvent {
  const base = { packet: skb.id, kind: 'routed', phase: 'input' } as const;
  if (decision.kind === 'drop')
    return { ...base, outcome: 'error', device: '', nextHop: 0, route: decision.reason, rule: '' };
  const rule = decision.rule === null ? '' : `${decision.rule.priority}: ${formatPolicyRule(decision.rule)}`;
  const text = { route: routeText(decision.route), rule };
  if (decision.kind === 'forward') {
    return {
      ...base,
      outcome: 'forward',
      device: decision.hop.device,
      nextHop: decision.hop.gateway ?? ipDestination(skb.bytes),
      ...text,
    };
  }
  const outcome =
    decision.kind === 'error'
      ? 'error'
      : decision.type === 'LOCAL'
        ? 'local'
        : decision.type === 'BROADCAST'
          ? 'broadcast'
          : 'multicast';
  return { ...base, outcome, device: decision.kind === 'error' ? '' : 'lo', nextHop: 0, ...text };
}

export interface OutputOptions {
  readonly source: number;
  readonly anySource: boolean;
  readonly phase: 'output' | 'reroute';
  /** What a socket asks with; 0 when left out. */
  readonly protocol?: number;
  readonly ports?: { readonly source: number; readonly destination: number };
  readonly nextHop?: number;
  readonly device?: string;
  /** The socket's owner when left out. */
  readonly uid?: number;
  /** A raw socket asks with its own TOS, not the header's. */
  readonly tos?: number;
}

/** ip_route_output_key for a packet of the host's own. Null where there is no way; `source` is the route's choice. */
export function routeOutput(
  kernel: Kernel,
  skb: Skb,
  options: OutputOptions,
): { readonly destination: Destination; readonly source: number } | null {
  const decision = kernel.routing.output({
    destination: options.nextHop ?? ipDestination(skb.bytes),
    source: options.source,
    tos: options.tos ?? ipTos(skb.bytes),
    mark: skb.mark,
    outDevice: options.device ?? '',
    protocol: options.protocol ?? 0,
    sourcePort: options.ports?.source ?? 0,
    destinationPort: options.ports?.destination ?? 0,
    uid: options.uid ?? skb.socket?.uid ?? 0,
    anySource: options.anySource,
  });
  if (kernel.recording) kernel.emit(outputEvent(skb, options.phase, decision));
  if (decision.kind === 'error') return null;
  const { type, device, gateway } = decision;
  const local =
    type === 'LOCAL' || type === 'BROADCAST' || (type === 'MULTICAST' && decision.destination === 0xe0000001);
  return {
    destination: {
      ...BLANK,
      input: local ? 'deliver' : 'none',
      type,
      device,
      gateway,
      mtu: mtuOf(kernel, device, decision),
      hopLimit: metricOf(decision.route, 'hoplimit'),
    },
    source: decision.source,
  };
}

function outputEvent(skb: Skb, phase: 'output' | 'reroute', decision: OutputDecision): WalkEvent {
  const base = { packet: skb.id, kind: 'routed', phase } as const;
  const rule = decision.rule === null ? '' : `${decision.rule.priority}: ${formatPolicyRule(decision.rule)}`;
  const route = routeText(decision.route);
  if (decision.kind === 'error')
    return { ...base, outcome: 'error', device: '', nextHop: 0, route: route === '' ? decision.error : route, rule };
  const outcome = decision.type === 'BROADCAST' ? 'broadcast' : decision.type === 'MULTICAST' ? 'multicast' : 'output';
  return { ...base, outcome, device: decision.device, nextHop: decision.gateway ?? decision.destination, route, rule };
}

/** ip4_dst_hoplimit. */
export const hopLimit = (kernel: Kernel, destination: Destination): number =>
  destination.hopLimit || kernel.sysctls.number('net.ipv4.ip_default_ttl');

/** ip_route_me_harder: looks the way up again by what the packet says now, whoever owns it. False where there is none. */
export function rerouteOutput(kernel: Kernel, skb: Skb, phase: 'output' | 'reroute' = 'reroute'): boolean {
  const source = ipSource(skb.bytes);
  const type = kernel.routing.addressType(source, skb.destination?.device);
  const anySource = type === 'LOCAL' || type === 'UNICAST';
  const routed = routeOutput(kernel, skb, {
    source: anySource ? source : 0,
    anySource,
    phase,
    uid: 0,
    protocol: ipProtocol(skb.bytes),
    ports: portsOf(skb.bytes),
  });
  if (routed === null) return false;
  skb.destination = routed.destination;
  return true;
}
