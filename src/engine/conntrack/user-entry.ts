import type { ConntrackChange, ConntrackDraft, ConntrackEntry } from '../model/index.ts';
import { emitConntrack, setTimer, stateOf } from './core.ts';
import type { Core } from './core.ts';
import { createEntry, own } from './entry.ts';
import type { Entry } from './entry.ts';
import { newSctpState, SCTP_STATES } from './trackers/sctp-states.ts';
import { newTcpState, TCP_STATES } from './trackers/tcp-states.ts';
import { invertTuple, SCTP_PROTOCOL } from './tuple.ts';
import { TCP_PROTOCOL } from '../net/index.ts';

/** Makes an entry as a program asks for it (ctnetlink_create_conntrack); null if either tuple is taken. */
export function createByUser(core: Core, draft: ConntrackDraft): ConntrackEntry | null {
  const { original, reply, zone } = draft;
  if (core.table.find(original, zone) !== null || core.table.find(reply, zone) !== null) return null;
  core.lastId += 1;
  const entry = createEntry({
    id: core.lastId,
    original,
    reply,
    zone,
    created: core.environment.now(),
    accounting: core.environment.sysctl('net.netfilter.nf_conntrack_acct') !== 0,
    labelling: core.environment.labelling,
  });
  const plain = invertTuple(original);
  entry.status.confirmed = true;
  entry.status.sourceNat = plain !== null && plain.destination !== reply.destination;
  entry.status.destinationNat = plain !== null && plain.source !== reply.source;
  entry.status.sourceNatDone = true;
  entry.status.destinationNatDone = true;
  apply(core, entry, draft);
  core.table.insert(entry);
  emitConntrack(core, null, { action: 'confirmed', state: stateOf(entry), entry });
  return entry;
}

/** Changes an entry as a program asks for it (ctnetlink_change_conntrack). */
export function changeByUser(core: Core, entry: ConntrackEntry, change: ConntrackChange): void {
  apply(core, own(entry), change);
}

function apply(core: Core, entry: Entry, { mark, timeout, state, seenReply, assured }: ConntrackChange): void {
  if (mark !== undefined) entry.mark = mark;
  if (seenReply === true) entry.status.seenReply = true;
  if (assured === true) entry.status.assured = true;
  if (state !== undefined) setState(entry, state);
  if (timeout !== undefined) setTimer(core, entry, timeout);
}

function setState(entry: Entry, wanted: string): void {
  const tcp = TCP_STATES.find((name) => name === wanted);
  const sctp = SCTP_STATES.find((name) => name === wanted);
  if (entry.original.protocol === TCP_PROTOCOL && tcp !== undefined)
    entry.protocolState = { ...(entry.protocolState.kind === 'tcp' ? entry.protocolState : newTcpState()), name: tcp };
  if (entry.original.protocol === SCTP_PROTOCOL && sctp !== undefined)
    entry.protocolState = {
      ...(entry.protocolState.kind === 'sctp' ? entry.protocolState : newSctpState()),
      name: sctp,
    };
}
