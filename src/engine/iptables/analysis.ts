/** What can be said of a ruleset without a packet: rules that no packet reaches, chains that nothing uses. Sound, not complete. */
import { areEqual } from './equality.ts';
import { targetExtension } from './printer.ts';
import { chainReferredTo } from './references.ts';
import type {
  AddressCondition,
  Chain,
  DeviceCondition,
  MatchUse,
  Rule,
  RuleHead,
  Ruleset,
  Table,
  TableName,
  TargetUse,
} from '../model/index.ts';

export interface Finding {
  readonly code: 'shadowed' | 'repeated' | 'unused-chain' | 'unmodelled';
  readonly table: TableName;
  readonly chain: string;
  /** 1-based; 0 for the chain itself. */
  readonly rule: number;
  /** The rule of the same chain that takes every packet before it. */
  readonly by?: number;
  readonly message: string;
}

/** Does the packet end its way through this chain here, whatever the target's options? */
function isFinal(target: TargetUse): boolean {
  if (target.kind === 'goto') return true;
  if (target.kind === 'verdict') return true;
  const chip = targetExtension(target)?.chip;
  return chip === 'accept' || chip === 'drop' || chip === 'reject' || chip === 'nat';
}

/** May the target change what later matches see (marks, TOS, sets…)? Logging does not; a user chain may. */
function mayChange(target: TargetUse): boolean {
  if (target.kind === 'jump') return true;
  return target.kind === 'extension' && targetExtension(target)?.chip !== 'log' && !isFinal(target);
}

function coversAddress(wide: AddressCondition, narrow: AddressCondition): boolean {
  if (wide.mask === 0 && !wide.inverted) return true;
  if (areEqual(wide, narrow)) return true;
  if (narrow.inverted) return false;
  const inside =
    (narrow.mask & wide.mask) >>> 0 === wide.mask &&
    (narrow.address & wide.mask) >>> 0 === (wide.address & wide.mask) >>> 0;
  return wide.inverted ? false : inside;
}

const coversDevice = (wide: DeviceCondition, narrow: DeviceCondition): boolean =>
  (wide.name === '' && !wide.inverted) ||
  areEqual(wide, narrow) ||
  (!wide.inverted &&
    !narrow.inverted &&
    wide.name.endsWith('+') &&
    narrow.name !== '' &&
    narrow.name.startsWith(wide.name.slice(0, -1)));

const coversHead = (wide: RuleHead, narrow: RuleHead): boolean =>
  coversAddress(wide.source, narrow.source) &&
  coversAddress(wide.destination, narrow.destination) &&
  coversDevice(wide.inDevice, narrow.inDevice) &&
  coversDevice(wide.outDevice, narrow.outDevice) &&
  ((wide.protocol.number === 0 && !wide.protocol.inverted) || areEqual(wide.protocol, narrow.protocol)) &&
  (wide.fragment === 'any' || wide.fragment === narrow.fragment);

/** A match whose answer depends on the packet alone: one with a memory of its own may say no the second time. */
const isMemoryless = ({ behaviour }: MatchUse): boolean => behaviour !== null && behaviour.initialState === undefined;

function covers(wide: Rule, narrow: Rule): boolean {
  if (!coversHead(wide.head, narrow.head)) return false;
  return wide.matches.every(
    (use) =>
      isMemoryless(use) &&
      narrow.matches.some((other) => other.name === use.name && areEqual(other.params, use.params)),
  );
}

/** The first earlier rule that leaves nothing for the rule at `index`, or −1. */
function shadowing(rules: readonly Rule[], index: number): number {
  const narrow = rules[index] as Rule;
  let changed = false;
  for (let at = index - 1; at >= 0; at -= 1) {
    const wide = rules[at] as Rule;
    if (isFinal(wide.target) && (!changed || wide.matches.length === 0) && covers(wide, narrow)) return at;
    changed ||= mayChange(wide.target);
  }
  return -1;
}

/** Beyond this the pairs would take seconds; a longer chain is looked at rule by rule only up to here. */
const LONGEST_CHAIN = 3000;

function findInChain(table: TableName, chain: Chain): Finding[] {
  const rules = chain.entries.map(({ rule }) => rule);
  const findings: Finding[] = [];
  for (let index = 0; index < Math.min(rules.length, LONGEST_CHAIN); index += 1) {
    const rule = rules[index] as Rule;
    const by = shadowing(rules, index);
    if (by < 0) continue;
    const same =
      areEqual((rules[by] as Rule).head, rule.head) && (rules[by] as Rule).matches.length === rule.matches.length;
    const code = same ? 'repeated' : 'shadowed';
    const message = same
      ? `has the conditions of rule ${by + 1}, which takes its packets`
      : `rule ${by + 1} takes every packet before it`;
    findings.push({ code, table, chain: chain.name, rule: index + 1, by: by + 1, message });
  }
  return findings;
}

function unusedChains(table: Table): Finding[] {
  const used = new Set(
    [...table.chains.values()].flatMap(({ entries }) => entries.flatMap(({ rule }) => chainReferredTo(rule) ?? [])),
  );
  return [...table.chains.values()]
    .filter(({ hook, name }) => hook === null && !used.has(name))
    .map(({ name }) => ({
      code: 'unused-chain',
      table: table.name,
      chain: name,
      rule: 0,
      message: 'no rule jumps to this chain',
    }));
}

function unmodelled(table: TableName, chain: Chain): Finding[] {
  return chain.entries.flatMap(({ rule: { matches, target } }, index) => {
    const match = matches.find(({ behaviour }) => behaviour === null);
    const name = match
      ? `-m ${match.name}`
      : target.kind === 'extension' && target.behaviour === null
        ? `-j ${target.name}`
        : null;
    return name === null
      ? []
      : [
          {
            code: 'unmodelled' as const,
            table,
            chain: chain.name,
            rule: index + 1,
            message: `${name} is not modelled`,
          },
        ];
  });
}

/** Everything found, in the order of the listing. */
export function analyseRuleset(ruleset: Ruleset): readonly Finding[] {
  return [...ruleset.values()].flatMap((table) => [
    ...[...table.chains.values()].flatMap((chain) => [
      ...findInChain(table.name, chain),
      ...unmodelled(table.name, chain),
    ]),
    ...unusedChains(table),
  ]);
}
