/** The scenario document, version 1 (contract: scenario.md). Plain JSON; the validator guarantees these types. */
export interface Scenario {
  readonly chainwalk: 1;
  readonly title?: string;
  readonly description?: string;
  readonly lang?: string;
  readonly start?: string;
  readonly seed?: number;
  readonly host: HostDocument;
  readonly ruleset?: string;
  readonly ipsets?: string;
  readonly timeline: readonly Step[];
}

export interface HostDocument {
  readonly hostname?: string;
  readonly interfaces: readonly InterfaceDocument[];
  readonly routes?: readonly string[];
  readonly rules?: readonly string[];
  readonly sysctl?: Readonly<Record<string, number | string>>;
  readonly sockets?: readonly SocketDocument[];
  readonly localStack?: 'replies' | 'silent';
  readonly conntrack?: 'on' | 'auto';
}

export interface InterfaceDocument {
  readonly name: string;
  readonly addresses?: readonly string[];
  readonly mac?: string;
  readonly mtu?: number;
}

export interface SocketDocument {
  readonly proto: 'tcp' | 'udp' | 'raw';
  readonly port: number;
  readonly address?: string;
  readonly process?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** IP_TRANSPARENT: it may take and send packets of addresses that are not the host's, as TPROXY needs. */
  readonly transparent?: boolean;
}

/** Fields of a packet that may be given instead of its bytes; what is left out is as a Linux sender would set it. */
export interface PacketFields {
  readonly src?: string;
  readonly dst?: string;
  readonly proto?: string | number;
  readonly ttl?: number;
  readonly tos?: number;
  readonly id?: number;
  readonly df?: boolean;
  readonly mf?: boolean;
  /** Fragment offset in units of 8 bytes, as in the header. */
  readonly frag?: number;
  /** IP options as hex. */
  readonly options?: string;
  readonly sport?: number;
  readonly dport?: number;
  /** TCP flags, comma list: 'SYN,ACK'. */
  readonly flags?: string;
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  readonly icmpType?: string | number;
  readonly icmpCode?: number;
  readonly icmpId?: number;
  readonly icmpSeq?: number;
  /** The datagram an ICMP error quotes. */
  readonly inner?: PacketFields | string;
  readonly payload?: string;
  readonly payloadHex?: string;
  /** Length of the whole datagram in bytes; padded with zeros to it. */
  readonly length?: number;
}

/** Facts beside the datagram: how it arrives, or who sends it. */
export interface PacketMeta {
  readonly srcMac?: string;
  readonly dstMac?: string;
  readonly mark?: number;
  readonly uid?: number;
  readonly gid?: number;
}

export interface PacketDocument extends PacketFields, PacketMeta {
  readonly in?: string;
  readonly from?: 'local';
  readonly hex?: string;
}

export interface ReplyDocument extends PacketFields, PacketMeta {
  /** 1-based number of the step whose datagram is answered. */
  readonly to: number;
}

interface StepBase {
  readonly note?: string;
  readonly expect?: Expectations;
  /** Left out of the run, kept in the timeline. */
  readonly disabled?: boolean;
}

export type Step =
  | (StepBase & { readonly packet: PacketDocument })
  | (StepBase & { readonly reply: ReplyDocument })
  | (StepBase & { readonly wait: number })
  | (StepBase & { readonly command: string });

/** What a step must lead to; every key given must hold. */
export interface Expectations {
  /** Where the packet ended. */
  readonly outcome?: 'forwarded' | 'delivered' | 'dropped' | 'rejected' | 'sent';
  /** Device it left by, or process it was delivered to. */
  readonly to?: string;
  /** The deciding place: 'filter INPUT 3', 'filter FORWARD policy'. */
  readonly by?: string;
  /** Conntrack state of the packet: NEW… */
  readonly state?: string;
  /** Fields of the datagram as it left or was delivered. */
  readonly packet?: PacketFields;
  /** A line of the kernel log that must contain this. */
  readonly log?: string;
  readonly exit?: number;
  readonly stdout?: string;
}
