import type {
  ConntrackAction,
  ConntrackState,
  ConntrackTemplate,
  Direction,
  DirectionCounters,
  Environment,
  HelperNat,
  Hook,
  Packet,
} from '../model/index.ts';
import { own } from './entry.ts';
import type { Entry } from './entry.ts';
import type { ExpectationTable } from './expectation.ts';
import type { ExpiryQueue } from './expiry.ts';
import type { ConntrackTable, ZonePair } from './table.ts';
import { viewEntry } from './view.ts';

/** What the parts of the tracker share. */
export interface Core {
  readonly environment: Environment;
  readonly table: ConntrackTable;
  readonly expiry: ExpiryQueue;
  readonly expectations: ExpectationTable;
  /** Templates that the CT target attached to packets on the way to the tracker. */
  readonly templates: WeakMap<Packet, ConntrackTemplate>;
  /** Null until nat is there. */
  nat: HelperNat | null;
  lastId: number;
}

/** Which packet's passage something happens in; null: time's or a command's doing. */
export type Occasion = { readonly packet: Packet; readonly hook: Hook } | null;

export interface Happening {
  readonly action: ConntrackAction;
  readonly state: ConntrackState;
  readonly entry: Entry | null;
  readonly reason?: string;
}

export function emitConntrack({ environment }: Core, occasion: Occasion, happening: Happening): void {
  if (environment.silent) return;
  const { entry, reason, action, state } = happening;
  environment.emit({
    kind: 'conntrack',
    packet: occasion?.packet.id ?? 0,
    hook: occasion?.hook ?? null,
    action,
    state,
    entry: entry && viewEntry(entry, environment.now()),
    ...(reason === undefined ? {} : { reason }),
  });
}

/** Sets the timer: it runs from confirmation on. */
export function setTimer(core: Core, entry: Entry, timeout: number): void {
  entry.timeout = timeout;
  entry.expires = entry.status.confirmed ? core.environment.now() + timeout : timeout;
  if (entry.status.confirmed) core.expiry.schedule(entry);
}

export function count(entry: Entry, direction: Direction, packet: Packet): void {
  if (entry.counters === null) return;
  const counters: DirectionCounters = entry.counters[direction];
  counters.packets += 1;
  counters.bytes += packet.bytes.length;
}

/** Takes the entry out of the table (nf_ct_delete). */
export function destroy(core: Core, entry: Entry, occasion: Occasion, reason: string): void {
  if (entry.status.dying) return;
  entry.status.dying = true;
  core.table.remove(entry);
  core.expectations.removeOf(entry);
  if (entry.master !== null && entry.status.confirmed) own(entry.master).children -= 1;
  emitConntrack(core, occasion, { action: 'destroyed', state: stateOf(entry), entry, reason });
}

/** State that a packet of the opener would have now. */
export function stateOf({ status }: Entry): ConntrackState {
  if (status.seenReply) return 'ESTABLISHED';
  return status.expected ? 'RELATED' : 'NEW';
}

export const STATE_OF_RELATION = { new: 'NEW', established: 'ESTABLISHED', related: 'RELATED' } as const;

/** Expired entries go (nf_ct_gc_expired). */
export function collectExpired(core: Core, occasion: Occasion = null): void {
  for (const entry of core.expiry.takeExpired(core.environment.now()))
    destroy(core, entry, occasion, 'its timer ran out');
  core.expectations.collect();
}

/** Zones that the packet is looked up in (nf_ct_zone_tmpl). */
export function zonesOf(template: ConntrackTemplate | undefined, packet: Packet): ZonePair {
  if (template === undefined) return { original: 0, reply: 0 };
  const zone = template.zoneFromMark ? packet.mark & 0xffff : template.zone;
  return {
    original: template.zoneDirection === 'reply' ? 0 : zone,
    reply: template.zoneDirection === 'original' ? 0 : zone,
  };
}

/** A line of nf_conntrack_log_invalid (nf_l4proto_log_invalid). */
export function logInvalid({ environment }: Core, packet: Packet, protocol: number, text: string): void {
  const wanted = environment.sysctl('net.netfilter.nf_conntrack_log_invalid');
  if (wanted === 0 || (wanted !== 255 && wanted !== protocol)) return;
  environment.printk(5, `nf_ct_proto_${protocol}: ${text} ${environment.describe(packet)}`);
}
