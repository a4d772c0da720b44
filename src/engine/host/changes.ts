import {
  formatAddress,
  icmpCode,
  icmpId,
  icmpSequence,
  icmpType,
  equalBytes,
  ipDestination,
  ipDontFragment,
  ipFragmentOffset,
  ipHeaderLength,
  ipId,
  ipMoreFragments,
  ipProtocol,
  ipSource,
  ipTos,
  ipTtl,
  hasPorts,
  hasIcmpId,
  ICMP_PROTOCOL,
  read16,
  tcpAcknowledgment,
  tcpFlags,
  tcpHeaderLength,
  tcpSequence,
  tcpWindow,
  TCP_FLAGS,
  TCP_PROTOCOL,
  toHex,
} from '../net/index.ts';
import type { FieldChange, Hook, Packet, RewriteCause, RulePlace, WalkEvent } from '../model/index.ts';

/** A packet before something could change it. */
export interface Snapshot {
  readonly bytes: Uint8Array;
  readonly mark: number;
  readonly priority: number;
  readonly traced: boolean;
  readonly untracked: boolean;
  readonly entryMark: number | null;
}

export interface ChangeCause {
  readonly hook: Hook | null;
  readonly by: RewriteCause;
  readonly place?: RulePlace | null;
}

const entryMarkOf = ({ conntrack }: Packet): number | null =>
  conntrack === null || conntrack === 'untracked' ? null : conntrack.entry.mark;

export const snapshot = (packet: Packet): Snapshot => ({
  bytes: packet.bytes.slice(),
  mark: packet.mark,
  priority: packet.priority,
  traced: packet.traced,
  untracked: packet.conntrack === 'untracked',
  entryMark: entryMarkOf(packet),
});

const hex = (value: number): string => `0x${value.toString(16)}`;

/** Events for everything that differs from before. */
export function changesSince(before: Snapshot, packet: Packet, { hook, by, place }: ChangeCause): readonly WalkEvent[] {
  const events: WalkEvent[] = [];
  const where = place === null || place === undefined ? {} : { place };
  if (!equalBytes(before.bytes, packet.bytes)) {
    const changes = fieldChanges(before.bytes, packet.bytes);
    events.push({ packet: packet.id, kind: 'rewritten', hook, by, changes, bytes: packet.bytes.slice(), ...where });
  }
  const mark = (field: 'mark' | 'ctmark' | 'priority' | 'trace' | 'untracked', was: string, is: string): void => {
    if (was !== is) events.push({ packet: packet.id, kind: 'marked', field, before: was, after: is, ...where });
  };
  mark('mark', hex(before.mark), hex(packet.mark));
  mark('priority', hex(before.priority), hex(packet.priority));
  mark('trace', String(before.traced), String(packet.traced));
  mark('untracked', String(before.untracked), String(packet.conntrack === 'untracked'));
  const entryMark = entryMarkOf(packet);
  if (before.entryMark !== null && entryMark !== null) mark('ctmark', hex(before.entryMark), hex(entryMark));
  return events;
}

/** Header fields that differ between two datagrams, named as the scenario names them. */
export function fieldChanges(before: Uint8Array, after: Uint8Array): readonly FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names]
    .map((field) => ({ field, before: old.get(field) ?? '', after: now.get(field) ?? '' }))
    .filter((change) => change.before !== change.after);
}

const flagNames = (flags: number): string =>
  Object.entries(TCP_FLAGS)
    .filter(([, bit]) => (flags & bit) !== 0)
    .map(([name]) => name)
    .join(',');

function fieldsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const headerLength = ipHeaderLength(bytes);
  const fields = new Map<string, string>([
    ['src', formatAddress(ipSource(bytes))],
    ['dst', formatAddress(ipDestination(bytes))],
    ['proto', String(ipProtocol(bytes))],
    ['ttl', String(ipTtl(bytes))],
    ['tos', hex(ipTos(bytes))],
    ['id', String(ipId(bytes))],
    ['df', String(ipDontFragment(bytes))],
    ['mf', String(ipMoreFragments(bytes))],
    ['frag', String(ipFragmentOffset(bytes) * 8)],
    ['options', toHex(bytes.subarray(20, headerLength))],
    ['length', String(bytes.length)],
  ]);
  if (ipFragmentOffset(bytes) === 0) transportFields(bytes, headerLength, fields);
  else fields.set('payload', toHex(bytes.subarray(headerLength)));
  return fields;
}

function transportFields(bytes: Uint8Array, at: number, fields: Map<string, string>): void {
  const protocol = ipProtocol(bytes);
  if (hasPorts(protocol)) {
    fields.set('sport', String(read16(bytes, at)));
    fields.set('dport', String(read16(bytes, at + 2)));
  }
  if (protocol === TCP_PROTOCOL) {
    fields.set('seq', String(tcpSequence(bytes, at)));
    fields.set('ack', String(tcpAcknowledgment(bytes, at)));
    fields.set('flags', flagNames(tcpFlags(bytes, at)));
    fields.set('window', String(tcpWindow(bytes, at)));
    fields.set('tcpOptions', toHex(bytes.subarray(at + 20, at + tcpHeaderLength(bytes, at))));
    fields.set('payload', toHex(bytes.subarray(at + tcpHeaderLength(bytes, at))));
    return;
  }
  if (protocol === ICMP_PROTOCOL) {
    fields.set('icmpType', String(icmpType(bytes, at)));
    fields.set('icmpCode', String(icmpCode(bytes, at)));
    if (hasIcmpId(icmpType(bytes, at))) {
      fields.set('icmpId', String(icmpId(bytes, at)));
      fields.set('icmpSeq', String(icmpSequence(bytes, at)));
    }
  }
  fields.set('payload', toHex(bytes.subarray(at + 8)));
}
