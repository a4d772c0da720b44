import {
  UDP_HEADER,
  UDP_PROTOCOL,
  checksum,
  ipDestination,
  ipSource,
  isTransportChecksumRight,
  pseudoHeaderSum,
  udpChecksum,
  udpLength,
} from '../../net/index.ts';
import { ACCEPTED, MILLISECONDS_PER_TICK, isChecksumDue, refuse, timeoutOf } from '../tracker.ts';
import type { Tracked, Tracker, Tracking } from '../tracker.ts';

/** A flow that still answers two seconds after it began is a stream. */
const STREAM_AFTER_TICKS = 2000 / MILLISECONDS_PER_TICK;

/** UDP (nf_conntrack_udp_packet; RFC 768). */
export const udpTracker: Tracker = {
  protocolName: 'udp',
  track: (tracking) => findUdpFault(tracking) ?? trackFlow(tracking),
};

/** UDP-Lite (nf_conntrack_udplite_packet; RFC 3828): the length field says how much the checksum covers. */
export const udpliteTracker: Tracker = {
  protocolName: 'udplite',
  track: (tracking) => findUdpliteFault(tracking) ?? trackFlow(tracking),
};

function trackFlow(tracking: Tracking): Tracked {
  const { environment, entry } = tracking;
  const ticks = Math.floor(environment.now() / MILLISECONDS_PER_TICK);
  if (!entry.status.confirmed) entry.protocolState = { kind: 'udp', name: '', streamAfter: ticks + STREAM_AFTER_TICKS };
  const state = entry.protocolState;
  if (!entry.status.seenReply || state.kind !== 'udp' || ticks <= state.streamAfter) {
    tracking.refresh(timeoutOf(environment, 'udp_timeout'));
    return ACCEPTED;
  }
  tracking.refresh(timeoutOf(environment, 'udp_timeout_stream'));
  if (!entry.status.assured) {
    entry.status.assured = true;
    tracking.changed('ASSURED: still answered two seconds after it began');
  }
  return ACCEPTED;
}

function findUdpFault(tracking: Tracking): Tracked | null {
  const { packet, transport } = tracking;
  const room = packet.bytes.length - transport;
  if (room < UDP_HEADER) return refuse(tracking, 'short packet');
  const length = udpLength(packet.bytes, transport);
  if (length > room || length < UDP_HEADER) return refuse(tracking, 'truncated/malformed packet');
  if (udpChecksum(packet.bytes, transport) === 0 || !isChecksumDue(tracking)) return null;
  if (!isTransportChecksumRight(packet.bytes)) return refuse(tracking, 'bad checksum');
  packet.checksumVerified = true;
  return null;
}

function findUdpliteFault(tracking: Tracking): Tracked | null {
  const { packet, transport } = tracking;
  const room = packet.bytes.length - transport;
  if (room < UDP_HEADER) return refuse(tracking, 'short packet');
  const covered = udpLength(packet.bytes, transport) || room;
  if (covered < UDP_HEADER || covered > room) return refuse(tracking, 'invalid checksum coverage');
  if (udpChecksum(packet.bytes, transport) === 0) return refuse(tracking, 'checksum missing');
  if (!isChecksumDue(tracking)) return null;
  // The kernel takes UDP's number here, so datagrams that RFC 3828 calls right are invalid.
  const pseudo = pseudoHeaderSum(ipSource(packet.bytes), ipDestination(packet.bytes), UDP_PROTOCOL, room);
  if (checksum(packet.bytes, transport, transport + covered, pseudo) !== 0) return refuse(tracking, 'bad checksum');
  packet.checksumVerified = true;
  return null;
}
