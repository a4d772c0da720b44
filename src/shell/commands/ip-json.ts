/** `ip -j`: what the listings say, as iproute2 writes JSON; -p spreads it over lines. */

import {
  addressFlags,
  broadcastMac,
  formatAddress,
  formatMac,
  linkFlags,
  linkGroup,
  linkState,
  routeProtocolName,
  scopeName,
  tableName,
} from '../../engine/index.ts';
import type { Interface, InterfaceAddress, Route } from '../../engine/index.ts';

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };
type Fields = { readonly [name: string]: Json };

const FOREVER = 0xffffffff;
const INDENT = 4;

function pretty(value: Json, depth: number): string {
  const indent = (levels: number): string => ' '.repeat(INDENT * levels);
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((each) => pretty(each, depth + 1));
    return items.length === 0 ? '[ ]' : `[ ${items.join(',')} ]`;
  }
  const lines = Object.entries(value).map(
    ([name, each]) => `${indent(depth + 1)}"${name}": ${pretty(each, depth + 1)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent(depth)}}`;
}

export const printJson = (list: readonly Fields[], options: { readonly pretty: boolean }): string =>
  `${options.pretty ? pretty(list, 0) : JSON.stringify(list)}\n`;

const head = (device: Interface): Fields => ({
  ifindex: device.index,
  ifname: device.name,
  flags: linkFlags(device),
  mtu: device.mtu,
  qdisc: 'noqueue',
  operstate: linkState(device),
});
const queue = (device: Interface): Fields => ({
  group: linkGroup(device),
  txqlen: device.settings?.queueLength ?? 1000,
});
const hardware = (device: Interface): Fields => ({
  link_type: device.loopback ? 'loopback' : 'ether',
  address: formatMac(device.mac),
  broadcast: broadcastMac(device),
});

export const linksJson = (devices: readonly Interface[]): readonly Fields[] =>
  devices.map((device) => ({ ...head(device), linkmode: 'DEFAULT', ...queue(device), ...hardware(device) }));

export const addressesJson = (devices: readonly Interface[], withoutLinks: boolean): readonly Fields[] =>
  devices.map((device) => ({
    ...head(device),
    ...queue(device),
    ...(withoutLinks ? {} : hardware(device)),
    addr_info: device.addresses.map((each) => addressJson(each, device.name)),
  }));

function addressJson(each: InterfaceAddress, device: string): Fields {
  const { address, prefixLength, peer, metric, givenBroadcast, scope, label, lifetime } = each;
  return {
    family: 'inet',
    local: formatAddress(address),
    ...(peer === undefined ? {} : { address: formatAddress(peer) }),
    prefixlen: prefixLength,
    ...(metric === undefined ? {} : { metric }),
    ...(givenBroadcast === undefined ? {} : { broadcast: formatAddress(givenBroadcast) }),
    scope,
    ...Object.fromEntries(addressFlags(each).map((flag) => [flag, true])),
    label: label ?? device,
    valid_life_time: lifetime?.valid ?? FOREVER,
    preferred_life_time: lifetime?.preferred ?? FOREVER,
  };
}

const prefixText = ({ address, length }: Route['prefix']): string =>
  length === 0 ? 'default' : length === 32 ? formatAddress(address) : `${formatAddress(address)}/${length}`;
const MAIN = 254;
const BOOT = 3;

export const routesJson = (routes: readonly Route[]): readonly Fields[] => routes.map(routeJson);

function routeJson(route: Route): Fields {
  const [first, ...others] = route.nextHops;
  const single = others.length === 0 ? first : undefined;
  return {
    ...(route.type === 'unicast' ? {} : { type: route.type }),
    dst: prefixText(route.prefix),
    ...(single?.gateway === undefined || single.gateway === null ? {} : { gateway: formatAddress(single.gateway) }),
    ...(single === undefined ? {} : { dev: single.device }),
    ...(route.table === MAIN ? {} : { table: tableName(route.table) }),
    ...(route.protocol === BOOT ? {} : { protocol: routeProtocolName(route.protocol) }),
    ...(route.scope === 0 ? {} : { scope: scopeName(route.scope) }),
    ...(route.preferredSource === null ? {} : { prefsrc: formatAddress(route.preferredSource) }),
    ...(route.metric === 0 ? {} : { metric: route.metric }),
    flags: single?.onlink === true ? ['onlink'] : [],
    ...(others.length === 0
      ? {}
      : {
          nexthops: route.nextHops.map(({ gateway, device, weight }) => ({
            ...(gateway === null ? {} : { gateway: formatAddress(gateway) }),
            dev: device,
            weight,
            flags: [],
          })),
        }),
  };
}

/** From the lines of `ip rule`. */
export const rulesJson = (lines: readonly string[]): readonly Fields[] =>
  lines.map((line) => {
    const [priority = '', rest = ''] = line.split(/:\s*/, 2);
    const words = rest.split(' ').filter(Boolean);
    const fields: Record<string, Json> = { priority: Number(priority) };
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? '';
      const value = (): string => words[(at += 1)] ?? '';
      const end = (name: string, text: string): void => {
        const [address = '', length] = text.split('/');
        fields[name] = address;
        if (length !== undefined) fields[`${name}len`] = Number(length);
      };
      if (word === 'not') fields.not = null as unknown as Json;
      else if (word === 'from') end('src', value());
      else if (word === 'to') end('dst', value());
      else if (word === 'lookup') fields.table = value();
      else if (word === 'fwmark') {
        const [mark = '', mask] = value().split('/');
        fields.fwmark = mark;
        if (mask !== undefined) fields.fwmask = mask;
      } else if (['iif', 'oif', 'tos', 'ipproto', 'sport', 'dport'].includes(word)) fields[word] = value();
      else fields[word] = true;
    }
    return fields;
  });

/** From what `ip neigh` shows of each: address and device, and `MAC [router] STATE`. */
export const neighboursJson = (
  entries: readonly (readonly [key: string, shown: string])[],
  withDevice: boolean,
): readonly Fields[] =>
  entries.map(([key, shown]) => {
    const [address = '', device = ''] = key.split(' ');
    const [lladdr = '', ...rest] = shown.split(' ');
    return {
      dst: address,
      ...(withDevice ? { dev: device } : {}),
      lladdr,
      ...(rest.includes('router') ? { router: null as unknown as Json } : {}),
      state: [rest.at(-1) ?? ''],
    };
  });
