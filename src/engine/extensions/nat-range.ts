/** Ranges of the NAT targets: read, printed and bound alike (libxt_NAT). */
import { parseAddress } from '../net/index.ts';
import type { NatRange, Result, TargetContext, TargetVerdict } from '../model/index.ts';
import { ok } from '../model/index.ts';
import { formatAddress } from './address.ts';
import { leadingUnsigned } from './numbers.ts';
import { usage, type GivenOptions, type OptionContext, type ProtocolSoFar, type UsageError } from './options.ts';
import { findServicePort } from './services.ts';

export type Ports = NonNullable<NatRange['ports']>;
export type Addresses = NonNullable<NatRange['addresses']>;

const PORT_MAX = 65535n;
/** ICMP is let through too: its id is the port. Inversion is not looked at. */
const hasPorts = ({ number }: ProtocolSoFar): boolean =>
  number === 6 || number === 17 || number === 132 || number === 33 || number === 1;

function leadingPort(text: string, min: bigint): { readonly value: number; readonly rest: string } | null {
  const found = leadingUnsigned(text);
  if (found !== null && found.value >= min && found.value <= PORT_MAX)
    return { value: Number(found.value), rest: found.rest };
  return null;
}

function leadingPortOrService(text: string, min: bigint): { readonly value: number; readonly rest: string } | null {
  const number = leadingPort(text, min);
  if (number !== null) return number;
  const service = findServicePort(text, '');
  return service === null ? null : { value: service, rest: '' };
}

/** 'port', 'from-to' or 'from-to/base'. A service name may stand for a single port and for the base. */
export function parsePorts(text: string, { protocol }: OptionContext): Result<Ports, UsageError> {
  if (!hasPorts(protocol)) return usage('Need TCP, UDP, SCTP or DCCP with port specification');
  const first = leadingPortOrService(text, 0n);
  if (first === null) return usage(`Port \`${text}' not valid`);
  if (first.rest === '') return ok({ min: first.value, max: first.value, base: null });
  if (first.rest.startsWith(':')) return usage('Invalid port:port syntax - use dash');
  if (!first.rest.startsWith('-')) return usage(`Garbage after port value: \`${first.rest}'`);
  const tail = first.rest.slice(1);
  const last = leadingPort(tail, 0n);
  if (last === null) return usage(`Port \`${tail}' not valid`);
  if (last.value < first.value) return usage(`Port range \`${tail}' funky`);
  const ports = { min: first.value, max: last.value, base: null };
  if (last.rest === '') return ok(ports);
  if (!last.rest.startsWith('/')) return usage(`Garbage after port range: \`${last.rest}'`);
  const base = leadingPortOrService(last.rest.slice(1), 1n);
  return base === null ? usage(`Port \`${last.rest.slice(1)}' not valid`) : ok({ ...ports, base: base.value });
}

export interface Destination {
  readonly addresses: Addresses | null;
  readonly ports: Ports | null;
}

/** '[address[-address]][:ports]' (parse_to). */
export function parseDestination(text: string, context: OptionContext): Result<Destination, UsageError> {
  if (text.includes('[')) return usage('Invalid address format');
  const colon = text.indexOf(':') === text.lastIndexOf(':') ? text.indexOf(':') : -1;
  let ports: Ports | null = null;
  if (colon >= 0) {
    const read = parsePorts(text.slice(colon + 1), context);
    if (!read.ok) return read;
    if (colon === 0) return ok({ addresses: null, ports: read.value });
    ports = read.value;
  }
  const host = colon < 0 ? text : text.slice(0, colon);
  const dash = host.indexOf('-');
  const from = dash < 0 ? host : host.slice(0, dash);
  const to = dash < 0 ? host : host.slice(dash + 1);
  const min = parseAddress(from);
  if (min === null) return usage(`Bad IP address "${from}"`);
  const max = parseAddress(to);
  return max === null ? usage(`Bad IP address "${to}"`) : ok({ addresses: { min, max }, ports });
}

/** The structure of the older targets has no room for a base: it is 0 in the kernel. */
export const withoutBase = <T extends Ports | null>(ports: T): T =>
  ports === null || ports.base === null ? ports : { ...ports, base: 0 };

export const buildRange = (destination: Destination, given: GivenOptions): NatRange => ({
  addresses: destination.addresses,
  ports: destination.ports,
  persistent: given.has('persistent'),
  random: given.has('random'),
  randomFully: given.has('random-fully'),
  netmap: false,
});

/** '80', '80-90', '80-90/5'. */
export const formatPorts = ({ min, max, base }: Ports): string =>
  `${min}${max === min ? '' : `-${max}`}${base === null ? '' : `/${base}`}`;

/** '1.2.3.4-1.2.3.5:80'. */
export function formatDestination({ addresses, ports }: Destination): string {
  const host =
    addresses === null
      ? ''
      : formatAddress(addresses.min) + (addresses.max === addresses.min ? '' : `-${formatAddress(addresses.max)}`);
  return ports === null ? host : `${host}:${formatPorts(ports)}`;
}

/** Names of the flags that are set, in iptables' order. */
export const rangeFlags = ({ random, randomFully, persistent }: NatRange): readonly string[] => [
  ...(random ? ['random'] : []),
  ...(randomFully ? ['random-fully'] : []),
  ...(persistent ? ['persistent'] : []),
];

export function bind({ packet, hook, host }: TargetContext<undefined>, range: NatRange): TargetVerdict {
  return host.bindNat(packet, hook, range) === 'accept'
    ? { kind: 'accept' }
    : { kind: 'drop', reason: 'no connection to bind, or its mapping clashes' };
}

/** 'random,fully-random,persistent' */
export const translateFlags = (range: NatRange): string =>
  rangeFlags(range)
    .map((flag) => (flag === 'random-fully' ? 'fully-random' : flag))
    .join(',');

/** A base is not translated. */
export const translatedPorts = (ports: Ports | null): Ports | null =>
  ports === null ? null : { ...ports, base: null };

/** 'to :80-90', '' for none. */
export const translatePorts = (ports: Ports | null): string =>
  ports === null ? '' : `to :${formatPorts({ ...ports, base: null })}`;
