import { ICMP_PROTOCOL, TCP_PROTOCOL, UDPLITE_PROTOCOL, UDP_PROTOCOL } from '../../net/index.ts';
import { DCCP_PROTOCOL, GRE_PROTOCOL, SCTP_PROTOCOL } from '../tuple.ts';
import type { Tracker } from '../tracker.ts';
import { genericTracker } from './generic.ts';
import { greTracker } from './gre.ts';
import { icmpTracker } from './icmp.ts';
import { ICMPV6_PROTOCOL, icmpv6Tracker } from './icmpv6.ts';
import { sctpTracker } from './sctp.ts';
import { tcpTracker } from './tcp.ts';
import { udpTracker, udpliteTracker } from './udp.ts';

const TRACKERS: ReadonlyMap<number, Tracker> = new Map([
  [ICMP_PROTOCOL, icmpTracker],
  [ICMPV6_PROTOCOL, icmpv6Tracker],
  [TCP_PROTOCOL, tcpTracker],
  [UDP_PROTOCOL, udpTracker],
  [GRE_PROTOCOL, greTracker],
  [SCTP_PROTOCOL, sctpTracker],
  [UDPLITE_PROTOCOL, udpliteTracker],
  // Linux 6.17 dropped the DCCP tracker; conntrack -L still knows the name.
  [DCCP_PROTOCOL, genericTracker('dccp')],
]);

const UNKNOWN = genericTracker('unknown');

/** Tracker of a protocol (nf_ct_l4proto_find). */
export const trackerOf = (protocol: number): Tracker => TRACKERS.get(protocol) ?? UNKNOWN;
