import { ICMP_PROTOCOL, ipDestination, ipProtocol, ipSource } from '../net/index.ts';
import type {
  Conntrack,
  ConntrackAttachment,
  Environment,
  Hook,
  Nat,
  NatRange,
  Packet,
  SkipReason,
  StationVerdict,
} from '../model/index.ts';
import { bindEntry, isBound, isTranslated, nullRange } from './binding.ts';
import { compareFields, readFields } from './changes.ts';
import { createHelperNat } from './helper-nat.ts';
import { translateError } from './icmp-error.ts';
import { manipOf, rewriteEnd } from './manip.ts';
import { opposite } from './tuples.ts';

const ACCEPT: StationVerdict = { kind: 'accept' };

/** A packet with its connection at a hook. */
interface Visit {
  readonly environment: Environment;
  readonly conntrack: Conntrack;
  readonly packet: Packet;
  readonly hook: Hook;
  readonly attachment: ConntrackAttachment;
}

/** Network address translation of one host (nf_nat); lends itself to the tracker's helpers. */
export function createNat(environment: Environment, conntrack: Conntrack): Nat {
  conntrack.lendNat(createHelperNat(environment, conntrack));
  return {
    run(packet, hook, outDevice, visit) {
      const attachment = packet.conntrack;
      if (attachment === null || attachment === 'untracked') {
        skip(environment, packet, hook, attachment ?? 'invalid');
        return ACCEPT;
      }
      return runVisit({ environment, conntrack, packet, hook, attachment }, outDevice, visit);
    },
    bind(packet, hook, range) {
      const attachment = packet.conntrack;
      if (attachment === null || attachment === 'untracked') return 'drop';
      return bind({ environment, conntrack, packet, hook, attachment }, range);
    },
  };
}

function skip(environment: Environment, packet: Packet, hook: Hook, reason: SkipReason): void {
  if (!environment.silent) environment.emit({ kind: 'skipped', packet: packet.id, hook, station: 'nat', reason });
}

/** nf_nat_ipv4_fn and nf_nat_inet_fn. */
function runVisit(visit: Visit, outDevice: string, walk: () => StationVerdict): StationVerdict {
  const { environment, packet, hook, attachment } = visit;
  if (attachment.relation === 'related' && ipProtocol(packet.bytes) === ICMP_PROTOCOL) {
    skip(environment, packet, hook, 'nat-icmp-related');
    return rewrite(visit, () => translateError(visit.conntrack, packet, attachment, manipOf(hook)));
  }
  const isOpen = attachment.relation !== 'established' && !isBound(attachment.entry, manipOf(hook));
  if (!isOpen) {
    skip(environment, packet, hook, attachment.relation === 'established' ? 'nat-not-new' : 'nat-bound');
    return hasLeftDevice(visit, outDevice) ? forsake(visit, outDevice) : translate(visit);
  }
  const verdict = walk();
  if (verdict.kind === 'drop') return verdict;
  if (!isBound(attachment.entry, manipOf(hook)) && bindNull(visit) === 'drop') {
    return { kind: 'drop', reason: 'other', text: 'its addresses cannot be bound' };
  }
  return translate(visit);
}

/** A range and NETMAP's mask become one address: the packet's own with the network part exchanged. */
function resolveNetmap(range: NatRange, { packet, hook }: Visit): NatRange {
  const { addresses } = range;
  if (!range.netmap || addresses === null) return range;
  const hostBits = addresses.min ^ addresses.max;
  const old = manipOf(hook) === 'source' ? ipSource(packet.bytes) : ipDestination(packet.bytes);
  const address = ((addresses.min & ~hostBits) | (old & hostBits)) >>> 0;
  return { ...range, addresses: { min: address, max: address } };
}

function bind(visit: Visit, range: NatRange): 'accept' | 'drop' {
  const { environment, conntrack, packet, hook, attachment } = visit;
  const manip = manipOf(hook);
  const wasBound = attachment.entry.status.confirmed || isBound(attachment.entry, manip);
  const verdict = bindEntry(environment, conntrack, attachment.entry, { range: resolveNetmap(range, visit), manip });
  if (verdict === 'accept' && !wasBound && !environment.silent) {
    environment.emit({
      kind: 'nat',
      packet: packet.id,
      hook,
      manip,
      action: 'bound',
      entry: conntrack.view(attachment.entry),
    });
  }
  return verdict;
}

function bindNull({ environment, conntrack, packet, hook, attachment }: Visit): 'accept' | 'drop' {
  const { entry } = attachment;
  const manip = manipOf(hook);
  const verdict = bindEntry(environment, conntrack, entry, { range: nullRange(entry, manip), manip });
  if (!environment.silent) {
    environment.emit({
      kind: 'nat',
      packet: packet.id,
      hook,
      manip,
      action: 'null-bound',
      entry: conntrack.view(entry),
    });
  }
  return verdict;
}

/** MASQUERADE chose the address of a device that the route no longer leads to (nf_nat_oif_changed). */
const hasLeftDevice = ({ hook, attachment }: Visit, outDevice: string): boolean =>
  hook === 'POSTROUTING' &&
  attachment.direction === 'original' &&
  attachment.entry.masqueradeDevice !== null &&
  attachment.entry.masqueradeDevice !== outDevice;

function forsake({ conntrack, attachment }: Visit, outDevice: string): StationVerdict {
  const { entry } = attachment;
  const text = `masqueraded behind ${entry.masqueradeDevice ?? ''}, but the route now leads to ${outDevice}`;
  conntrack.delete(entry, text);
  return { kind: 'drop', reason: 'conntrack', text };
}

/** nf_nat_packet. */
function translate(visit: Visit): StationVerdict {
  const { conntrack, packet, hook, attachment } = visit;
  const { entry, direction } = attachment;
  const manip = manipOf(hook);
  if (!isTranslated(entry, direction, manip)) return ACCEPT;
  const target = conntrack.invert(entry[opposite(direction)]);
  if (target === null) return ACCEPT;
  return rewrite(visit, () =>
    rewriteEnd(packet.bytes, 0, target, manip) ? null : 'its transport header is cut off too short to be translated',
  );
}

/** Lets `change` write into a copy of the datagram, since events hold the old one; a text is the reason to drop it. */
function rewrite({ environment, packet, hook }: Visit, change: () => string | null): StationVerdict {
  const old = packet.bytes;
  packet.bytes = old.slice();
  const fault = change();
  if (fault !== null) return { kind: 'drop', reason: 'other', text: fault };
  if (environment.silent) return ACCEPT;
  const changes = compareFields(readFields(old), readFields(packet.bytes));
  if (changes.length > 0) {
    environment.emit({ kind: 'rewritten', packet: packet.id, hook, by: 'nat', changes, bytes: packet.bytes.slice() });
  }
  return ACCEPT;
}
