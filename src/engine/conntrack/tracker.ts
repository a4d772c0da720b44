import type { Direction, Environment, Hook, Packet } from '../model/index.ts';
import type { Entry } from './entry.ts';

/** One packet before its protocol's tracker. `transport` is the offset of its transport header. */
export interface Tracking {
  readonly environment: Environment;
  readonly packet: Packet;
  readonly hook: Hook;
  readonly entry: Entry;
  readonly direction: Direction;
  readonly transport: number;
  /** Sets the timer anew, in ms from now, and counts the packet (nf_ct_refresh_acct). */
  refresh(timeout: number): void;
  /** Sets the timer only: the packet is not counted. */
  shorten(timeout: number): void;
  /** Counts the packet and deletes the entry; the packet stays ESTABLISHED (nf_ct_kill_acct). */
  destroy(reason: string): void;
  /** Something that a learner should see changed: becomes the reason of an `updated` event. */
  changed(what: string): void;
  /** A line of nf_conntrack_log_invalid, without its prefix. */
  logInvalid(text: string): void;
}

export type Tracked =
  | { readonly kind: 'accepted' }
  /** The packet passes with its state, but the entry is neither refreshed nor counted. */
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string }
  /** The old entry is to go and the packet starts a new one (-NF_REPEAT). */
  | { readonly kind: 'reopen'; readonly reason: string };

export const ACCEPTED: Tracked = { kind: 'accepted' };
export const ignored = (reason: string): Tracked => ({ kind: 'ignored', reason });
export const invalid = (reason: string): Tracked => ({ kind: 'invalid', reason });

/** Connection tracking of one transport protocol (struct nf_conntrack_l4proto). */
export interface Tracker {
  /** As conntrack -L prints it. */
  readonly protocolName: string;
  track(tracking: Tracking): Tracked;
  /** May an ASSURED entry be given up when the table is full (can_early_drop)? */
  canEarlyDrop?(entry: Entry): boolean;
}

/** HZ=250. */
export const MILLISECONDS_PER_TICK = 4;

/** Milliseconds of a timeout sysctl, named without 'net.netfilter.nf_conntrack_'. */
export const timeoutOf = (environment: Environment, name: string): number => setting(environment, name) * 1000;

export const setting = (environment: Environment, name: string): number =>
  environment.sysctl(`net.netfilter.nf_conntrack_${name}`);

/** Checksums are looked at on arrival only: what this host sends is taken to be right. */
export const isChecksumDue = ({ environment, packet, hook }: Tracking): boolean =>
  hook === 'PREROUTING' && !packet.checksumVerified && setting(environment, 'checksum') !== 0;

/** Refusal with the text of nf_conntrack_log_invalid as the reason. */
export function refuse(tracking: Tracking, text: string): Tracked {
  tracking.logInvalid(text);
  return invalid(text);
}
