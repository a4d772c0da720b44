import type { FieldChange } from '../../engine/index.ts';
import { repaired } from '../capture/checksums.ts';
import type { LogFields } from './log-line.ts';

/** What of a packet may change on its way, by the names of the log and of the scenario. */
const CHANGING = [
  ['SRC', 'src'],
  ['DST', 'dst'],
  ['SPT', 'sport'],
  ['DPT', 'dport'],
  ['SPORT', 'sport'],
  ['DPORT', 'dport'],
  ['TTL', 'ttl'],
  ['TOS', 'tos'],
] as const;

/** Header fields that differ from line to line. */
export const changesBetween = (before: LogFields, after: LogFields): readonly FieldChange[] =>
  CHANGING.flatMap(([key, field]) => {
    const was = before.values.get(key);
    const is = after.values.get(key);
    return was === undefined || is === undefined || was === is ? [] : [{ field, before: was, after: is }];
  });

/** The datagram with these fields in place of its own, checksums right. */
export function withChanges(datagram: Uint8Array, changes: readonly FieldChange[]): Uint8Array {
  if (datagram.length < 20) return datagram;
  const bytes = Uint8Array.from(datagram);
  const transport = ((bytes[0] ?? 0) & 15) * 4;
  const putPort = (at: number, port: number): void => {
    if (at + 2 <= bytes.length) bytes.set([port >> 8, port & 255], at);
  };
  for (const { field, after } of changes) {
    if (field === 'src') bytes.set(after.split('.').map(Number), 12);
    else if (field === 'dst') bytes.set(after.split('.').map(Number), 16);
    else if (field === 'sport') putPort(transport, Number(after));
    else if (field === 'dport') putPort(transport + 2, Number(after));
    else if (field === 'ttl') bytes[8] = Number(after);
    else if (field === 'tos') bytes[1] = Number(after);
  }
  return repaired(bytes);
}
