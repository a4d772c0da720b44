import { ICMP_PROTOCOL, ipIsFragment, ipProtocol } from '../net/index.ts';
import type { ConntrackAttachment, ConntrackTemplate, Hook, Packet, StationVerdict, Tuple } from '../model/index.ts';
import {
  STATE_OF_RELATION,
  collectExpired,
  count,
  destroy,
  emitConntrack,
  logInvalid,
  setTimer,
  zonesOf,
} from './core.ts';
import type { Core, Occasion } from './core.ts';
import { createEntry, own } from './entry.ts';
import type { Entry } from './entry.ts';
import { makeRoom } from './early-drop.ts';
import { helperOf } from './helpers/registry.ts';
import { inspectIcmp } from './icmp-error.ts';
import type { Found, ZonePair } from './table.ts';
import { setting } from './tracker.ts';
import type { Tracked } from './tracker.ts';
import { trackerOf } from './trackers/registry.ts';
import { invertTuple, readTuple, trackableTransport } from './tuple.ts';

const ACCEPT: StationVerdict = { kind: 'accept' };

/** One packet on its way through the tracker. */
interface Passage {
  readonly core: Core;
  readonly packet: Packet;
  readonly hook: Hook;
  readonly occasion: Occasion;
  readonly template: ConntrackTemplate | undefined;
  readonly transport: number;
}

/** Finds or makes the entry of a packet, lets its protocol's tracker judge it, and attaches it (nf_conntrack_in). */
export function trackPacket(core: Core, packet: Packet, hook: Hook): StationVerdict {
  collectExpired(core, { packet, hook });
  const template = core.templates.get(packet);
  if (template !== undefined) packet.conntrack = null;
  if (packet.conntrack !== null) {
    skip(core, packet, hook);
    return ACCEPT;
  }
  const passage = open(core, packet, hook, template);
  const verdict = passage === null ? ACCEPT : trackPassage(passage);
  core.templates.delete(packet);
  return verdict;
}

/** Went through here before, looped back; or is not to be tracked. */
function skip(core: Core, packet: Packet, hook: Hook): void {
  if (packet.conntrack === 'untracked') {
    emitConntrack(core, { packet, hook }, { action: 'untracked', state: 'UNTRACKED', entry: null });
  } else if (!core.environment.silent) {
    core.environment.emit({
      kind: 'skipped',
      packet: packet.id,
      hook,
      station: 'conntrack',
      reason: 'already-tracked',
    });
  }
}

/** Null: the packet cannot be tracked. */
function open(core: Core, packet: Packet, hook: Hook, template: ConntrackTemplate | undefined): Passage | null {
  // A raw socket's own fragments (IP_NODEFRAG) are let alone.
  if (hook === 'OUTPUT' && ipIsFragment(packet.bytes)) return null;
  const transport = trackableTransport(packet.bytes);
  const passage = { core, packet, hook, occasion: { packet, hook }, template, transport: transport ?? 0 };
  if (transport !== null) return passage;
  refuse(passage, null, 'its transport header is not there');
  return null;
}

function refuse({ core, packet, occasion }: Passage, entry: Entry | null, reason: string): void {
  packet.conntrack = null;
  emitConntrack(core, occasion, { action: 'invalid', state: 'INVALID', entry, reason });
}

function trackPassage(passage: Passage): StationVerdict {
  const { core, packet, hook, transport } = passage;
  if (ipProtocol(packet.bytes) === ICMP_PROTOCOL) {
    const verdict = inspectIcmp(core, packet, hook, transport);
    if (verdict.kind === 'invalid') {
      refuse(passage, null, verdict.reason);
      return ACCEPT;
    }
    if (verdict.kind === 'related') {
      relate(passage, verdict.found);
      return ACCEPT;
    }
  }
  const tuple = readTuple(packet.bytes, 0, transport);
  if (tuple === null) {
    refuse(passage, null, 'its transport header is too short');
    return ACCEPT;
  }
  return trackTuple(passage, tuple);
}

/** An ICMP error belongs to the connection it is about, on the way that the answer to the quoted packet would take. */
function relate({ core, packet, occasion }: Passage, { entry, direction }: Found): void {
  packet.conntrack = { entry, direction, relation: 'related' };
  emitConntrack(core, occasion, {
    action: 'related',
    state: 'RELATED',
    entry,
    reason: 'an ICMP error about this connection',
  });
}

