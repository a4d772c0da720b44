import type { PacketSets, SetAddition, SetAnswer, SetQuery } from '../model/index.ts';
import type { SetHeader } from './element.ts';
import { NOT_FOUND } from './ip-set.ts';
import type { IpSet } from './ip-set.ts';
import { KeyedSet } from './keyed-set.ts';
import { ListSet } from './list-set.ts';
import type { SetType } from './set-type.ts';

export type StoreFault =
  | 'no-such-set'
  | 'set-exists'
  | 'in-use'
  | 'rename-exists'
  | 'rename-in-use'
  | 'swap-missing'
  | 'swap-types';

export interface SetsEnvironment {
  /** Virtual instant in ms. */
  now(): number;
  /** How often rules in force name the set: such a set can be neither destroyed nor renamed. */
  rulesUsing(name: string): number;
}

/** The ipsets of one network namespace (struct ip_set_net). Faults are told, never thrown. */
export class Sets implements PacketSets {
  /** By index, as the kernel hands them out: the lowest that is free. */
  private slots: (IpSet | null)[] = [];
  private readonly byName = new Map<string, IpSet>();
  private readonly environment: SetsEnvironment;

  constructor(environment: SetsEnvironment) {
    this.environment = environment;
  }

  now(): number {
    return this.environment.now();
  }

  find(name: string): IpSet | undefined {
    return this.byName.get(name);
  }

  /** What iptables must know of a set that a rule names; null if there is none. */
  lookup(name: string): { readonly dimensions: number } | null {
    const set = this.find(name);
    return set === undefined ? null : { dimensions: set.type.dimensions };
  }

  /** In the order of listings: lists of sets come last, so that a saved text can be restored. */
  all(): readonly IpSet[] {
    const sets = this.slots.filter((set) => set !== null);
    return [...sets.filter(({ type }) => type.method !== 'list'), ...sets.filter(({ type }) => type.method === 'list')];
  }

  references(name: string): number {
    const inLists = this.all().filter((set) => set instanceof ListSet && set.memberNames().includes(name)).length;
    return this.environment.rulesUsing(name) + inLists;
  }

  create(name: string, type: SetType, header: SetHeader, exist: boolean): StoreFault | null {
    const present = this.find(name);
    if (present !== undefined) return exist && isSame(present, type, header) ? null : 'set-exists';
    const set =
      type.method === 'list'
        ? new ListSet(name, type, header, (other) => this.find(other))
        : new KeyedSet(name, type, header);
    const free = this.slots.indexOf(null);
    this.slots[free < 0 ? this.slots.length : free] = set;
    this.byName.set(name, set);
    return null;
  }

  destroy(name: string): StoreFault | null {
    const set = this.find(name);
    if (set === undefined) return 'no-such-set';
    if (this.references(name) > 0) return 'in-use';
    this.slots[this.slots.indexOf(set)] = null;
    this.byName.delete(name);
    return null;
  }

  /** All or none: lists that hold other sets do not keep those alive here. */
  destroyAll(): StoreFault | null {
    if (this.all().some(({ name }) => this.environment.rulesUsing(name) > 0)) return 'in-use';
    this.slots = [];
    this.byName.clear();
    return null;
  }

  rename(from: string, to: string): StoreFault | null {
    const set = this.find(from);
    if (set === undefined) return 'no-such-set';
    if (this.references(from) > 0) return 'rename-in-use';
    if (this.find(to) !== undefined) return 'rename-exists';
    this.byName.delete(from);
    set.name = to;
    this.byName.set(to, set);
    return null;
  }

  /** Contents change places; names, indices and references stay. */
  swap(from: string, to: string): StoreFault | null {
    const [first, second] = [this.find(from), this.find(to)];
    if (first === undefined) return 'no-such-set';
    if (second === undefined) return 'swap-missing';
    if (featuresOf(first.type) !== featuresOf(second.type)) return 'swap-types';
    const [at, other] = [this.slots.indexOf(first), this.slots.indexOf(second)];
    this.slots[at] = second;
    this.slots[other] = first;
    first.name = to;
    second.name = from;
    this.byName.set(to, first);
    this.byName.set(from, second);
    return null;
  }

  test(name: string, query: SetQuery): SetAnswer {
    return this.find(name)?.testPacket(query, this.now()) ?? NOT_FOUND;
  }

  add(name: string, query: SetQuery, addition: SetAddition): void {
    this.find(name)?.addPacket(query, addition, this.now());
  }

  delete(name: string, query: SetQuery): void {
    this.find(name)?.deletePacket(query, this.now());
  }
}

/** ip_set_type.features: bitmap:ip and hash:ip can be swapped, hash:net and hash:ip cannot. */
function featuresOf({ operands, takesNomatch }: SetType): string {
  const kinds = operands.map((kind) => (kind === 'single-ip' || kind === 'net' ? 'ip' : kind));
  return [...kinds, takesNomatch === true ? 'nomatch' : ''].join(',');
}

/** The types' same_set: what -exist lets pass. Sizes of the hash do not count. */
function isSame(set: IpSet, type: SetType, header: SetHeader): boolean {
  const keys = [
    'maxElements',
    'netmask',
    'bitmask',
    'markMask',
    'timeout',
    'counters',
    'comment',
    'skbInfo',
    'forceAdd',
    'size',
  ] as const;
  const sameRange = set.header.range?.from === header.range?.from && set.header.range?.to === header.range?.to;
  return set.type === type && sameRange && keys.every((key) => set.header[key] === header[key]);
}
