import type { AddressType, ConntrackAttachment, HostSocket, LinkType, Packet, PacketSocket } from '../model/index.ts';
import type { FibError } from '../routing/index.ts';

/** Where a packet goes (struct rtable). */
export interface Destination {
  /** What dst_input does; 'none' for routes of the host's own packets. */
  readonly input: 'deliver' | 'forward' | 'error' | 'none';
  readonly type: AddressType;
  /** Device it leaves by; the loopback device for local ones. */
  readonly device: string;
  readonly gateway: number | null;
  readonly mtu: number;
  /** TTL of what the host sends there, where the route sets one; else 0. */
  readonly hopLimit: number;
  readonly error: FibError | null;
  /** The device forwards: an error is answered. */
  readonly forwarding: boolean;
  readonly redirect: boolean;
}

/** Where in the header something is left for the way out (struct ip_options). Offsets from the header's start; 0 is none. */
export interface IpOptions {
  recordRoute: number;
  timestamp: number;
  sourceRoute: number;
  strictRoute: boolean;
  /** The hop of the source route that the packet is on its way to. */
  nextHop: number | null;
  cipso: number;
  routeNeedsAddress: boolean;
  timestampNeedsAddress: boolean;
  timestampNeedsTime: boolean;
  changed: boolean;
}

/** A datagram under way with what only the IP layer knows of it (struct sk_buff with its control block). */
export class Skb implements Packet {
  readonly id: number;
  readonly causedBy: number | null;
  bytes: Uint8Array;
  inDevice = '';
  linkHeader: Uint8Array | null = null;
  linkType: LinkType = 'host';
  mark = 0;
  priority = 0;
  traced = false;
  conntrack: ConntrackAttachment | 'untracked' | null = null;
  socket: PacketSocket | null = null;
  fragMaxSize = 0;
  fragDf = false;
  checksumVerified = false;
  steeredTo?: HostSocket;
  /** TCP's checksum is left to the device: until then its field holds the sum of the pseudo header (CHECKSUM_PARTIAL). */
  checksumPartial = false;
  destination: Destination | null = null;
  /** May be fragmented though DF is set (skb->ignore_df): put together by defragmentation. */
  ignoreDf = false;
  /** Sizes of the fragments it was put together from, in order (the frag list): they leave as they came. */
  pieceSizes: readonly number[] | null = null;

  /** What of its IP options is left to do on the way out. */
  options: IpOptions | null = null;

  constructor(id: number, bytes: Uint8Array, causedBy: number | null) {
    this.id = id;
    this.bytes = bytes;
    this.causedBy = causedBy;
  }
}
