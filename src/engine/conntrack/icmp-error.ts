import {
  ICMP_HEADER,
  ICMP_PROTOCOL,
  formatAddress,
  icmpType,
  ipDestination,
  isIcmpError,
  isTransportChecksumRight,
} from '../net/index.ts';
import type { Hook, Packet } from '../model/index.ts';
import { logInvalid, zonesOf } from './core.ts';
import type { Core } from './core.ts';
import type { Found } from './table.ts';
import { setting } from './tracker.ts';
import { invertTuple, readTuple, trackableTransport } from './tuple.ts';

const HIGHEST_KNOWN_TYPE = 18;

/** `query`: not an error, to be tracked as any other packet. */
export type IcmpVerdict =
  | { readonly kind: 'query' }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'related'; readonly found: Found };

/** Is the message sound, and if it is an error, which connection is it about (nf_conntrack_icmpv4_error)? */
export function inspectIcmp(core: Core, packet: Packet, hook: Hook, transport: number): IcmpVerdict {
  const { bytes } = packet;
  const refuse = (text: string): IcmpVerdict => {
    logInvalid(core, packet, ICMP_PROTOCOL, text);
    return { kind: 'invalid', reason: text };
  };
  if (bytes.length < transport + ICMP_HEADER) return refuse('short packet');
  if (hook === 'PREROUTING' && !packet.checksumVerified && setting(core.environment, 'checksum') !== 0) {
    if (!isTransportChecksumRight(bytes)) return refuse('bad hw icmp checksum');
    packet.checksumVerified = true;
  }
  const type = icmpType(bytes, transport);
  if (type > HIGHEST_KNOWN_TYPE) return refuse('invalid icmp type');
  return isIcmpError(type) ? findQuoted(core, packet, transport + ICMP_HEADER, refuse) : { kind: 'query' };
}

/** The connection that the quoted datagram belongs to (nf_conntrack_inet_error). */
function findQuoted(core: Core, packet: Packet, quote: number, refuse: (text: string) => IcmpVerdict): IcmpVerdict {
  const { bytes } = packet;
  const transport = trackableTransport(bytes, quote);
  const quoted = transport === null ? null : readTuple(bytes, quote, transport);
  const answer = quoted === null ? null : invertTuple(quoted);
  if (answer === null) return { kind: 'invalid', reason: 'the quoted packet cannot be read' };
  const found = core.table.find(answer, zonesOf(core.templates.get(packet), packet));
  if (found === null) return { kind: 'invalid', reason: 'the quoted packet belongs to no known connection' };
  const expected = found.entry[found.direction].destination;
  const destination = ipDestination(bytes);
  if (destination !== expected)
    return refuse(`outer daddr ${formatAddress(destination)} != inner ${formatAddress(expected)}`);
  return { kind: 'related', found };
}
