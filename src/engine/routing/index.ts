/**
 * Addresses, routes and policy rules: iproute2's notation in and out, the routing decision for received and for own packets
 * (fib_lookup, ip_route_input_slow, ip_route_output_key_hash). `Routing` is one network namespace.
 */
export { Routing } from './routing.ts';
export type { InputDecision, InputQuery, OutputDecision, OutputQuery } from './decision.ts';
export type { RouteException } from './exceptions.ts';
export type { FibError } from './fib.ts';
export { formatPolicyRule, formatRoute } from './print.ts';
export {
  addressFlags,
  addressWords,
  broadcastMac,
  lifetimeWords,
  linkFlags,
  linkGroup,
  linkState,
  showAddresses,
  showLinks,
} from './show-addresses.ts';
export { MAIN_TABLE, metricOf, routeProtocolName, scopeName, tableName } from './route.ts';
export type { Route } from './route.ts';
export { parseIpPrefix } from './words.ts';
