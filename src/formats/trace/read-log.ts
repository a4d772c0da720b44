import type { TableName } from '../../engine/index.ts';
import { readFields, type MessageLine, type TraceLine } from './log-line.ts';
import { logTime } from './log-time.ts';

const TABLE = '(raw|mangle|nat|filter|security)';
/** The legacy tables' own words (net/ipv4/netfilter/ip_tables.c), behind any prefix. */
const LEGACY = new RegExp(String.raw`TRACE: ${TABLE}:(.+?):(rule|return|policy):(\d+) (IN=.*)$`);
/** xtables-monitor --trace: a packet, and what the tables made of it. */
const MONITOR_PACKET = /^\s*PACKET: 2 ([\da-f]+) (.*)$/;
const MONITOR_TRACE = new RegExp(String.raw`^\s*TRACE: 2 ([\da-f]+) ${TABLE}:(.+?):(rule|return|policy):(.*)$`);
const MESSAGE = /IN=\S* OUT=\S* .*SRC=\S+ DST=\S+/;
/** What stands before the text of a LOG line, in the forms of dmesg, journalctl and syslog. */
const PREFIX =
  /^(?:kern\s*:\w+\s*:\s*)?(?:<\d+>)?(?:(?:\[[^\]]*\]|\d{4}-\d\d-\d\dT\S+|\d{9,}\.\d+|[A-Z][a-z]{2}\s+\d+\s[\d:.]+)\s+)?(?:\S+ kernel:\s*)?(?:\[[\s\d.]+\]\s*)?/;

export interface TraceLog {
  readonly lines: readonly (TraceLine | MessageLine)[];
  /** How many of them are of a trace. */
  readonly traced: number;
  /** `nft monitor trace` instead, whose rules are not iptables'. */
  readonly isNft: boolean;
}

/** Reads every line of a kernel's trace, whoever printed it. Lines of other things are passed over. */
export function readTraceLog(text: string): TraceLog {
  const lines: (TraceLine | MessageLine)[] = [];
  const packets = new Map<string, string>();
  text
    .replaceAll('\r', '')
    .split('\n')
    .forEach((raw, index) => {
      const packet = MONITOR_PACKET.exec(raw);
      if (packet !== null) packets.set(packet[1] ?? '', packet[2] ?? '');
      else {
        const line = legacyLine(raw, index + 1) ?? monitorLine(raw, index + 1, packets) ?? messageLine(raw, index + 1);
        if (line !== null) lines.push(line);
      }
    });
  return {
    lines,
    traced: lines.filter(({ kind }) => kind !== 'message').length,
    isNft: lines.length === 0 && /^trace id [\da-f]+ /m.test(text),
  };
}

/** Is this a trace at all? Reads no more than it must. */
export const isTraceLine = (line: string): boolean =>
  LEGACY.test(line) || MONITOR_PACKET.test(line) || MONITOR_TRACE.test(line);

function legacyLine(raw: string, number: number): TraceLine | null {
  const found = LEGACY.exec(raw);
  if (found === null) return null;
  const [, table, chain = '', kind, rule, rest = ''] = found;
  return {
    number,
    text: raw.slice(found.index),
    time: logTime(raw.slice(0, found.index)),
    id: null,
    table: table as TableName,
    chain,
    kind: kind as TraceLine['kind'],
    rule: Number(rule),
    ruleText: null,
    fields: readFields(rest),
  };
}

function monitorLine(raw: string, number: number, packets: ReadonlyMap<string, string>): TraceLine | null {
  const found = MONITOR_TRACE.exec(raw);
  if (found === null) return null;
  const [, id = '', table, chain = '', kind, rest = ''] = found;
  return {
    number,
    text: raw.trim(),
    time: null,
    id,
    table: table as TableName,
    chain,
    kind: kind as TraceLine['kind'],
    rule: null,
    ruleText: /\s-A \S+ ?(.*)$/.exec(rest)?.[1]?.trim() ?? null,
    fields: readFields(packets.get(id) ?? ''),
  };
}

function messageLine(raw: string, number: number): MessageLine | null {
  if (!MESSAGE.test(raw)) return null;
  const prefix = PREFIX.exec(raw)?.[0] ?? '';
  const text = raw.slice(prefix.length);
  return { number, text, time: logTime(prefix), kind: 'message', fields: readFields(text.slice(text.indexOf('IN='))) };
}
