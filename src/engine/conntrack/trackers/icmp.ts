import { ICMP } from '../../net/index.ts';
import { ACCEPTED, invalid, timeoutOf } from '../tracker.ts';
import type { Tracker } from '../tracker.ts';

/** Questions that open an entry. */
const QUERIES: ReadonlySet<number> = new Set([
  ICMP.ECHO_REQUEST,
  ICMP.TIMESTAMP_REQUEST,
  ICMP.INFO_REQUEST,
  ICMP.ADDRESS_REQUEST,
]);

/** ICMP queries and their answers (nf_conntrack_icmp_packet); errors are told apart before (icmp-error.ts). */
export const icmpTracker: Tracker = {
  protocolName: 'icmp',
  track({ environment, entry, refresh }) {
    const type = entry.original.destinationPart >>> 8;
    if (!QUERIES.has(type)) return invalid(`an ICMP message of type ${type} opens no connection`);
    refresh(timeoutOf(environment, 'icmp_timeout'));
    return ACCEPTED;
  },
};
