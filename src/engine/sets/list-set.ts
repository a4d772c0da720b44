import type { SetAddition, SetAnswer, SetQuery } from '../model/index.ts';
import type { ElementOptions, Member, SetFault, SetHeader } from './element.ts';
import { isExpired, matchCounters, newMember, overwriteMember, refuseExtensions } from './extensions.ts';
import { answerOf, NOT_FOUND } from './ip-set.ts';
import type { Change, IpSet } from './ip-set.ts';
import type { Operand } from './operand.ts';
import type { SetType } from './set-type.ts';

type FindSet = (name: string) => IpSet | undefined;

const memberName = ({ element: [part] }: Member): string => (part?.kind === 'set' ? part.name : '');

/** list:set: sets in an order; a packet is asked of each in turn. */
export class ListSet implements IpSet {
  name: string;
  readonly type: SetType;
  readonly header: SetHeader;
  private readonly find: FindSet;
  private list: Member[] = [];

  constructor(name: string, type: SetType, header: SetHeader, find: FindSet) {
    this.name = name;
    this.type = type;
    this.header = header;
    this.find = find;
  }

  /** Names of the sets it holds, for their reference counts. */
  memberNames(): readonly string[] {
    return this.list.map(memberName);
  }

  add(operands: readonly Operand[], { options, exist, now }: Change): SetFault | null {
    const named = this.nameOf(operands, options);
    if (named.fault !== null) return named.fault;
    const fault = refuseExtensions(this.header, options);
    if (fault !== null) return fault;
    this.list = this.list.filter((member) => !isExpired(member, now));
    const reference = options.before ?? options.after;
    const at =
      reference === undefined ? this.list.length : this.list.findIndex((member) => memberName(member) === reference);
    if (at < 0) return 'reference-not-member';
    const present = this.list.find((member) => memberName(member) === named.name);
    if (present !== undefined) {
      if (!exist) return 'exists';
      overwriteMember(present, this.header, options, now);
      return null;
    }
    const member = newMember([{ kind: 'set', name: named.name }], this.header, options, now);
    this.list.splice(options.after === undefined ? at : at + 1, 0, member);
    return null;
  }

  delete(operands: readonly Operand[], { options, exist, now }: Change): SetFault | null {
    const named = this.nameOf(operands, options);
    if (named.fault !== null) return named.fault;
    if (!this.isAt(named.name, options, now)) return exist ? null : 'missing';
    this.list = this.list.filter((member) => memberName(member) !== named.name);
    return null;
  }

  has(operands: readonly Operand[], { options, now }: Change): boolean {
    const named = this.nameOf(operands, options);
    return named.fault === null && this.isAt(named.name, options, now);
  }

  /** Is the set in the list, next to the one that `before` or `after` names? */
  private isAt(name: string, { before, after }: ElementOptions, now: number): boolean {
    const live = this.members(now).map(memberName);
    const at = live.indexOf(name);
    if (at < 0) return false;
    if (before !== undefined) return live[at + 1] === before;
    return after === undefined || live[at - 1] === after;
  }

  private nameOf(
    [operand]: readonly Operand[],
    options: ElementOptions,
  ): { readonly name: string; readonly fault: SetFault | null } {
    const name = operand?.kind === 'part' && operand.part.kind === 'set' ? operand.part.name : '';
    const set = this.find(name);
    if (set === undefined) return { name, fault: 'no-such-member-set' };
    if (set.type.method === 'list') return { name, fault: 'list-in-list' };
    const reference = options.before ?? options.after;
    return { name, fault: reference !== undefined && this.find(reference) === undefined ? 'no-such-reference' : null };
  }

  members(now: number): readonly Member[] {
    return this.list.filter((member) => !isExpired(member, now));
  }

  flush(): void {
    this.list = [];
  }

  /** list_set_ktest: the counters that a rule compares are the list's own. */
  testPacket(query: SetQuery, now: number): SetAnswer {
    const inner: SetQuery = {
      ...query,
      packets: null,
      bytes: null,
      keepCounters: query.keepCounters === true || query.keepSubCounters === true,
    };
    for (const member of this.members(now)) {
      const answer = this.find(memberName(member))?.testPacket(inner, now) ?? NOT_FOUND;
      if (answer.found && matchCounters(this.header, member, query))
        return this.header.skbInfo ? answerOf(member) : answer;
    }
    return NOT_FOUND;
  }

  addPacket(query: SetQuery, addition: SetAddition, now: number): boolean {
    return this.members(now).some((member) => this.find(memberName(member))?.addPacket(query, addition, now) === true);
  }

  deletePacket(query: SetQuery, now: number): boolean {
    return this.members(now).some((member) => this.find(memberName(member))?.deletePacket(query, now) === true);
  }
}
