import { invalid } from '../tracker.ts';
import type { Tracker } from '../tracker.ts';

export const ICMPV6_PROTOCOL = 58;

/** ICMPv6 has no business in IPv4: never tracked there (nf_conntrack_icmpv6_packet). */
export const icmpv6Tracker: Tracker = {
  protocolName: 'icmpv6',
  track: () => invalid('ICMPv6 within IPv4'),
};
