import type {
  ConntrackChange,
  ConntrackDraft,
  ConntrackEntry,
  ConntrackView,
  Direction,
  Expectation,
  ExpectationDraft,
  HelperCommand,
  Tuple,
} from './conntrack.ts';
import type { DropReason, WalkEvent } from './event.ts';
import type { ConntrackTemplate, NatRange } from './host.ts';
import type { Hook } from './hook.ts';
import type { Packet } from './packet.ts';

/** What the host lends to conntrack, nat and routing: time, chance, settings, and the event stream. */
export interface Environment {
  /** Virtual instant in ms since the epoch. */
  now(): number;
  /** Seeded uint32. */
  random(): number;
  /** Value of a sysctl as a number: 'net.netfilter.nf_conntrack_tcp_loose'. */
  sysctl(key: string): number;
  emit(event: WalkEvent): void;
  /** True while nobody reads events (the fast walk): rooms may then skip making them. */
  readonly silent?: boolean;
  /** Whether a rule in force uses connlabels: only entries made meanwhile have room for them. */
  readonly labelling?: boolean;
  /** printk of a line that is neither TRACE nor LOG ('nf_conntrack: table full, dropping packet'). */
  printk(level: number, line: string): void;
  /** Text of a packet as nf_log_packet prints it, for nf_conntrack_log_invalid; 'none': helpers give it no devices, so IN= OUT= stay empty and MAC= is missing. */
  describe(packet: Packet, devices?: 'none'): string;
}

/** `reason` and `text` are there unless a `dropped` event was emitted already (by a rule): whoever calls the station emits it. */
export type StationVerdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop'; readonly reason?: DropReason; readonly text?: string };

/** The connection tracker (room conntrack). `createConntrack(environment): Conntrack`. */
export interface Conntrack {
  /** nf_conntrack_in: attaches an entry, or leaves null (INVALID) or 'untracked'. Emits `conntrack` events. */
  track(packet: Packet, hook: Hook): StationVerdict;
  /** nf_confirm: inserts the entry of a packet that survived; drops on a clash of tuples. */
  confirm(packet: Packet, hook: Hook): StationVerdict;
  /** Helpers (FTP, TFTP…) and sequence adjustment, before confirm. */
  help(packet: Packet, hook: Hook): StationVerdict;
  /** nf_ct_attach: an answer made by the host inherits the cause's entry, direction inverted, as related. */
  attach(packet: Packet, cause: Packet): void;
  attachTemplate(packet: Packet, template: ConntrackTemplate): void;
  /** nf_conntrack_tuple_taken: is the reply that this tuple would need used by another entry than `ignoring`? */
  isTaken(reply: Tuple, zone: number, ignoring: ConntrackEntry): boolean;
  /**
   * Frees a reply tuple that a source-NATed TCP connection in TIME_WAIT or CLOSE holds, if the SYN of `claimant` has a higher sequence
   * number (nf_nat_used_tuple_harder). True if the tuple is free now.
   */
  evictClosed(reply: Tuple, claimant: ConntrackEntry): boolean;
  /** nf_ct_invert_tuple: the tuple of the answers; null for ICMP types without one. */
  invert(tuple: Tuple): Tuple | null;
  /** Entry whose original tuple has this source, protocol and source part and has a source NAT (find_appropriate_src). */
  findSourceMapping(tuple: Tuple, zone: number): readonly ConntrackEntry[];
  /** Looks an entry up by a tuple of either direction. */
  find(tuple: Tuple, zone: number): { readonly entry: ConntrackEntry; readonly direction: 'original' | 'reply' } | null;
  /** Expired entries go (nf_ct_gc_expired); called as the clock moves. */
  collect(): void;
  entries(): readonly ConntrackEntry[];
  expectations(): readonly Expectation[];
  view(entry: ConntrackEntry): ConntrackView;
  /** Lines of `conntrack -L`, sorted. */
  lines(): readonly string[];
  /** Lines of `conntrack -L expect`, sorted. */
  expectationLines(): readonly string[];
  delete(entry: ConntrackEntry, reason: string): void;
  /** What `conntrack -I` makes; null if one of the tuples is taken. */
  create(draft: ConntrackDraft): ConntrackEntry | null;
  /** What `conntrack -U` and `-z` change. */
  change(entry: ConntrackEntry, change: ConntrackChange): void;
  /** nf_ct_expect_related; 'busy': another expectation has that tuple. */
  expect(draft: ExpectationDraft): 'expected' | 'busy' | 'full';
  /** Later segments of this direction are shifted by `growth` bytes from the segment at `sequence` on (nf_ct_seqadj_set). */
  noteGrowth(entry: ConntrackEntry, direction: Direction, sequence: number, growth: number): void;
  /** From now on helpers rewrite payloads and expected connections follow their master's NAT. */
  lendNat(nat: HelperNat): void;
}

/** What nat does for conntrack's helpers. */
export interface HelperNat {
  /** Expects the announced connection under a port that is free and rewrites the command (nf_nat_ftp, nf_nat_tftp). */
  announce(packet: Packet, command: HelperCommand): StationVerdict;
  /** Binds both manips of a new expected connection as its master's are (nf_nat_follow_master). */
  followMaster(entry: ConntrackEntry, expectation: Expectation): void;
}

/** Network address translation (room nat). `createNat(environment, conntrack): Nat`. */
export interface Nat {
  /**
   * nf_nat_inet_fn at a hook: decides whether the table is visited (`visit` walks the nat chain and may call `bind`), installs the
   * null binding if it bound nothing, and translates the packet. Emits `skipped`, `nat`, `rewritten`.
   */
  run(packet: Packet, hook: Hook, outDevice: string, visit: () => StationVerdict): StationVerdict;
  /** nf_nat_setup_info for the manip of this hook. */
  bind(packet: Packet, hook: Hook, range: NatRange): 'accept' | 'drop';
}
