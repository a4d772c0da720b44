import type { RouteRequest } from './parse-route.ts';
import type { RuleRequest } from './parse-rule.ts';
import type { PolicyRule, Route } from './route.ts';

/** Has the route everything that the text of `ip route del` names? */
export function isNamed(route: Route, request: RouteRequest): boolean {
  const [hop] = route.nextHops;
  return (
    (!request.typeGiven || route.type === request.type) &&
    (request.metric === null || route.metric === request.metric) &&
    (request.tos === 0 || route.tos === request.tos) &&
    (request.protocol === null || route.protocol === request.protocol) &&
    (request.scope === null || route.scope === request.scope) &&
    (request.source === null || route.preferredSource === request.source) &&
    (request.gateway === null || hop?.gateway === request.gateway) &&
    (request.device === null || hop?.device === request.device)
  );
}

/** Has the rule everything that the text of `ip rule del` names? */
export function isNamedRule(rule: PolicyRule, request: RuleRequest, actionNamed: boolean): boolean {
  if (request.priority !== null && rule.priority !== request.priority) return false;
  if (actionNamed && JSON.stringify(rule.action) !== JSON.stringify(request.action)) return false;
  const keys = ['from', 'to', 'inDevice', 'outDevice', 'protocol', 'sourcePorts', 'destinationPorts', 'uids'] as const;
  if (request.suppressPrefixLength !== null && request.suppressPrefixLength !== rule.suppressPrefixLength) return false;
  if (request.realms !== undefined && request.realms !== rule.realms) return false;
  if (request.origin !== undefined && request.origin !== rule.origin) return false;
  const same = keys.every((key) => request[key] === null || JSON.stringify(request[key]) === JSON.stringify(rule[key]));
  const marks = request.markMask === 0 || (request.mark === rule.mark && request.markMask === rule.markMask);
  return same && marks && (request.tos === 0 || request.tos === rule.tos) && (!request.not || rule.not);
}