function trackTuple(passage: Passage, tuple: Tuple): StationVerdict {
  const { core, packet, occasion, template } = passage;
  const zone = zonesOf(template, packet);
  const known = core.table.find(tuple, zone);
  const made = known === null ? makeEntry(passage, tuple, zone) : null;
  if (made === 'full') return { kind: 'drop', reason: 'table-full', text: 'the connection table is full' };
  const found = known ?? (made && { entry: made, direction: 'original' as const });
  if (found === null) {
    refuse(passage, null, 'nothing could answer it');
    return ACCEPT;
  }
  const attachment = attachmentOf(found);
  packet.conntrack = attachment;
  const changes: string[] = [];
  const tracked = runTracker(passage, attachment, changes);
  switch (tracked.kind) {
    case 'invalid':
      refuse(passage, known === null ? null : found.entry, tracked.reason);
      return ACCEPT;
    case 'reopen':
      destroy(core, found.entry, occasion, tracked.reason);
      return trackTuple(passage, tuple);
    case 'accepted':
    case 'ignored':
      noteReply(attachment, changes);
      report(passage, attachment, { isNew: known === null, tracked, changes });
      return ACCEPT;
  }
}

function attachmentOf({ entry, direction }: Found): ConntrackAttachment {
  if (direction === 'reply' || entry.status.seenReply) return { entry, direction, relation: 'established' };
  return { entry, direction, relation: entry.status.expected ? 'related' : 'new' };
}

function runTracker(
  { core, packet, hook, occasion, transport }: Passage,
  { entry: attached, direction }: ConntrackAttachment,
  changes: string[],
): Tracked {
  const entry = own(attached);
  const { protocol } = entry.original;
  return trackerOf(protocol).track({
    environment: core.environment,
    packet,
    hook,
    entry,
    direction,
    transport,
    refresh(timeout) {
      if (!entry.status.fixedTimeout) setTimer(core, entry, timeout);
      count(entry, direction, packet);
    },
    shorten: (timeout) => setTimer(core, entry, timeout),
    destroy(reason) {
      count(entry, direction, packet);
      destroy(core, entry, occasion, reason);
    },
    changed: (what) => changes.push(what),
    logInvalid: (text) => logInvalid(core, packet, protocol, text),
  });
}

/** Any packet of the other side that passes is an answer, even one that the tracker ignored. */
function noteReply({ entry, direction }: ConntrackAttachment, changes: string[]): void {
  if (direction !== 'reply' || entry.status.seenReply) return;
  entry.status.seenReply = true;
  changes.push('the first answer');
}

interface Outcome {
  readonly isNew: boolean;
  readonly tracked: Tracked;
  readonly changes: readonly string[];
}

function report(
  { core, occasion }: Passage,
  { entry: attached, relation }: ConntrackAttachment,
  { isNew, tracked, changes }: Outcome,
): void {
  if (core.environment.silent) return;
  const entry = own(attached);
  const state = STATE_OF_RELATION[relation];
  if (isNew) {
    const reason = entry.master === null ? {} : { reason: `expected by connection ${entry.master.id}` };
    emitConntrack(core, occasion, { action: 'created', state, entry, ...reason });
    return;
  }
  if (tracked.kind === 'ignored')
    emitConntrack(core, occasion, { action: 'ignored', state, entry, reason: tracked.reason });
  else emitConntrack(core, occasion, { action: 'found', state, entry });
  if (changes.length > 0)
    emitConntrack(core, occasion, { action: 'updated', state, entry, reason: changes.join('; ') });
}

/** A new entry, with the master that expected it or the helper that a rule gave it (init_conntrack). Null: nothing can answer the packet. */
function makeEntry(passage: Passage, tuple: Tuple, zone: ZonePair): Entry | 'full' | null {
  const { core, template } = passage;
  const reply = invertTuple(tuple);
  if (reply === null) return null;
  if (!makeRoom(core, passage.occasion)) return 'full';
  core.lastId += 1;
  const entry = createEntry({
    id: core.lastId,
    original: tuple,
    reply,
    zone,
    created: core.environment.now(),
    accounting: setting(core.environment, 'acct') !== 0,
    labelling: core.environment.labelling,
  });
  const expectation = core.expectations.take(tuple, zone);
  if (expectation !== null) {
    entry.status.expected = true;
    entry.master = expectation.master;
    entry.mark = expectation.master.mark;
    if (expectation.followsMaster) core.nat?.followMaster(entry, expectation);
  } else if (template?.helper) assignHelper(entry, template.helper);
  return entry;
}

function assignHelper(entry: Entry, name: string): void {
  entry.helper = name;
  entry.helperState = helperOf(name)?.initialState() ?? null;
}
