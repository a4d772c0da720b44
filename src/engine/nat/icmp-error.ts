import {
  ICMP,
  ICMP_HEADER,
  ICMP_PROTOCOL,
  fillIcmpChecksum,
  icmpType,
  ipHeaderLength,
  isTransportChecksumRight,
} from '../net/index.ts';
import type { Conntrack, ConntrackAttachment, Packet } from '../model/index.ts';
import { isTranslated } from './binding.ts';
import { otherManip, rewriteEnd } from './manip.ts';
import type { Manip } from './manip.ts';
import { opposite } from './tuples.ts';

/**
 * Translates an ICMP error of a translated connection: the datagram it quotes with the inverse manip, then its own addresses
 * (nf_nat_icmp_reply_translation). Null: done; a text: the reason to drop it.
 */
export function translateError(
  conntrack: Conntrack,
  packet: Packet,
  attachment: ConntrackAttachment,
  manip: Manip,
): string | null {
  const { entry, direction } = attachment;
  const transport = ipHeaderLength(packet.bytes);
  if (packet.bytes.length < transport + ICMP_HEADER) return 'its ICMP header is cut off';
  if (!packet.checksumVerified && !isTransportChecksumRight(packet.bytes)) return 'its ICMP checksum is wrong';
  if (icmpType(packet.bytes, transport) === ICMP.REDIRECT) {
    const { status } = entry;
    if (!status.sourceNatDone || !status.destinationNatDone)
      return 'a redirect for a connection whose translation is not settled yet';
    if (status.sourceNat || status.destinationNat) return 'a redirect would give translated addresses away';
  }
  if (!isTranslated(entry, direction, manip)) return null;
  const other = entry[opposite(direction)];
  const outer = conntrack.invert(other);
  if (!rewriteEnd(packet.bytes, transport + ICMP_HEADER, other, otherManip(manip)))
    return 'the packet it quotes is cut off too short';
  fillIcmpChecksum(packet.bytes, transport, packet.bytes.length);
  if (outer !== null) rewriteEnd(packet.bytes, 0, { ...outer, protocol: ICMP_PROTOCOL }, manip);
  return null;
}
