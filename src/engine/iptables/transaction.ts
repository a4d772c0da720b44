/**
 * libiptc: changes to a copy of one table, which `commit` puts in force. Each operation answers null or why it is refused.
 */
import type { Chain, Rule, RuleEntry, Table, TableName } from '../model/index.ts';
import { areEqualRules } from './equality.ts';
import { refusal, type Failure } from './messages.ts';
import { chainReferredTo } from './references.ts';
import { compareNames, createEntry, isUserChain } from './tables.ts';

export interface EntryCounters {
  readonly packets: bigint;
  readonly bytes: bigint;
}

const ZERO: EntryCounters = { packets: 0n, bytes: 0n };
const RESERVED: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'QUEUE', 'RETURN']);

interface OpenChain {
  readonly chain: Chain;
  /** `entries` belong to the table in force until they are first changed. */
  owned: boolean;
  /** Every entry was made in this change, so that the table in force shares none of them. */
  readonly fresh: boolean;
  /** For each entry the `place` at which it was added, -1 for those that were there before; null while none was added. */
  places: number[] | null;
}

const openChain = (chain: Chain, fresh: boolean): OpenChain => ({ chain, owned: fresh, fresh, places: null });

/** A table under change. The original stays as it is. */
export class Transaction {
  readonly name: TableName;
  /** The table in force when it was opened. */
  readonly original: Table;
  #chains: Map<string, OpenChain>;
  #isOrdered = true;
  /** References to each user chain, kept along. */
  readonly #references = new Map<string, number>();
  changed = false;
  /** Where the rules that are added next come from: an offset that `placeOf` gives back, wherever the rule moves. */
  place = -1;

  constructor(table: Table) {
    this.name = table.name;
    this.original = table;
    this.#chains = new Map();
    for (const chain of table.chains.values()) {
      this.#chains.set(chain.name, openChain({ ...chain }, false));
      for (const { rule } of chain.entries) this.#count(rule, 1);
    }
  }

  chain(name: string): Chain | undefined {
    return this.#chains.get(name)?.chain;
  }

