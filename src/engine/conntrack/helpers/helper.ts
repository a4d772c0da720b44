import type { ConntrackAttachment, HelperCommand, Packet, StationVerdict } from '../../model/index.ts';
import type { Entry } from '../entry.ts';
import type { ExpectationPolicy } from '../expectation.ts';

/** A packet of a connection that has a helper. `transport` is the offset of its transport header. */
export interface HelperContext {
  readonly packet: Packet;
  readonly entry: Entry;
  readonly attachment: ConntrackAttachment;
  readonly transport: number;
  /** Expects what the command announces; under NAT the command is rewritten. */
  announce(command: HelperCommand): StationVerdict;
  /** A warning in the kernel log. */
  warn(text: string): void;
}

/** Reads a protocol that opens further connections (struct nf_conntrack_helper). */
export interface Helper {
  readonly name: string;
  readonly protocol: number;
  readonly policy: ExpectationPolicy;
  /** Its private state on an entry, null if it keeps none. */
  initialState(): unknown;
  help(context: HelperContext): StationVerdict;
}

export const ACCEPT: StationVerdict = { kind: 'accept' };
