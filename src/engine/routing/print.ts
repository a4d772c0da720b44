import { formatAddress, formatPrefix, protocolName } from '../net/index.ts';
import type { PolicyRule, PortRange, Route } from './route.ts';
import {
  BOOT_PROTOCOL,
  DEFAULT_TABLE,
  LOCAL_TABLE,
  MAIN_TABLE,
  SCOPES,
  routeProtocolName,
  scopeName,
  tableName,
} from './route.ts';

/** Line of `ip route show`, without the blank at its end; next hops of a multipath route stand on lines of their own. */
export function formatRoute(route: Route, showTable = false): string {
  const words: string[] = [];
  if (route.type !== 'unicast') words.push(route.type);
  words.push(route.prefix.length === 0 ? 'default' : formatPrefix(route.prefix));
  if (route.tos !== 0) words.push('tos', formatTos(route.tos));
  const [only, second] = route.nextHops;
  if (only !== undefined && second === undefined) {
    if (only.gateway !== null) words.push('via', formatAddress(only.gateway));
    words.push('dev', only.device);
  }
  if (showTable && route.table !== MAIN_TABLE) words.push('table', tableName(route.table));
  words.push(...attributes(route));
  if (only !== undefined && second === undefined && only.onlink) words.push('onlink');
  const hops = second === undefined ? [] : route.nextHops.map(formatNextHop);
  return [words.join(' '), ...hops].join(' \n');
}

function attributes(route: Route): readonly string[] {
  const words: string[] = [];
  if (route.protocol !== BOOT_PROTOCOL) words.push('proto', routeProtocolName(route.protocol));
  if (route.scope !== SCOPES.global) words.push('scope', scopeName(route.scope));
  if (route.preferredSource !== null) words.push('src', formatAddress(route.preferredSource));
  if (route.metric !== 0) words.push('metric', String(route.metric));
  if (route.realm !== 0) words.push('realm', String(route.realm));
  if (route.mtu !== null) words.push('mtu', ...(route.mtuLocked ? ['lock'] : []), String(route.mtu));
  return [...words, ...route.metrics];
}

function formatNextHop(hop: Route['nextHops'][number]): string {
  const via = hop.gateway === null ? '' : `via ${formatAddress(hop.gateway)} `;
  return `\tnexthop ${via}dev ${hop.device} weight ${hop.weight}${hop.dead === true ? ' dead' : ''}${hop.onlink ? ' onlink' : ''}${hop.dead === true ? ' linkdown' : ''}`;
}

const formatTos = (tos: number): string => `0x${tos.toString(16).padStart(2, '0')}`;

/** Rows of `ip route show`: each ends in a blank, as iproute2 writes them. */
export const listRoutes = (routes: readonly Route[], showTable = false): string =>
  routes.map((route) => `${formatRoute(route, showTable)} \n`).join('');

const formatRange = ({ min, max }: PortRange): string => (min === max ? String(min) : `${min}-${max}`);

/** Line of `ip rule show` after the priority and its tab. */
export function formatPolicyRule(
  rule: PolicyRule,
  hasDevice: (name: string) => boolean = () => true,
  isResolved: (priority: number) => boolean = () => true,
): string {
  const words: string[] = rule.not ? ['not'] : [];
  const device = (option: string, name: string): void => {
    words.push(option, name);
    if (!hasDevice(name)) words.push('[detached]');
  };
  words.push('from', rule.from === null ? 'all' : formatPrefix(rule.from));
  if (rule.to !== null) words.push('to', formatPrefix(rule.to));
  if (rule.tos !== 0) words.push('tos', formatTos(rule.tos));
  if (rule.mark !== 0 || rule.markMask !== 0) words.push('fwmark', formatMark(rule));
  if (rule.inDevice !== null) device('iif', rule.inDevice);
  if (rule.outDevice !== null) device('oif', rule.outDevice);
  if (rule.uids !== null) words.push('uidrange', `${rule.uids.min}-${rule.uids.max}`);
  if (rule.protocol !== null) words.push('ipproto', protocolName(rule.protocol) ?? `ipproto-${rule.protocol}`);
  if (rule.sourcePorts !== null) words.push('sport', formatRange(rule.sourcePorts));
  if (rule.destinationPorts !== null) words.push('dport', formatRange(rule.destinationPorts));
  if (rule.tunnelId !== undefined) words.push('tun_id', rule.tunnelId);
  words.push(...formatAction(rule, isResolved));
  if (rule.origin !== undefined) words.push('proto', routeProtocolName(rule.origin));
  return words.join(' ');
}

const formatMark = ({ mark, markMask }: PolicyRule): string =>
  `0x${mark.toString(16)}${markMask === 0xffffffff ? '' : `/0x${markMask.toString(16)}`}`;

function formatAction(rule: PolicyRule, isResolved: (priority: number) => boolean): readonly string[] {
  const { action, suppressPrefixLength, suppressGroup, realms, unusedTable } = rule;
  const unused = unusedTable === undefined ? [] : ['lookup', tableName(unusedTable)];
  switch (action.kind) {
    case 'lookup':
      return [
        'lookup',
        rule.l3mdev === true ? '[l3mdev-table]' : tableName(action.table),
        ...(suppressPrefixLength === null ? [] : ['suppress_prefixlength', String(suppressPrefixLength)]),
        ...(suppressGroup === undefined
          ? []
          : ['suppress_ifgroup', suppressGroup === 0 ? 'default' : String(suppressGroup)]),
        ...(realms === undefined ? [] : ['realms', realms]),
      ];
    case 'goto':
      return [...unused, 'goto', String(action.priority), ...(isResolved(action.priority) ? [] : ['[unresolved]'])];
    default:
      return [...unused, action.kind];
  }
}

export const listPolicyRules = (rules: readonly PolicyRule[], hasDevice?: (name: string) => boolean): string =>
  rules
    .map(
      (rule) =>
        `${rule.priority}:\t${formatPolicyRule(rule, hasDevice, (priority) => rules.some((other) => other.priority === priority))}\n`,
    )
    .join('');

/** Order in which `ip route show table all` walks the tables: numbers first by hash, which for the usual ones is this. */
export const tableOrder = (table: number): number =>
  table === MAIN_TABLE ? 254 : table === LOCAL_TABLE ? 256 : table === DEFAULT_TABLE ? 255 : Math.min(table, 253);
