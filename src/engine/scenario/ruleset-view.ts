import type { MatchExtension, TargetExtension } from '../extensions/extension.ts';
import { formatRule, formatRuleset } from '../iptables/index.ts';
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
import { TABLES, assertNever } from '../model/index.ts';
import { formatPrefix, lengthOf, formatAddress, protocolName } from '../net/index.ts';
import type { ChainView, RulesetView, RuleView, TableView } from './views.ts';

const not = (inverted: boolean): string => (inverted ? '!' : '');

function addressBrief({ address, mask, inverted }: AddressCondition, arrow: string): string {
  if (mask === 0 && !inverted) return '';
  const length = lengthOf(mask);
  const text =
    length === null
      ? `${formatAddress(address)}/${formatAddress(mask)}`
      : length === 32
        ? formatAddress(address)
        : formatPrefix({ address, length });
  return `${not(inverted)}${arrow}${text}`;
}

const deviceBrief = ({ name, inverted }: DeviceCondition, arrow: string): string =>
  name === '' ? '' : `${not(inverted)}${arrow}${name}`;

function headBrief(head: RuleHead): readonly string[] {
  const protocol =
    head.protocol.number === 0
      ? ''
      : `${not(head.protocol.inverted)}${protocolName(head.protocol.number) ?? head.protocol.number}`;
  return [
    deviceBrief(head.inDevice, ''),
    deviceBrief(head.outDevice, '→'),
    addressBrief(head.source, ''),
    addressBrief(head.destination, '→'),
    protocol,
    head.fragment === 'any' ? '' : `${not(head.fragment === 'not-fragments')}frag`,
  ];
}

const isRemark = ({ behaviour }: MatchUse): boolean => (behaviour as MatchExtension | null)?.remark === true;

function matchBrief(use: MatchUse): string {
  const extension = use.behaviour as MatchExtension | null;
  return extension === null ? `${use.name}?` : extension.brief(use.params);
}

const VERDICT_CHIPS = { ACCEPT: 'accept', DROP: 'drop', RETURN: 'return', QUEUE: 'other' } as const;

function targetView(target: TargetUse): RuleView['target'] {
  switch (target.kind) {
    case 'none':
      return { kind: 'none', name: '', brief: '', chip: 'none' };
    case 'verdict':
      return { kind: 'verdict', name: target.verdict, brief: '', chip: VERDICT_CHIPS[target.verdict] };
    case 'jump':
    case 'goto':
      return { kind: target.kind, name: target.chain, brief: '', chip: 'jump' };
    case 'extension': {
      const extension = target.behaviour as TargetExtension | null;
      return {
        kind: 'extension',
        name: target.name,
        brief: extension?.brief(target.params) ?? '',
        chip: extension?.chip ?? 'other',
      };
    }
    default:
      return assertNever(target);
  }
}

function unmodelled({ matches, target }: Rule): readonly string[] {
  const names = matches.filter(({ behaviour }) => behaviour === null).map(({ name }) => name);
  return target.kind === 'extension' && target.behaviour === null ? [...names, target.name] : names;
}

function ruleView({ rule, packets, bytes }: RuleEntry): RuleView {
  const notModelled = unmodelled(rule);
  const brief = [...headBrief(rule.head), ...rule.matches.filter((use) => !isRemark(use)).map(matchBrief)]
    .filter(Boolean)
    .join(' ');
  const comment = rule.matches.find(isRemark);
  return {
    text: formatRule(rule),
    brief,
    target: targetView(rule.target),
    ...(comment && { comment: matchBrief(comment) }),
    ...(notModelled.length > 0 && { notModelled }),
    packets: String(packets),
    bytes: String(bytes),
  };
}

function referencesIn(table: Table): ReadonlyMap<string, { readonly chain: string; readonly rule: number }[]> {
  const references = new Map<string, { readonly chain: string; readonly rule: number }[]>();
  for (const chain of table.chains.values())
    for (const [index, { rule }] of chain.entries.entries()) {
      if (rule.target.kind !== 'jump' && rule.target.kind !== 'goto') continue;
      const list = references.get(rule.target.chain) ?? [];
      list.push({ chain: chain.name, rule: index + 1 });
      references.set(rule.target.chain, list);
    }
  return references;
}

function chainView(chain: Chain, references: ChainView['references']): ChainView {
  const { name, hook, policy, packets, bytes, entries } = chain;
  return {
    name,
    hook,
    policy,
    packets: String(packets),
    bytes: String(bytes),
    references,
    rules: entries.map(ruleView),
  };
}

function tableView(table: Table): TableView {
  const references = referencesIn(table);
  return {
    name: table.name,
    chains: [...table.chains.values()].map((chain) => chainView(chain, references.get(chain.name) ?? [])),
  };
}

/** A ruleset as the page draws it, counters as they stand. */
export function rulesetView(ruleset: Ruleset): RulesetView {
  const tables = TABLES.flatMap((name) => ruleset.get(name) ?? []);
  return { tables: tables.map(tableView), text: formatRuleset(ruleset) };
}
