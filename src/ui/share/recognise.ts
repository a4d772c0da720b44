import type { InterfaceDocument } from '../../engine/index.ts';
import { isTraceLine } from '../../formats/index.ts';

/** What was found in a pasted text. A scenario is alone; the others may stand together, as in a support dump. */
export interface Recognised {
  /** Parsed JSON, not yet validated. */
  readonly scenario: unknown;
  readonly ruleset: string | null;
  readonly interfaces: readonly InterfaceDocument[];
  readonly routes: readonly string[];
  readonly rules: readonly string[];
  readonly ipsets: string | null;
  /** Lines of a kernel's trace or log, each where it stood in the text; the others are empty. */
  readonly trace: string | null;
  /** Known, and not readable here: rules of nftables, or the trace of its own monitor. */
  readonly foreign: 'nft' | 'nft-trace' | null;
  /** Lines that are none of these: 1-based number and text. */
  readonly unknown: readonly { readonly line: number; readonly text: string }[];
}

/** Is a JSON document a lesson, or lessons in a row? */
export const isTaught = (document: unknown): document is object =>
  typeof document === 'object' && document !== null && ('chainwalkLesson' in document || 'chainwalkCourse' in document);

interface Findings {
  ruleset: string[];
  interfaces: InterfaceDocument[];
  routes: string[];
  rules: string[];
  ipsets: string[];
  trace: { line: number; text: string }[];
  foreign: Recognised['foreign'];
  unknown: { line: number; text: string }[];
  /** Inside *table … COMMIT. */
  isInTable: boolean;
}

const ROUTE =
  /^(?:default|(?:unreachable|blackhole|prohibit|throw|local|broadcast|multicast)\s+\S+|\d+\.\d+\.\d+\.\d+(?:\/\d+)?)(?=\s.*\b(?:dev|via)\b|$)/;
/** Nothing that is recognised outside a table has lines like that; of others so much is kept to show. */
const LONGEST_LINE = 10_000;
const SHOWN_OF_LINE = 200;
const BUILT_IN_RULE = /^(?:0|32766|32767):/;

/** Reads what a text is from its own lines. */
export function recognise(text: string): Recognised {
  const json = parseJson(text);
  const found: Findings = {
    ruleset: [],
    interfaces: [],
    routes: [],
    rules: [],
    ipsets: [],
    trace: [],
    foreign: null,
    unknown: [],
    isInTable: false,
  };
  if (json === null)
    text
      .replace(/^\uFEFF/, '')
      .replaceAll('\r', '')
      .split('\n')
      .forEach((line, index) => readLine(found, line, index + 1));
  const hasTables = found.ruleset.some((line) => line.trim().startsWith('*'));
  return {
    scenario: json,
    ruleset: hasTables ? `${found.ruleset.join('\n')}\n` : null,
    interfaces: found.interfaces,
    routes: found.routes,
    rules: found.rules,
    ipsets: found.ipsets.length === 0 ? null : `${found.ipsets.join('\n')}\n`,
    trace: found.trace.some(({ text: line }) => isTraceLine(line)) ? inPlace(found.trace) : null,
    foreign: found.foreign,
    unknown: found.unknown,
  };
}

function readLine(found: Findings, raw: string, number: number): void {
  const line = raw.trim();
  const isLong = line.length > LONGEST_LINE;
  if (found.isInTable || /^\*\w+/.test(line)) {
    found.ruleset.push(raw);
    found.isInTable = line !== 'COMMIT';
  } else if (line === '' || /^[#$%>]/.test(line) || (!isLong && /^[\w.-]+@[\w.-]+[:\s].*[#$]/.test(line))) return;
  else if (isLong || !(readKernelLine(found, line, number) || readHostLine(found, line)))
    found.unknown.push({ line: number, text: line.slice(0, SHOWN_OF_LINE) });
}

const NFT = /^(?:table (?:ip|ip6|inet|arp|bridge|netdev) \S+ \{|type \w+ hook \w+ priority )/;
const NFT_TRACE = /^trace id [\da-f]+ /;
const LOGGED = /IN=\S* OUT=\S* .*SRC=\S+ DST=/;

/** What a kernel printed, and what nftables prints: that is not iptables' language. */
function readKernelLine(found: Findings, text: string, line: number): boolean {
  if (isTraceLine(text) || LOGGED.test(text)) found.trace.push({ line, text });
  else if (NFT.test(text)) found.foreign = 'nft';
  else if (NFT_TRACE.test(text)) found.foreign = 'nft-trace';
  else return false;
  return true;
}

function inPlace(lines: Findings['trace']): string {
  const text = Array.from({ length: lines.at(-1)?.line ?? 0 }, () => '');
  for (const one of lines) text[one.line - 1] = one.text;
  return text.join('\n');
}

function readHostLine(found: Findings, line: string): boolean {
  const link = /^\d+:\s+([^\s:@]+)(?:@\S+)?:\s+<.*>\s+(?:.*\bmtu (\d+))?/.exec(line);
  if (link !== null) {
    found.interfaces.push({
      name: link[1] ?? '',
      ...(link[2] !== undefined && link[2] !== '1500' && { mtu: Number(link[2]) }),
    });
    return true;
  }
  if (readAddressLine(found, line)) return true;
  const rule = /^(\d+):\s+(from\s.+|not\s.+)$/.exec(line);
  if (rule !== null) {
    if (!BUILT_IN_RULE.test(line)) found.rules.push(`${rule[2]} pref ${rule[1]}`);
    return true;
  }
  if (/^(create|add)\s+\S+/.test(line)) {
    found.ipsets.push(line);
    return true;
  }
  if (!ROUTE.test(line)) return false;
  if (!/\bproto kernel\b/.test(line)) found.routes.push(line);
  return true;
}

/** The indented lines of `ip addr`: they belong to the interface above them. */
function readAddressLine(found: Findings, line: string): boolean {
  const owner = found.interfaces.at(-1);
  const change = (part: Partial<InterfaceDocument>): void => {
    if (owner !== undefined) found.interfaces[found.interfaces.length - 1] = { ...owner, ...part };
  };
  const address = /^inet\s+(\S+)(?:\s+peer\s+\S+)?\s/.exec(`${line} `);
  if (address?.[1] !== undefined) change({ addresses: [...(owner?.addresses ?? []), address[1]] });
  const mac = /^link\/ether\s+([\da-f:]{17})/i.exec(line);
  if (mac?.[1] !== undefined) change({ mac: mac[1] });
  return /^(inet6?|link\/|valid_lft|altname|RX|TX)\b/.test(line);
}

/** The interfaces that a document lists: lo always exists. */
export const withoutLoopback = (interfaces: readonly InterfaceDocument[]): readonly InterfaceDocument[] =>
  interfaces.filter(({ name }) => name !== 'lo');

function parseJson(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
