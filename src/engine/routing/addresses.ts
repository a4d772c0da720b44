import { broadcastOf, isInside, maskOf, networkOf } from '../net/index.ts';
import type { Prefix } from '../net/index.ts';
import type { Interface, InterfaceAddress } from '../model/index.ts';
import { LOCAL_TABLE, MAIN_TABLE, SCOPES } from './route.ts';
import type { Route } from './route.ts';

/** An interface under construction and change; `Interface` of the model is its read-only view. */
export type Device = { -readonly [K in keyof Interface]: Interface[K] } & { addresses: readonly InterfaceAddress[] };

const KERNEL_PROTOCOL = 2;
const SCOPE_OF = { global: SCOPES.global, link: SCOPES.link, host: SCOPES.host } as const;

/** What may be said of an address besides its prefix and scope. */
export type AddressDetails = Omit<InterfaceAddress, 'address' | 'prefixLength' | 'broadcast' | 'scope' | 'secondary'>;

/** The addresses with one more, in the kernel's order (__inet_insert_ifa), or null where it is there already. */
export function insertAddress(
  addresses: readonly InterfaceAddress[],
  prefix: Prefix,
  scope: InterfaceAddress['scope'],
  details: AddressDetails = {},
): readonly InterfaceAddress[] | null {
  const net = networkOf({ ...prefix, address: details.peer ?? prefix.address });
  const same = addresses.filter(
    (other) =>
      other.prefixLength === prefix.length &&
      isInside(other.peer ?? other.address, { address: net, length: prefix.length }),
  );
  if (same.some((other) => other.address === prefix.address)) return null;
  const added: InterfaceAddress = {
    address: prefix.address,
    prefixLength: prefix.length,
    broadcast: prefix.length < 31 ? broadcastOf(prefix) : 0,
    scope,
    secondary: same.length > 0,
    ...details,
  };
  if (added.secondary) return [...addresses, added];
  const last = addresses.findLastIndex((other) => !other.secondary && SCOPE_OF[scope] <= SCOPE_OF[other.scope]);
  return addresses.toSpliced(last + 1, 0, added);
}

/**
 * The addresses without one (__inet_del_ifa). The secondary ones of its subnet go with it, or, with promote_secondaries, the first of
 * them takes its place.
 */
export function removeAddress(
  addresses: readonly InterfaceAddress[],
  gone: InterfaceAddress,
  promotes: boolean,
): readonly InterfaceAddress[] {
  const at = addresses.indexOf(gone);
  const subnet = { address: gone.address, length: gone.prefixLength };
  const isFollower = (other: InterfaceAddress, index: number): boolean =>
    index > at &&
    !gone.secondary &&
    other.secondary &&
    other.prefixLength === gone.prefixLength &&
    isInside(other.address, subnet);
  if (!promotes) return addresses.filter((other, index) => other !== gone && !isFollower(other, index));
  const heir = addresses.find(isFollower);
  if (heir === undefined) return addresses.filter((other) => other !== gone);
  const promoted = { ...heir, secondary: false };
  const next = addresses.indexOf(heir);
  const isPrimary = (other: InterfaceAddress): boolean =>
    !other.secondary && SCOPE_OF[gone.scope] <= SCOPE_OF[other.scope];
  const last = addresses.slice(at + 1, next).findLast(isPrimary);
  const others = addresses.filter((other) => other !== heir);
  // Right behind the last primary one before it, unless it follows the one that goes.
  const place = next === at + 1 ? at + 1 : others.indexOf(last ?? others[0] ?? gone) + 1;
  return others.toSpliced(place, 0, promoted).filter((other) => other !== gone);
}

/** Routes that the kernel makes of a device's addresses (fib_add_ifaddr); a device that is down still has its own addresses. */
export function connectedRoutes(device: Device): readonly Route[] {
  const routes = device.addresses.flatMap((address) => routesOf(device, address));
  return device.up ? routes : routes.filter(({ type, prefix }) => type === 'local' && prefix.length === 32);
}

function routesOf(device: Device, address: InterfaceAddress): readonly Route[] {
  const { prefixLength: length } = address;
  const far = address.peer ?? address.address;
  const network = { address: (far & maskOf(length)) >>> 0, length };
  const primary = address.secondary
    ? device.addresses.find(
        (other) => !other.secondary && other.prefixLength === length && isInside(other.address, network),
      )
    : address;
  const source = primary?.address ?? address.address;
  const make = (type: Route['type'], prefix: Prefix): Route => kernelRoute(device.name, type, prefix, source);
  const routes = [make('local', { address: address.address, length: 32 })];
  if (address.givenBroadcast !== undefined && address.givenBroadcast !== 0)
    routes.push(make('broadcast', { address: address.givenBroadcast, length: 32 }));
  if (address.secondary || (length === 32 && network.address === address.address) || network.address === 0)
    return routes;
  if (address.noPrefixRoute !== true)
    routes.push({ ...make(device.loopback ? 'local' : 'unicast', network), metric: address.metric ?? 0 });
  if (length < 31 && address.givenBroadcast !== broadcastOf(network))
    routes.push(make('broadcast', { address: broadcastOf(network), length: 32 }));
  return routes;
}

const kernelRoute = (device: string, type: Route['type'], prefix: Prefix, source: number): Route => ({
  type,
  prefix,
  table: type === 'unicast' ? MAIN_TABLE : LOCAL_TABLE,
  tos: 0,
  metric: 0,
  protocol: KERNEL_PROTOCOL,
  scope: type === 'local' ? SCOPES.host : SCOPES.link,
  preferredSource: source,
  nextHops: [{ device, gateway: null, weight: 1, onlink: false }],
  mtu: null,
  realm: 0,
  metrics: [],
  mtuLocked: false,
});

/**
 * inet_select_addr: the first primary address of `device` on whose subnet `nextHop` lies, else its first primary one; else the first
 * fit address of any other device. 0 if there is none. `scope` is the farthest that still counts.
 */
export function selectAddress(
  devices: readonly Device[],
  device: string,
  nextHop: number,
  scope: number,
  routeLocalnet: boolean,
): number {
  const own = devices.find((other) => other.name === device);
  const ceiling = routeLocalnet ? SCOPES.link : SCOPES.host;
  const usable = (own?.addresses ?? []).filter(
    (each) => !each.secondary && Math.min(SCOPE_OF[each.scope], ceiling) <= scope,
  );
  const near = usable.find(
    (each) => nextHop === 0 || isInside(nextHop, { address: each.address, length: each.prefixLength }),
  );
  const chosen = near ?? usable[0];
  if (chosen !== undefined) return chosen.address;
  for (const other of devices) {
    const found = other.addresses.find(
      (each) => !each.secondary && each.scope !== 'link' && SCOPE_OF[each.scope] <= scope,
    );
    if (found !== undefined) return found.address;
  }
  return 0;
}
