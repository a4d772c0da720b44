import type { Hook, Packet, StationVerdict } from '../model/index.ts';
import { STATE_OF_RELATION, count, emitConntrack, stateOf } from './core.ts';
import type { Core } from './core.ts';
import { own } from './entry.ts';
import type { Entry } from './entry.ts';
import { isSameConnection } from './table.ts';
import { viewEntry } from './view.ts';

const ACCEPT: StationVerdict = { kind: 'accept' };
const CLASH: StationVerdict = {
  kind: 'drop',
  reason: 'nat-clash',
  text: 'another connection already has the tuple that its answers would have',
};

/** Puts the entry of a packet that survived into the table (nf_conntrack_confirm). */
export function confirmPacket(core: Core, packet: Packet, hook: Hook): StationVerdict {
  const { conntrack } = packet;
  if (conntrack === null || conntrack === 'untracked') return ACCEPT;
  const entry = own(conntrack.entry);
  // An answer that this host made to a packet not confirmed yet travels in reply direction, and confirms nothing.
  if (entry.status.confirmed || conntrack.direction !== 'original') return ACCEPT;
  if (entry.status.dying) return { kind: 'drop', reason: 'conntrack', text: 'its connection was deleted meanwhile' };
  const rival =
    core.table.find(entry.original, entry.zone, 'original') ?? core.table.find(entry.reply, entry.zone, 'reply');
  if (rival !== null) return resolveClash(core, packet, hook, rival.entry);
  insert(core, entry);
  emitConntrack(core, { packet, hook }, { action: 'confirmed', state: STATE_OF_RELATION[conntrack.relation], entry });
  return ACCEPT;
}

function insert(core: Core, entry: Entry): void {
  entry.status.confirmed = true;
  entry.expires += core.environment.now();
  if (entry.master !== null) own(entry.master).children += 1;
  core.table.insert(entry);
  core.expiry.schedule(entry);
}

/**
 * Two packets of one flow were under way at once: the second joins the first one's entry, which must be the same in both directions if
 * NAT had a hand in it (nf_ct_resolve_clash).
 */
function resolveClash(core: Core, packet: Packet, hook: Hook, winner: Entry): StationVerdict {
  const { conntrack } = packet;
  if (conntrack === null || conntrack === 'untracked') return ACCEPT;
  const isBound = winner.status.sourceNatDone || winner.status.destinationNatDone;
  if (isBound && !isSameConnection(winner, own(conntrack.entry))) {
    tellClash(core, packet, hook, own(conntrack.entry));
    return CLASH;
  }
  count(winner, conntrack.direction, packet);
  packet.conntrack = { ...conntrack, entry: winner };
  emitConntrack(
    core,
    { packet, hook },
    { action: 'found', state: stateOf(winner), entry: winner, reason: 'another packet of the flow was faster' },
  );
  return ACCEPT;
}

function tellClash({ environment }: Core, packet: Packet, hook: Hook, loser: Entry): void {
  if (environment.silent) return;
  const entry = viewEntry(loser, environment.now());
  const manip = loser.status.destinationNat && !loser.status.sourceNat ? 'destination' : 'source';
  environment.emit({ kind: 'nat', packet: packet.id, hook, manip, action: 'clash', entry });
}
