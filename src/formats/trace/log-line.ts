import type { TableName } from '../../engine/index.ts';

/** What nf_log printed of a packet: `KEY=value` and bare flags, those of a quoted datagram apart. */
export interface LogFields {
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly inner: LogFields | null;
}

/** A line of a trace: where a packet was, and what it looked like. */
export interface TraceLine {
  /** 1-based line of the text. */
  readonly number: number;
  /** Without the prefix of whoever printed it. */
  readonly text: string;
  /** Milliseconds, from an origin of the log's own; null where the line has no time. */
  readonly time: number | null;
  /** Trace id of the kernel, where the log has one (nf_tables). */
  readonly id: string | null;
  readonly table: TableName;
  readonly chain: string;
  readonly kind: 'rule' | 'return' | 'policy';
  /** 1-based; null where the log names the rule by its text. */
  readonly rule: number | null;
  /** `-p icmp -j FOO`, where the log has it. */
  readonly ruleText: string | null;
  readonly fields: LogFields;
}

/** What a LOG rule printed. */
export interface MessageLine {
  readonly number: number;
  readonly text: string;
  readonly time: number | null;
  readonly kind: 'message';
  readonly fields: LogFields;
}

/** `KEY=value` words up to the datagram that an ICMP error quotes in brackets. */
export function readFields(text: string): LogFields {
  const quote = /\[(SRC=.*)\]/.exec(text);
  const values = new Map<string, string>();
  const flags = new Set<string>();
  // TCP and IP options are hex in parentheses behind the word OPT.
  for (const word of (quote === null ? text : text.slice(0, quote.index)).replaceAll(/OPT \(\w*\)/g, '').split(/\s+/)) {
    const [key = '', value] = word.split('=', 2);
    if (value === undefined) flags.add(key);
    else if (!values.has(key)) values.set(key, value);
    // The datagram's id comes first, an echo's own behind it.
    else if (key === 'ID') values.set('ICMP_ID', value);
  }
  flags.delete('');
  return { values, flags, inner: quote?.[1] === undefined ? null : readFields(quote[1]) };
}
