/** Lines of iptables-restore's input, and their parts. */
import { byteLength } from './bytes.ts';
import type { EntryCounters } from './transaction.ts';

/** What fgets takes at once: the rest of a longer line is a line of its own. */
const LONGEST_LINE = 10239;

/**
 * The line that begins at `start`, as the tool reads it: ending in its newline except for the last and for pieces of a long one. What
 * is left of a long one is a line of its own.
 */
export function inputLine(text: string, start: number): string {
  const most = text.slice(start, start + LONGEST_LINE);
  const newline = most.indexOf('\n');
  const line = newline < 0 ? most : most.slice(0, newline + 1);
  return line.length <= LONGEST_LINE / 3 || byteLength(line) <= LONGEST_LINE ? line : cutToBytes(line);
}

/** The beginning that fits; a character that the tool would tear apart goes to the next piece. */
function cutToBytes(line: string): string {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (byteLength(line.slice(0, middle)) <= LONGEST_LINE) low = middle;
    else high = middle - 1;
  }
  const last = line.charCodeAt(low - 1);
  return line.slice(0, last >= 0xd800 && last < 0xdc00 ? low - 1 : low);
}

/** '[12:345]' as sscanf reads it: whatever follows the second number. */
export function parseCounters(text: string): EntryCounters | null {
  const found = /^\[\s*(\d+):\s*(\d+)/.exec(text);
  return found === null
    ? null
    : { packets: BigInt.asUintN(64, BigInt(found[1] ?? 0)), bytes: BigInt.asUintN(64, BigInt(found[2] ?? 0)) };
}

/** tokenize_rule_counters: '[packets:bytes]' before a rule; null where it is not closed. */
export function splitCounters(
  line: string,
): { readonly counts: readonly [string, string] | null; readonly rest: number } | null {
  if (!line.startsWith('[')) return { counts: null, rest: 0 };
  const found = /^\[([^:]*):([^\]]*)\]/.exec(line);
  return found === null ? null : { counts: [found[1] ?? '', found[2] ?? ''], rest: found[0].length };
}