  chains(): readonly Chain[] {
    this.#order();
    return Array.from(this.#chains.values(), ({ chain }) => chain);
  }

  /** The `place` at which a rule was added, -1 if it was there before. */
  placeOf(name: string, index: number): number {
    return this.#chains.get(name)?.places?.[index] ?? -1;
  }

  /** The table as changed so far, for listing and checking. */
  view(): Table {
    return { name: this.name, chains: new Map(this.chains().map((chain) => [chain.name, chain])) };
  }

  /**
   * The table to put in force: every entry anew (private states are made again), counters of unchanged rules kept, those of
   * policies zero unless set in this change.
   */
  commit(): Table {
    const chains = this.chains().map((chain): [string, Chain] => {
      const counters = this.#policyCounters.get(chain.name) ?? ZERO;
      const entries = this.#chains.get(chain.name)?.fresh
        ? chain.entries
        : chain.entries.map((entry) => createEntry(entry.rule, entry.packets, entry.bytes));
      const { hook, policy } = chain;
      return [
        chain.name,
        { name: chain.name, hook, policy, packets: counters.packets, bytes: counters.bytes, entries },
      ];
    });
    return { name: this.name, chains: new Map(chains) };
  }

  readonly #policyCounters = new Map<string, EntryCounters>();

  append(name: string, rule: Rule, counters = ZERO): Failure | null {
    const open = this.#chains.get(name);
    if (open === undefined) return refusal('ENOENT', 'append');
    const refused = this.#refuseTarget(rule);
    if (refused !== null) return refused;
    const entries = this.#own(open);
    this.#placesOf(open).push(this.place);
    entries.push(createEntry(rule, counters.packets, counters.bytes));
    this.#count(rule, 1);
    return null;
  }

  /** `index` from 0. */
  insert(name: string, index: number, rule: Rule, counters = ZERO): Failure | null {
    const open = this.#chains.get(name);
    if (open === undefined) return refusal('ENOENT', 'insert');
    if (index > open.chain.entries.length) return refusal('E2BIG', 'insert');
    return (
      this.#refuseTarget(rule) ?? this.#splice(open, index, 0, createEntry(rule, counters.packets, counters.bytes))
    );
  }

  replace(name: string, index: number, rule: Rule, counters = ZERO): Failure | null {
    const open = this.#chains.get(name);
    if (open === undefined) return refusal('ENOENT', 'replace');
    if (index >= open.chain.entries.length) return refusal('E2BIG', 'replace');
    return (
      this.#refuseTarget(rule) ?? this.#splice(open, index, 1, createEntry(rule, counters.packets, counters.bytes))
    );
  }

  /** Index of the first equal rule, or why there is none. */
  find(name: string, rule: Rule): number | Failure {
    const chain = this.chain(name);
    if (chain === undefined) return refusal('ENOENT', 'delete');
    const index = chain.entries.findIndex((entry) => areEqualRules(entry.rule, rule));
    if (index >= 0) return index;
    // Looking up what the target names makes libiptc forget that it was deleting.
    const looksUp = rule.target.kind !== 'none' && rule.target.kind !== 'verdict';
    return this.#refuseTarget(rule) ?? refusal('ENOENT', looksUp ? 'other' : 'delete');
  }

  delete(name: string, rule: Rule): Failure | null {
    const open = this.#chains.get(name);
    const index = this.find(name, rule);
    if (typeof index !== 'number' || open === undefined)
      return typeof index === 'number' ? refusal('ENOENT', 'delete') : index;
    return this.#splice(open, index, 1);
  }

  deleteNumber(name: string, index: number): Failure | null {
    const open = this.#chains.get(name);
    if (open === undefined) return refusal('ENOENT', 'delete-number');
    return index >= open.chain.entries.length ? refusal('E2BIG', 'delete-number') : this.#splice(open, index, 1);
  }

  flush(name: string): Failure | null {
    const open = this.#chains.get(name);
    return open === undefined ? refusal('ENOENT') : this.#splice(open, 0, open.chain.entries.length);
  }

  zero(name: string): Failure | null {
    const open = this.#chains.get(name);
    if (open === undefined) return refusal('ENOENT');
    open.chain.entries = open.chain.entries.map((entry) => createEntry(entry.rule));
    this.#own(open);
    return null;
  }

  zeroNumber(name: string, number: number): Failure | null {
    const open = this.#chains.get(name);
    if (open === undefined) return refusal('ENOENT', 'zero-counter');
    const entry = open.chain.entries[number - 1];
    return entry === undefined
      ? refusal('E2BIG', 'zero-counter')
      : this.#splice(open, number - 1, 1, createEntry(entry.rule));
  }

  createChain(name: string): Failure | null {
    if (this.#chains.has(name) || RESERVED.has(name)) return refusal('EEXIST', 'create-chain');
    this.#insertChain(openChain({ name, hook: null, policy: null, packets: 0n, bytes: 0n, entries: [] }, true));
    return null;
  }

  deleteChain(name: string): Failure | null {
    const chain = this.chain(name);
    if (chain === undefined) return refusal('ENOENT');
    if (!isUserChain(chain)) return refusal('EINVAL');
    if ((this.#references.get(name) ?? 0) > 0) return refusal('EMLINK');
    if (chain.entries.length > 0) return refusal('ENOTEMPTY');
    this.#chains.delete(name);
    this.changed = true;
    return null;
  }

  renameChain(name: string, newName: string): Failure | null {
    if (this.#chains.has(newName) || RESERVED.has(newName)) return refusal('EEXIST');
    const open = this.#chains.get(name);
    if (open === undefined || !isUserChain(open.chain)) return refusal('ENOENT');
    this.#chains.delete(name);
    this.#insertChain({ ...open, chain: { ...open.chain, name: newName } });
    for (const other of this.#chains.values()) redirect(other, name, newName);
    this.#references.set(newName, this.#references.get(name) ?? 0);
    this.#references.delete(name);
    return null;
  }

  setPolicy(name: string, policy: string, counters: EntryCounters | null): Failure | null {
    const chain = this.chain(name);
    if (chain === undefined || isUserChain(chain)) return refusal('ENOENT', 'set-policy');
    if (policy !== 'ACCEPT' && policy !== 'DROP') return refusal('EINVAL', 'set-policy');
    chain.policy = policy;
    if (counters === null) this.#policyCounters.delete(name);
    else this.#policyCounters.set(name, counters);
    this.changed = true;
    return null;
  }

  /** All rules and user chains go, as iptables-restore does without -n; policies stay. */
  clear(): void {
    const builtIn = this.chains().filter((chain) => !isUserChain(chain));
    this.#chains = new Map(builtIn.map((chain) => [chain.name, openChain({ ...chain, entries: [] }, true)]));
    this.#references.clear();
    this.changed = true;
  }

  /** Jumps to built-in chains are refused when the rule is added (iptcc_map_target). */
  #refuseTarget(rule: Rule): Failure | null {
    const name = chainReferredTo(rule);
    const chain = name === null ? undefined : this.chain(name);
    return chain !== undefined && !isUserChain(chain) ? refusal('EINVAL') : null;
  }

  #splice(open: OpenChain, index: number, count: number, ...added: readonly RuleEntry[]): null {
    const entries = this.#own(open);
    this.#placesOf(open).splice(index, count, ...added.map(() => this.place));
    const removed = entries.splice(index, count, ...added);
    for (const { rule } of removed) this.#count(rule, -1);
    for (const { rule } of added) this.#count(rule, 1);
    return null;
  }

  /** The chain's entries, to change them. */
  #own(open: OpenChain): RuleEntry[] {
    this.changed = true;
    if (!open.owned) open.chain.entries = [...open.chain.entries];
    open.owned = true;
    return open.chain.entries;
  }

  #placesOf(open: OpenChain): number[] {
    open.places ??= open.chain.entries.map(() => -1);
    return open.places;
  }

  #count(rule: Rule, difference: number): void {
    const name = chainReferredTo(rule);
    if (name !== null) this.#references.set(name, (this.#references.get(name) ?? 0) + difference);
  }

  /** A new user chain stands behind until somebody asks for the order: a dump declares thousands in a row. */
  #insertChain(open: OpenChain): void {
    this.#chains.set(open.chain.name, open);
    this.#isOrdered = false;
    this.changed = true;
  }

  #order(): void {
    if (this.#isOrdered) return;
    const open = [...this.#chains.values()];
    const users = open.filter(({ chain }) => isUserChain(chain));
    const ordered = [
      ...open.filter(({ chain }) => !isUserChain(chain)),
      ...users.sort((one, other) => compareNames(one.chain.name, other.chain.name)),
    ];
    this.#chains = new Map(ordered.map((one) => [one.chain.name, one]));
    this.#isOrdered = true;
  }
}

/** Makes jumps to a renamed chain follow it. */
function redirect(open: OpenChain, name: string, newName: string): void {
  if (!open.chain.entries.some((entry) => chainReferredTo(entry.rule) === name)) return;
  open.owned = true;
  open.chain.entries = open.chain.entries.map((entry) => {
    const { target } = entry.rule;
    if ((target.kind !== 'jump' && target.kind !== 'goto') || target.chain !== name) return entry;
    return { ...entry, rule: { ...entry.rule, target: { ...target, chain: newName } } };
  });
}
