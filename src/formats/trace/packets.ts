import type { Hook, PacketDocument, TableName } from '../../engine/index.ts';
import type { LogFields, MessageLine, TraceLine } from './log-line.ts';
import { packetOfLog } from './log-packet.ts';
import type { TraceLog } from './read-log.ts';

/** The lines of one packet, in the order in which the kernel printed them. */
export interface RecordedPacket {
  readonly lines: readonly (TraceLine | MessageLine)[];
  /** The packet as its first line shows it. */
  readonly document: PacketDocument;
  readonly time: number | null;
}

/** Where the tables stand in the way of a packet; later hooks are later. */
const HOOK_RANK: { readonly [H in Hook]: number } = {
  PREROUTING: 0,
  OUTPUT: 0,
  INPUT: 10,
  FORWARD: 10,
  POSTROUTING: 20,
};
const TABLE_RANK: { readonly [T in TableName]: number } = { raw: 0, mangle: 1, nat: 2, filter: 3, security: 4 };
/** In INPUT nat comes last. */
const NAT_IN_INPUT = 5;
/** A packet is through in less, ms: a line that comes later is another's. */
const LONGEST_WAY = 1000;
/** A packet under way is not looked for further back than this. */
const MOST_OPEN = 64;

export const hookOf = (chain: string): Hook | null => (chain in HOOK_RANK ? (chain as Hook) : null);

const rankOf = (hook: Hook, table: TableName): number =>
  HOOK_RANK[hook] + (hook === 'INPUT' && table === 'nat' ? NAT_IN_INPUT : TABLE_RANK[table]);

interface Open {
  readonly lines: (TraceLine | MessageLine)[];
  fields: LogFields;
  rank: number;
  hook: Hook | null;
  table: TableName;
  /** Highest rule seen in the built-in chain under way. */
  rule: number;
  id: string | null;
  time: number | null;
}

/**
 * Sorts the lines of a log by packet. A packet is known by what NAT leaves alone (id, length, protocol, one of the addresses)
 * and by moving forwards only: through hooks, tables and rules.
 */
export function recordedPackets(log: TraceLog): readonly RecordedPacket[] {
  const all: Open[] = [];
  for (const line of log.lines) {
    const recent = all.slice(-MOST_OPEN).reverse();
    if (line.kind === 'message') {
      recent.find((one) => sameDatagram(one.fields, line.fields))?.lines.push(line);
      continue;
    }
    const owner = recent.find((one) => continues(one, line));
    if (owner === undefined) all.push(opened(line));
    else advance(owner, line);
  }
  return all.map(({ lines }) => {
    const [first] = lines;
    return {
      lines,
      document: packetOfLog(first?.fields ?? { values: new Map(), flags: new Set(), inner: null }),
      time: first?.time ?? null,
    };
  });
}

function opened(line: TraceLine): Open {
  const hook = hookOf(line.chain);
  return {
    lines: [line],
    fields: line.fields,
    rank: hook === null ? 0 : rankOf(hook, line.table),
    hook,
    table: line.table,
    rule: line.rule ?? 0,
    id: line.id,
    time: line.time,
  };
}

function advance(owner: Open, line: TraceLine): void {
  const hook = hookOf(line.chain);
  const isNewTable = hook !== null && (hook !== owner.hook || line.table !== owner.table);
  owner.lines.push(line);
  owner.fields = line.fields;
  owner.id = line.id;
  owner.time = line.time;
  owner.table = line.table;
  if (hook === null) return;
  owner.hook = hook;
  owner.rank = rankOf(hook, line.table);
  owner.rule = isNewTable ? (line.rule ?? 0) : Math.max(owner.rule, line.rule ?? 0);
}

function sameDatagram(one: LogFields, other: LogFields): boolean {
  const same = (key: string): boolean => one.values.get(key) === other.values.get(key);
  return same('ID') && same('LEN') && same('PROTO') && (same('SRC') || same('DST'));
}

function continues(owner: Open, line: TraceLine): boolean {
  if (!sameDatagram(owner.fields, line.fields)) return false;
  if (owner.time !== null && line.time !== null && line.time - owner.time > LONGEST_WAY) return false;
  const hook = hookOf(line.chain);
  if (comesBack(owner, line)) return true;
  if (owner.id !== null || line.id !== null) return owner.id === line.id;
  const device = line.fields.values.get('IN') ?? '';
  const before = owner.fields.values.get('IN') ?? '';
  // From POSTROUTING on, older kernels no longer name the device of arrival.
  if (device !== before && !(hook === 'POSTROUTING' && (device === '' || before === ''))) return false;
  if (hook === null) return line.table === owner.table;
  const rank = rankOf(hook, line.table);
  if (rank !== owner.rank) return rank > owner.rank;
  return line.rule === null || line.rule > owner.rule;
}

/** What was sent to lo arrives there again: the same packet. */
const comesBack = (owner: Open, line: TraceLine): boolean =>
  hookOf(line.chain) === 'PREROUTING' &&
  line.fields.values.get('IN') === 'lo' &&
  (owner.hook === 'POSTROUTING' || owner.hook === 'OUTPUT') &&
  owner.fields.values.get('OUT') === 'lo';
