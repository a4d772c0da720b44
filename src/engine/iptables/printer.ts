/** Rules and tables in the form of iptables-save and -S. */
import type { MatchExtension, TargetExtension } from '../extensions/extension.ts';
import { formatAddress, formatMask } from '../extensions/address.ts';
import { savedString } from '../extensions/format.ts';
import { protocolName } from '../extensions/protocols.ts';
import { assertNever } from '../model/index.ts';
import type {
  AddressCondition,
  Chain,
  DeviceCondition,
  MatchUse,
  Rule,
  RuleEntry,
  RuleHead,
  Ruleset,
  Table,
  TargetUse,
} from '../model/index.ts';
import { VERSION } from './messages.ts';

const bang = (inverted: boolean): string => (inverted ? '! ' : '');

function saveAddress(letter: 's' | 'd', { address, mask, inverted }: AddressCondition): string {
  if (address === 0 && mask === 0 && !inverted) return '';
  return ` ${bang(inverted)}-${letter} ${formatAddress(address)}${formatMask(mask) || '/32'}`;
}

/** A bare '+' has an empty mask and prints as nothing. */
const saveDevice = (letter: 'i' | 'o', { name, inverted }: DeviceCondition): string =>
  name === '' || name === '+' ? '' : ` ${bang(inverted)}-${letter} ${name}`;

/** Conditions of the head, each with a blank before it. */
export function saveHead(head: RuleHead): string {
  const { number, inverted } = head.protocol;
  return (
    saveAddress('s', head.source) +
    saveAddress('d', head.destination) +
    saveDevice('i', head.inDevice) +
    saveDevice('o', head.outDevice) +
    (number === 0 ? '' : ` ${bang(inverted)}-p ${protocolName(number) ?? number}`) +
    (head.fragment === 'any' ? '' : ` ${bang(head.fragment === 'not-fragments')}-f`)
  );
}

/** Registry entries have their `save`; `behaviour` is typed by what the walk needs of them. */
export const matchExtension = (use: MatchUse): MatchExtension | null => use.behaviour as MatchExtension | null;
export const targetExtension = (use: TargetUse): TargetExtension | null =>
  use.kind === 'extension' ? (use.behaviour as TargetExtension | null) : null;

const savedWords = (words: readonly string[]): string => (words.length === 0 ? '' : ` ${words.join(' ')}`);
/** Words as typed need quotes where they would be torn apart, and no others. */
const savedRaw = (words: readonly string[]): string =>
  savedWords(words.map((word) => (/^[^\s"'\\]+$/.test(word) ? word : savedString(word))));

/** ' -m name options' */
export function saveMatch(use: MatchUse): string {
  const extension = matchExtension(use);
  return ` -m ${use.name}${extension === null ? savedRaw(use.raw ?? []) : savedWords(extension.save(use.params))}`;
}

/** ' -j TARGET options', '' for none. */
export function saveTarget(target: TargetUse): string {
  switch (target.kind) {
    case 'none':
      return '';
    case 'verdict':
      return ` -j ${target.verdict}`;
    case 'jump':
      return ` -j ${target.chain}`;
    case 'goto':
      return ` -g ${target.chain}`;
    case 'extension': {
      const extension = targetExtension(target);
      return ` -j ${target.name}${extension === null ? savedRaw(target.raw ?? []) : savedWords(extension.save(target.params))}`;
    }
    default:
      return assertNever(target);
  }
}

/** The rule without `-A CHAIN` and without a leading blank; `middle` stands before the target (`-c` of -vS). */
export function formatRule(rule: Rule, middle = ''): string {
  let text = saveHead(rule.head);
  for (const use of rule.matches) text += saveMatch(use);
  return (text + middle + saveTarget(rule.target)).slice(1);
}

const withRule = (prefix: string, rule: string): string => (rule === '' ? prefix : `${prefix} ${rule}`);

/** Line of iptables-save; with counters '[packets:bytes] ' in front. */
export const saveLine = (chain: string, entry: RuleEntry, counters: boolean): string =>
  (counters ? `[${entry.packets}:${entry.bytes}] ` : '') + withRule(`-A ${chain}`, formatRule(entry.rule));

/** Line of -S; with counters '-c packets bytes' before the target. */
export const listRuleLine = (chain: string, entry: RuleEntry, counters: boolean): string =>
  withRule(`-A ${chain}`, formatRule(entry.rule, counters ? ` -c ${entry.packets} ${entry.bytes}` : ''));

/** ':INPUT ACCEPT [0:0]' */
const chainLine = (chain: Chain): string => `:${chain.name} ${chain.policy ?? '-'} [${chain.packets}:${chain.bytes}]`;

/** `*table` … `COMMIT`, ending in a newline. */
export function formatTable(table: Table, counters: boolean): string {
  const lines = [`*${table.name}`];
  for (const chain of table.chains.values()) lines.push(chainLine(chain));
  for (const chain of table.chains.values())
    for (const entry of chain.entries) lines.push(saveLine(chain.name, entry, counters));
  lines.push('COMMIT\n');
  return lines.join('\n');
}

/** What the tools say of rules while they print them: lines for stderr. */
export function complaintsAbout(rules: Iterable<Rule>): readonly string[] {
  const lines: string[] = [];
  for (const { matches, target } of rules) {
    for (const extension of [...matches.map(matchExtension), targetExtension(target)])
      if (extension?.complaint !== undefined) lines.push(extension.complaint);
  }
  return lines;
}

export interface SaveStyle {
  /** -c */
  readonly counters?: boolean;
  /** -t: only this table. */
  readonly table?: string;
  /** As in the header lines, 'Mon Jan  5 12:00:00 2026'; without it there are none. */
  readonly date?: string;
}

/** iptables-save. Tables stand in the ruleset's own order. */
export function formatRuleset(ruleset: Ruleset, style: SaveStyle = {}): string {
  let text = '';
  for (const table of ruleset.values()) {
    if (style.table !== undefined && style.table !== table.name) continue;
    const body = formatTable(table, style.counters ?? false);
    text +=
      style.date === undefined
        ? body
        : `# Generated by iptables-save v${VERSION.split(' ')[0]} on ${style.date}\n${body}# Completed on ${style.date}\n`;
  }
  return text;
}
