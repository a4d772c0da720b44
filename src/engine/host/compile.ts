import type { Chain, Hook, MatchBehaviour, RuleEntry, Table, TargetServices, TargetUse } from '../model/index.ts';
import { compileHeads, DeviceTests, isBlank } from './rule-head.ts';

interface CompiledMatch {
  readonly name: string;
  /** Null: not modelled. */
  readonly behaviour: MatchBehaviour | null;
  readonly params: unknown;
  readonly state: unknown;
}

export interface CompiledRule {
  readonly entry: RuleEntry;
  /** 1-based. */
  readonly number: number;
  readonly matches: readonly CompiledMatch[];
  readonly target: TargetUse;
  /** Where a jump or goto leads. */
  readonly to: CompiledChain | null;
  /** TRACE's word for it: an unconditional verdict looks like the end of its chain (get_chainname_rulenum). */
  readonly label: 'rule' | 'policy' | 'return';
}

export interface CompiledChain {
  readonly chain: Chain;
  readonly rules: CompiledRule[];
  /** The rules' heads as columns (rule-head.ts). */
  heads: Int32Array;
}

/** A table in force: its chains with their private states made anew, by hook. */
export interface CompiledTable {
  readonly hooks: ReadonlyMap<Hook, CompiledChain>;
  readonly devices: DeviceTests;
}

export function compileTable(table: Table, services: TargetServices): CompiledTable {
  const devices = new DeviceTests();
  const chains = new Map<string, CompiledChain>();
  for (const chain of table.chains.values()) chains.set(chain.name, { chain, rules: [], heads: new Int32Array() });
  for (const compiled of chains.values()) {
    compiled.heads = compileHeads(
      compiled.chain.entries.map(({ rule }) => rule.head),
      devices,
    );
    compiled.chain.entries.forEach((entry, index) => {
      initialiseState(entry, services);
      compiled.rules.push(compileRule(compiled.chain, entry, index + 1, chains));
    });
  }
  const hooks = new Map<Hook, CompiledChain>();
  for (const compiled of chains.values()) if (compiled.chain.hook !== null) hooks.set(compiled.chain.hook, compiled);
  return { hooks, devices };
}

/** What checkentry sets up: every commit of a table does it for all its rules. */
function initialiseState(entry: RuleEntry, services: TargetServices): void {
  const { matches, target } = entry.rule;
  entry.matchStates = matches.map(({ behaviour, params }) => behaviour?.initialState?.(params, services));
  entry.targetState =
    target.kind === 'extension' ? target.behaviour?.initialState?.(target.params, services) : undefined;
}

function compileRule(
  chain: Chain,
  entry: RuleEntry,
  number: number,
  chains: ReadonlyMap<string, CompiledChain>,
): CompiledRule {
  const { rule, matchStates } = entry;
  const { target } = rule;
  const isEnd = target.kind === 'verdict' && rule.matches.length === 0 && isBlank(rule.head);
  return {
    entry,
    number,
    matches: rule.matches.map(({ name, behaviour, params }, index) => ({
      name,
      behaviour,
      params,
      state: matchStates?.[index],
    })),
    target,
    to: target.kind === 'jump' || target.kind === 'goto' ? (chains.get(target.chain) ?? null) : null,
    label: !isEnd ? 'rule' : chain.hook === null ? 'return' : 'policy',
  };
}
