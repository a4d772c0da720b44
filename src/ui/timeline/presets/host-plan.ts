import type { HostDocument, InterfaceDocument } from '../../../engine/index.ts';

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
  /** TCP ports at which somebody outside may find a service: of the host's sockets, then those that DNAT forwards. */
  readonly services: readonly number[];
}

export interface End {
  readonly device: string;
  /** The host's own address there. */
  readonly address: string;
}

/** Documentation addresses (RFC 5737); the first that is not on the host's own link. */
const STRANGERS = ['198.51.100.7', '203.0.113.77', '192.0.2.77'];
const SERVER = '8.8.8.8';

export function planHost(host: HostDocument, ruleset = ''): HostPlan {
  const defaultRoute = (host.routes ?? []).find((route) => /^default\b/.test(route) && !/\btable\b/.test(route)) ?? '';
  const named = /\bdev (\S+)/.exec(defaultRoute)?.[1];
  const outside = host.interfaces.find((one) => one.name === named) ?? host.interfaces[0];
  const inside = host.interfaces.find((one) => one !== outside && addressOf(one) !== null);
  const insideAddress = inside === undefined ? null : addressOf(inside);
  const outsideEnd = { device: outside?.name ?? 'lo', address: (outside && addressOf(outside)) ?? '127.0.0.1' };
  const own = host.interfaces.flatMap(({ addresses }) => addresses ?? []);
  return {
    outside: outsideEnd,
    inside:
      inside === undefined || insideAddress === null
        ? null
        : { device: inside.name, address: insideAddress, client: neighbourOf(insideAddress) },
    stranger: STRANGERS.find((address) => !own.some((network) => isWithin(address, network))) ?? '192.0.2.77',
    server: SERVER,
    gateway: /\bvia (\S+)/.exec(defaultRoute)?.[1] ?? neighbourOf(outsideEnd.address),
    services: [...new Set([...listening(host), ...forwarded(ruleset)])],
  };
}

const listening = (host: HostDocument): readonly number[] =>
  (host.sockets ?? []).flatMap(({ proto, port, address }) =>
    proto === 'tcp' && !(address ?? '').startsWith('127.') ? [port] : [],
  );

let known: { readonly ruleset: string; readonly ports: readonly number[] } | null = null;

/** Asked for every entry of a menu, of rulesets of a megabyte too: read once, line by line. */
function forwarded(ruleset: string): readonly number[] {
  if (known?.ruleset === ruleset) return known.ports;
  const lines = ruleset.split('\n').filter((line) => /-j (?:DNAT|REDIRECT)\b/.test(line) && line.includes('-p tcp '));
  const ports = lines.flatMap((line) => {
    const port = /--dport (\d+) /.exec(line)?.[1];
    return port === undefined ? [] : [Number(port)];
  });
  known = { ruleset, ports };
  return ports;
}

const addressOf = (one: InterfaceDocument): string | null => one.addresses?.[0]?.split('/')[0] ?? null;

/** Another machine of the same network. */
function neighbourOf(address: string): string {
  const parts = address.split('.');
  return [...parts.slice(0, 3), parts[3] === '2' ? '3' : '2'].join('.');
}

function isWithin(address: string, network: string): boolean {
  const [base = '', length = '32'] = network.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size);
}

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
