import type { Conntrack, ConntrackEntry, ConntrackTemplate, Environment, Packet, Tuple } from '../model/index.ts';
import { collectExpired, destroy } from './core.ts';
import type { Core } from './core.ts';
import { confirmPacket } from './confirm.ts';
import { createTemplate, own } from './entry.ts';
import type { Entry } from './entry.ts';
import { createExpectations, expectationLine } from './expectation.ts';
import { createExpiryQueue } from './expiry.ts';
import { helpPacket } from './help.ts';
import { helperOf } from './helpers/registry.ts';
import { noteGrowth } from './sequence.ts';
import { bothZones, createTable } from './table.ts';
import { trackPacket } from './track.ts';
import { changeByUser, createByUser } from './user-entry.ts';
import { isOvertaken } from './trackers/tcp.ts';
import { invertTuple } from './tuple.ts';
import { formatLine, viewEntry } from './view.ts';

/** The connection tracker of one host (nf_conntrack). */
export function createConntrack(environment: Environment): Conntrack {
  const core: Core = {
    environment,
    table: createTable(),
    expiry: createExpiryQueue(),
    expectations: createExpectations(environment),
    templates: new WeakMap(),
    nat: null,
    lastId: 0,
  };
  const now = (): number => environment.now();
  /** A template is one entry for all packets that get it. */
  const templateEntries = new WeakMap<ConntrackTemplate, Entry>();
  return {
    track: (packet, hook) => trackPacket(core, packet, hook),
    help: (packet, hook) => helpPacket(core, packet, hook),
    confirm: (packet, hook) => confirmPacket(core, packet, hook),
    attach,
    attachTemplate(packet, template) {
      if (packet.conntrack !== null) return;
      core.templates.set(packet, template);
      const entry = templateEntries.get(template) ?? createTemplate();
      templateEntries.set(template, entry);
      packet.conntrack = { entry, direction: 'original', relation: 'new' };
    },
    isTaken: (reply, _zone, ignoring) => core.table.isTaken(reply, own(ignoring)),
    evictClosed: (reply, claimant) => evictClosed(core, reply, claimant),
    invert: invertTuple,
    findSourceMapping: (tuple, zone) => core.table.withSource(tuple, zone),
    find: (tuple, zone) => core.table.find(tuple, bothZones(zone)),
    collect: () => collectExpired(core),
    entries: () => [...core.table.entries()],
    expectations: () => core.expectations.list(),
    view: (entry) => viewEntry(own(entry), now()),
    lines: () => Array.from(core.table.entries(), (entry) => formatLine(entry, now())).sort(),
    expectationLines: () =>
      core.expectations
        .list()
        .map((expectation) => expectationLine(expectation, now()))
        .sort(),
    delete: (entry, reason) => destroy(core, own(entry), null, reason),
    create: (draft) => createByUser(core, draft),
    change: (entry, change) => changeByUser(core, entry, change),
    expect: (draft) => core.expectations.add(draft, helperOf(draft.helper)?.policy ?? { most: 1, timeout: 300_000 }),
    noteGrowth: (entry, direction, sequence, growth) => noteGrowth(own(entry), direction, sequence, growth),
    lendNat(nat) {
      core.nat = nat;
    },
  };
}

/** An answer of this host inherits the entry, on the way back (nf_ct_attach). What had none is looked up like any other. */
function attach(packet: Packet, { conntrack }: Packet): void {
  if (conntrack === null || conntrack === 'untracked') {
    packet.conntrack = null;
    return;
  }
  const direction = conntrack.direction === 'original' ? 'reply' : 'original';
  packet.conntrack = { entry: conntrack.entry, direction, relation: 'related' };
}

function evictClosed(core: Core, reply: Tuple, claimant: ConntrackEntry): boolean {
  const found = core.table.find(reply, own(claimant).zone);
  if (found === null) return true;
  const { entry, direction } = found;
  if (direction === 'original' || !entry.status.sourceNat || entry.status.fixedTimeout || entry.status.dying)
    return false;
  if (!isOvertaken(entry, own(claimant))) return false;
  destroy(core, entry, null, 'closed, and its port is needed for a new connection');
  return true;
}
