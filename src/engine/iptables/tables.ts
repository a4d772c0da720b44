/** Tables as values: made empty, copied for a change, opened on first use. */
import { TABLE_HOOKS, TABLES, type TableName } from '../model/index.ts';
import type { Chain, Rule, RuleEntry, Ruleset, Table } from '../model/index.ts';

export const isTableName = (name: string): name is TableName => (TABLES as readonly string[]).includes(name);

/** A table as the kernel registers it: its built-in chains, policy ACCEPT. */
export function createTable(name: TableName): Table {
  const chains = TABLE_HOOKS[name].map((hook): [string, Chain] => [
    hook,
    { name: hook, hook, policy: 'ACCEPT', packets: 0n, bytes: 0n, entries: [] },
  ]);
  return { name, chains: new Map(chains) };
}

export const createEntry = (rule: Rule, packets = 0n, bytes = 0n): RuleEntry => ({
  rule,
  packets,
  bytes,
  matchStates: null,
  targetState: undefined,
});

/** Empty ruleset with tables opened in the order given: the last one stands first. */
export const createRuleset = (tables: readonly TableName[]): Ruleset =>
  new Map([...tables].reverse().map((name) => [name, createTable(name)]));

/** The ruleset with `table` put in place of its namesake, or in front of the others if it is newly opened. */
export function withTable(ruleset: Ruleset, table: Table): Ruleset {
  if (!ruleset.has(table.name)) return new Map([[table.name, table], ...ruleset]);
  const changed = new Map(ruleset);
  changed.set(table.name, table);
  return changed;
}

export const isUserChain = (chain: Chain): boolean => chain.policy === null;

/** strcmp: the order of user chains in every listing. */
export const compareNames = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
