import type { HostDocument, InterfaceDocument } from '../../engine/index.ts';

/** Where presets and the composer send from: read off the host, so that a new packet makes sense at once. */
export interface HostPlan {
  /** The interface of the default route, else the first. */
  readonly outside: End;
  /** Another interface with a network behind it, if there is one. */
  readonly inside: (End & { readonly client: string }) | null;
  /** Someone on the Internet. */
  readonly stranger: string;
  readonly server: string;
  readonly gateway: string;
}

export interface End {
  readonly device: string;
  /** The host's own address there. */
  readonly address: string;
}

const STRANGER = '198.51.100.7';
const SERVER = '8.8.8.8';

export function planHost(host: HostDocument): HostPlan {
  const defaultRoute = (host.routes ?? []).find((route) => /^default\b/.test(route) && !/\btable\b/.test(route)) ?? '';
  const named = /\bdev (\S+)/.exec(defaultRoute)?.[1];
  const outside = host.interfaces.find((one) => one.name === named) ?? host.interfaces[0];
  const inside = host.interfaces.find((one) => one !== outside && addressOf(one) !== null);
  const insideAddress = inside === undefined ? null : addressOf(inside);
  const outsideEnd = { device: outside?.name ?? 'lo', address: (outside && addressOf(outside)) ?? '127.0.0.1' };
  return {
    outside: outsideEnd,
    inside:
      inside === undefined || insideAddress === null
        ? null
        : { device: inside.name, address: insideAddress, client: neighbourOf(insideAddress) },
    stranger: STRANGER,
    server: SERVER,
    gateway: /\bvia (\S+)/.exec(defaultRoute)?.[1] ?? neighbourOf(outsideEnd.address),
  };
}

const addressOf = (one: InterfaceDocument): string | null => one.addresses?.[0]?.split('/')[0] ?? null;

/** Another machine of the same network. */
function neighbourOf(address: string): string {
  const parts = address.split('.');
  return [...parts.slice(0, 3), parts[3] === '2' ? '3' : '2'].join('.');
}
