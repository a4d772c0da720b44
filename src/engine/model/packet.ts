import type { ConntrackEntry } from './conntrack.ts';
import type { HostSocket } from './socket.ts';

/** `enum ip_conntrack_info` reduced to what is attached: an entry, the direction of this packet and its relation. */
export interface ConntrackAttachment {
  readonly entry: ConntrackEntry;
  readonly direction: 'original' | 'reply';
  readonly relation: 'new' | 'established' | 'related';
}

/** How the frame was addressed (skb->pkt_type). */
export type LinkType = 'host' | 'broadcast' | 'multicast' | 'otherhost' | 'loopback' | 'outgoing';

/** The sending socket, as far as LOG, owner and routing can see it. `file` is false for the kernel's own sockets. */
export interface PacketSocket {
  readonly uid: number;
  readonly gid: number;
  readonly file: boolean;
  /** What xt_owner asks in its place: the listener of a handshake (skb_to_full_sk), or nobody before accept(). */
  readonly owner?: 'listener' | 'none';
  readonly process?: string;
}

/**
 * A datagram under way: the counterpart of an sk_buff. The IP datagram is real bytes; everything that reads a header reads
 * them from `bytes`. Rewrites happen in place or by replacing `bytes`.
 */
export interface Packet {
  /** Unique within a run; events name packets by it. */
  readonly id: number;
  /** The IP datagram from its first header byte; its length is skb->len. */
  bytes: Uint8Array;
  /** Name of the device it came in by, '' for a local one. Survives until the packet is sent (skb->skb_iif, state->in). */
  inDevice: string;
  /** The Ethernet header as received (14 bytes), null for a local one. */
  linkHeader: Uint8Array | null;
  linkType: LinkType;
  /** nfmark. */
  mark: number;
  /** skb->priority as CLASSIFY sets it; 0 unless set. */
  priority: number;
  /** skb->nf_trace. */
  traced: boolean;
  /** Attached entry, or 'untracked' (IP_CT_UNTRACKED), or null: INVALID once conntrack ran, nothing before. */
  conntrack: ConntrackAttachment | 'untracked' | null;
  socket: PacketSocket | null;
  /** The listener that TPROXY handed it to (skb->sk): it takes the packet whatever its destination says. */
  steeredTo?: HostSocket;
  /** IPCB(skb)->frag_max_size: the largest fragment it was reassembled from, 0 if it never was. */
  fragMaxSize: number;
  /** The reassembled original had DF set on a fragment (IPSKB_FRAG_PMTU). */
  fragDf: boolean;
  /** TCP/UDP checksum already verified (CHECKSUM_UNNECESSARY/COMPLETE): conntrack did it or the host made the packet. */
  checksumVerified: boolean;
  /** Id of the packet whose walk made this one, for answers the host originates. */
  readonly causedBy: number | null;
}
