/** -L and the line that -v prints of a rule, byte for byte. */
import { addressName, formatAddress, formatMask } from '../extensions/address.ts';
import { builtInProtocolName, protocolName } from '../extensions/protocols.ts';
import { assertNever } from '../model/index.ts';
import type {
  AddressCondition,
  Chain,
  DeviceCondition,
  MatchUse,
  Rule,
  RuleEntry,
  Table,
  TargetUse,
} from '../model/index.ts';
import { padBytes } from './bytes.ts';
import { matchExtension, targetExtension } from './printer.ts';
import { countReferences } from './references.ts';

export interface ListOptions {
  readonly numeric: boolean;
  readonly verbose: boolean;
  readonly exact: boolean;
  readonly lineNumbers: boolean;
}

/** xtables_print_num without its column: thousands are rounded to K, M, G and T above 99999. */
function abbreviate(count: bigint, width: number): string {
  if (count <= 99999n) return String(count).padStart(width);
  let number = count;
  for (const unit of ['K', 'M', 'G']) {
    number = BigInt.asUintN(64, number + 500n) / 1000n;
    if (number <= 9999n) return String(number).padStart(width - 1) + unit;
  }
  return `${String((number + 500n) / 1000n).padStart(width - 1)}T`;
}

const countColumn = (count: bigint, exact: boolean): string =>
  exact ? String(count).padStart(8) : abbreviate(count, 5);
const countWord = (count: bigint, exact: boolean): string => (exact ? String(count) : abbreviate(count, 0));

function addressText({ address, mask }: AddressCondition, numeric: boolean): string {
  if (mask === 0 && !numeric) return 'anywhere';
  return (numeric ? null : addressName(address)) ?? formatAddress(address);
}

const addressColumn = (condition: AddressCondition, numeric: boolean): string => {
  const text = addressText(condition, numeric);
  return `${condition.inverted ? '!' : ' '}${(text === 'anywhere' ? text : text + formatMask(condition.mask)).padEnd(19)} `;
};

const deviceText = ({ name, inverted }: DeviceCondition, any: string): string =>
  (inverted ? '!' : '') + (name === '' ? any : name);

function fragmentText(fragment: Rule['head']['fragment']): string {
  switch (fragment) {
    case 'any':
      return '--';
    case 'fragments':
      return '-f';
    case 'not-fragments':
      return '!f';
    default:
      return assertNever(fragment);
  }
}

function targetName(target: TargetUse): string {
  switch (target.kind) {
    case 'none':
      return '';
    case 'verdict':
      return target.verdict;
    case 'jump':
    case 'goto':
      return target.chain;
    case 'extension':
      return targetExtension(target)?.legality?.kernelName ?? target.name;
    default:
      return assertNever(target);
  }
}

/** What is printed of an extension that is not modelled: its words. */
const rawText = (name: string, words: readonly string[] | undefined): string => [name, ...(words ?? [])].join(' ');

const matchText = (use: MatchUse, numeric: boolean, protocol: number): string =>
  matchExtension(use)?.list(use.params, { numeric, protocol }) ?? rawText(use.name, use.raw);

/** '[goto] ' and the extensions, each after a blank. */
function extensionsText(rule: Rule, numeric: boolean): string {
  const protocol = rule.head.protocol.number;
  let text = rule.target.kind === 'goto' ? '[goto] ' : '';
  for (const use of rule.matches) {
    const shown = matchText(use, numeric, protocol);
    if (shown !== '') text += matchExtension(use)?.adjoining === true ? shown : ` ${shown}`;
  }
  if (rule.target.kind !== 'extension') return text;
  const extension = targetExtension(rule.target);
  const shown =
    extension === null
      ? rawText(rule.target.name, rule.target.raw)
      : extension.list(rule.target.params, { numeric, protocol });
  return shown === '' ? text : `${text} ${shown}`;
}

function listEntry(entry: RuleEntry, number: number, options: ListOptions): string {
  const { head, target } = entry.rule;
  const { numeric, verbose, exact } = options;
  const protocol = numeric ? String(head.protocol.number) : protocolText(head.protocol.number);
  const any = numeric ? '*' : 'any';
  return (
    (options.lineNumbers ? `${String(number).padEnd(4)} ` : '') +
    (verbose ? `${countColumn(entry.packets, exact)} ${countColumn(entry.bytes, exact)} ` : '') +
    `${padBytes(targetName(target), 9)} ${head.protocol.inverted ? '!' : ' '}${protocol.padEnd(4)} ${fragmentText(head.fragment)} ` +
    (verbose
      ? ` ${padBytes(deviceText(head.inDevice, any), 6)} ${padBytes(deviceText(head.outDevice, any), 6)} `
      : '') +
    addressColumn(head.source, numeric) +
    addressColumn(head.destination, numeric) +
    extensionsText(entry.rule, numeric)
  );
}

const protocolText = (number: number): string => (number === 0 ? 'all' : (protocolName(number) ?? String(number)));

function chainHeader(chain: Chain, references: number, options: ListOptions): string {
  const { verbose, exact } = options;
  const counters = verbose ? ` ${countWord(chain.packets, exact)} packets, ${countWord(chain.bytes, exact)} bytes` : '';
  const title = chain.policy === null ? `(${references} references)` : `(policy ${chain.policy}${counters})`;
  return `Chain ${chain.name} ${title}`;
}

function columnHeader(options: ListOptions): string {
  const counts = options.exact
    ? `${'pkts'.padStart(8)} ${'bytes'.padStart(10)} `
    : `${'pkts'.padStart(5)} ${'bytes'.padStart(5)} `;
  return (
    (options.lineNumbers ? 'num  ' : '') +
    (options.verbose ? counts : '') +
    'target     prot opt' +
    (options.verbose ? ' in     out    ' : '') +
    ` ${'source'.padEnd(19)}  ${'destination'.padEnd(19)} `
  );
}

/** All of -L for one chain or all of them. `ruleNumber` 0 lists every rule, else that one without headers. */
export function listTable(table: Table, chainName: string | null, ruleNumber: number, options: ListOptions): string {
  const references = countReferences(table);
  const blocks: string[] = [];
  for (const chain of table.chains.values()) {
    if (chainName !== null && chain.name !== chainName) continue;
    const lines =
      ruleNumber === 0 ? [chainHeader(chain, references.get(chain.name) ?? 0, options), columnHeader(options)] : [];
    for (const [index, entry] of chain.entries.entries()) {
      if (ruleNumber === 0 || ruleNumber === index + 1) lines.push(listEntry(entry, index + 1, options));
    }
    blocks.push(lines.map((line) => `${line}\n`).join(''));
  }
  return blocks.join('\n');
}

/** The line that -v prints when a rule is added, deleted or looked for (print_firewall_line). */
export function verboseLine(rule: Rule): string {
  const { head, target } = rule;
  const address = (condition: AddressCondition, arrow: string): string =>
    `${condition.inverted ? '!' : ' '}${arrow}${addressText(condition, true)}${formatMask(condition.mask)}`;
  return (
    `${targetName(target)} ${head.protocol.inverted ? '!' : ' '}${builtInProtocolName(head.protocol.number) ?? head.protocol.number} opt ${fragmentText(head.fragment)} ` +
    `in ${deviceText(head.inDevice, '*')} out ${deviceText(head.outDevice, '*')} ` +
    `${address(head.source, '')} ${address(head.destination, '-> ')}  ${extensionsText(rule, true)}`
  );
}
