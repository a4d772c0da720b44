import { ACCEPTED, timeoutOf } from '../tracker.ts';
import type { Tracker } from '../tracker.ts';

/** GRE (nf_conntrack_gre_packet; RFC 2784): a stream, and ASSURED, with the first packet after an answer. */
export const greTracker: Tracker = {
  protocolName: 'gre',
  track({ environment, entry, refresh, changed }) {
    if (!entry.status.seenReply) {
      refresh(timeoutOf(environment, 'gre_timeout'));
      return ACCEPTED;
    }
    refresh(timeoutOf(environment, 'gre_timeout_stream'));
    if (!entry.status.assured) {
      entry.status.assured = true;
      changed('ASSURED: packets both ways');
    }
    return ACCEPTED;
  },
};
