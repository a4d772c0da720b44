/**
 * One direction of a flow (struct nf_conntrack_tuple). Addresses are host-order uint32. `sourcePart`/`destinationPart` are
 * ports, or for ICMP `id` and `type << 8 | code`, or GRE keys; 0 for protocols without.
 */
export interface Tuple {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly sourcePart: number;
  readonly destinationPart: number;
}

export type Direction = 'original' | 'reply';

/** Bits of `ct->status` that can be observed. */
export interface ConntrackStatus {
  expected: boolean;
  seenReply: boolean;
  assured: boolean;
  confirmed: boolean;
  sourceNat: boolean;
  destinationNat: boolean;
  /** The SRC / DST manip was decided (IPS_SRC_NAT_DONE, IPS_DST_NAT_DONE), possibly as a null binding. */
  sourceNatDone: boolean;
  destinationNatDone: boolean;
  dying: boolean;
  fixedTimeout: boolean;
  sequenceAdjust: boolean;
}

export interface DirectionCounters {
  packets: number;
  bytes: number;
}

/** A connection (struct nf_conn). Mutable and owned by the conntrack room; packets refer to it. */
export interface ConntrackEntry {
  readonly id: number;
  original: Tuple;
  reply: Tuple;
  /** Zones of the two directions; equal unless `--zone-orig`/`--zone-reply`. */
  zone: { original: number; reply: number };
  readonly status: ConntrackStatus;
  mark: number;
  /** Virtual instant (ms) of expiry once confirmed; before confirmation the timeout in ms counted from confirmation. */
  expires: number;
  /** Virtual instant (ms) of creation. */
  readonly created: number;
  /** Present only if nf_conntrack_acct was on at creation. */
  readonly counters: { readonly original: DirectionCounters; readonly reply: DirectionCounters } | null;
  /** Protocol state of its tracker; `name` as conntrack -L prints it ('SYN_SENT'), '' for protocols without. */
  protocolState: { name: string };
  helper: string | null;
  master: ConntrackEntry | null;
  /** Present only if a rule used connlabels at creation (nf_ct_labels_ext_add); a template has none. */
  readonly labels: Set<number> | null;
  /** Device that MASQUERADE chose its address from (nat->masq_index). */
  masqueradeDevice: string | null;
}

/** What a program may set of an entry: what is left out stays. `timeout` in ms. */
export interface ConntrackChange {
  readonly mark?: number;
  readonly timeout?: number;
  /** State as the tracker of its protocol names it. */
  readonly state?: string;
  readonly seenReply?: boolean;
  readonly assured?: boolean;
}

/** An entry that a program asks for. */
export interface ConntrackDraft extends ConntrackChange {
  readonly original: Tuple;
  readonly reply: Tuple;
  readonly zone: { readonly original: number; readonly reply: number };
}

/** An expected connection (struct nf_conntrack_expect). Mask bits compare the tuple; part masks are 0 or 0xffff. */
export interface Expectation {
  readonly id: number;
  readonly master: ConntrackEntry;
  readonly tuple: Tuple;
  readonly mask: { readonly source: number; readonly sourcePart: number };
  readonly helper: string;
  readonly direction: Direction;
  readonly savedPart: number;
  readonly savedAddress: number;
  readonly expires: number;
  readonly permanent: boolean;
  /** NAT binds the connection as its master's (nf_nat_follow_master). */
  readonly followsMaster: boolean;
}

/** An expectation before it is in the table. */
export type ExpectationDraft = Omit<Expectation, 'id' | 'expires' | 'permanent'>;

/** A command in the payload that announces a connection, as a helper found it. */
export interface HelperCommand {
  readonly helper: 'ftp' | 'tftp' | 'irc' | 'sane';
  /**
   * How address and port are written: FTP (RFC 959 PORT and 227, RFC 2428 EPRT and 229), IRC's DCC; null for helpers that write none,
   * 'untranslated' for those that have no part in NAT at all.
   */
  readonly form: 'port' | 'eprt' | 'pasv' | 'epsv' | 'dcc' | 'untranslated' | null;
  readonly direction: Direction;
  /** Offset of the transport header in the datagram. */
  readonly transport: number;
  /** Stretch of the payload that holds address and port: offset from the payload's start, and length. */
  readonly from: number;
  readonly length: number;
  readonly expectation: ExpectationDraft;
}

/** Entry as the page and `conntrack -L` see it: plain data, a copy of one instant. */
export interface ConntrackView {
  readonly id: number;
  readonly protocol: number;
  readonly protocolName: string;
  readonly state: string;
  readonly original: Tuple;
  readonly reply: Tuple;
  readonly zone: { readonly original: number; readonly reply: number };
  readonly mark: number;
  /** Milliseconds left at the instant of the view. */
  readonly remaining: number;
  /** Full length in ms that the timer was last set to; for drawing the ring. */
  readonly timeout: number;
  readonly counters: { readonly original: DirectionCounters; readonly reply: DirectionCounters } | null;
  readonly seenReply: boolean;
  readonly assured: boolean;
  readonly confirmed: boolean;
  readonly sourceNat: boolean;
  readonly destinationNat: boolean;
  readonly helper: string | null;
  readonly master: number | null;
  readonly use: number;
  /** The line of `conntrack -L`. */
  readonly line: string;
}
