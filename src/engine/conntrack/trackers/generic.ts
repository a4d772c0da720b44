import { ACCEPTED, timeoutOf } from '../tracker.ts';
import type { Tracker } from '../tracker.ts';

/** Every other protocol: addresses only, one timeout, never ASSURED (generic_packet). */
export const genericTracker = (protocolName: string): Tracker => ({
  protocolName,
  track({ environment, refresh }) {
    refresh(timeoutOf(environment, 'generic_timeout'));
    return ACCEPTED;
  },
});
