import { maskOf } from '../net/index.ts';
import type { SetAddition, SetAnswer, SetQuery } from '../model/index.ts';
import type { Element, Member, SetFault, SetHeader } from './element.ts';
import { expandOperands, NO_MAC, testedElement } from './expand.ts';
import { isExpired, matchCounters, newMember, overwriteMember, refuseExtensions } from './extensions.ts';
import { answerOf, NOT_FOUND } from './ip-set.ts';
import type { Change, IpSet } from './ip-set.ts';
import type { Operand } from './operand.ts';
import { elementOfPacket } from './packet-element.ts';
import { compareElements, elementKey } from './part.ts';
import { PrefixLengths } from './prefix-lengths.ts';
import type { SetType } from './set-type.ts';

const ZERO_MAC = '000000000000';

type Found =
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'fill'; readonly member: Member }
  | null;

/** The bitmap and hash types: elements under a key, ranges added one by one. */
export class KeyedSet implements IpSet {
  name: string;
  readonly type: SetType;
  readonly header: SetHeader;
  private readonly stored = new Map<string | number, Member>();
  /** hash:net,iface elements whose device is a prefix. */
  private readonly wildcards = new Set<Member>();
  private readonly lengths: PrefixLengths;

  constructor(name: string, type: SetType, header: SetHeader) {
    this.name = name;
    this.type = type;
    this.header = header;
    this.lengths = new PrefixLengths(type.operands.flatMap((kind, index) => (kind === 'net' ? [index] : [])));
  }

  add(operands: readonly Operand[], change: Change): SetFault | null {
    const fault = this.refuseOperands(operands) ?? refuseExtensions(this.header, change.options);
    if (fault !== null) return fault;
    for (const element of expandOperands(this, operands)) {
      const refused = this.refuseElement(element) ?? this.put(element, change);
      if (refused !== null) return refused;
    }
    return null;
  }

  delete(operands: readonly Operand[], { exist, now }: Change): SetFault | null {
    const fault = this.refuseOperands(operands);
    if (fault !== null) return fault;
    for (const element of expandOperands(this, operands)) {
      if (!this.take(element, now) && !exist) return 'missing';
    }
    return null;
  }

  has(operands: readonly Operand[], { options, now }: Change): boolean {
    const element = testedElement(this, operands);
    if (this.refuseOperands(operands) !== null) return false;
    const found = this.find(element, now);
    return found !== null && found.member.nomatch === (options.nomatch === true);
  }

  members(now: number): readonly Member[] {
    return [...this.stored.values()]
      .filter((member) => !isExpired(member, now))
      .toSorted((a, b) => compareElements(a.element, b.element));
  }

  flush(): void {
    this.stored.clear();
    this.wildcards.clear();
    this.lengths.clear();
  }

  testPacket(query: SetQuery, now: number): SetAnswer {
    const element =
      query.fromSource.length < this.type.dimensions ? null : elementOfPacket(this.type, this.header, query);
    if (element === null) return NOT_FOUND;
    const found = this.find(element, now, (member) => matchCounters(this.header, member, query));
    if (found === null) return NOT_FOUND;
    if (found.kind === 'fill') this.fill(found.member, element);
    const wanted =
      query.returnNomatch === true && this.type.takesNomatch === true ? found.member.nomatch : !found.member.nomatch;
    return wanted ? answerOf(found.member) : NOT_FOUND;
  }

  addPacket(query: SetQuery, { timeout, exist }: SetAddition, now: number): boolean {
    const element = this.elementToStore(query);
    if (element === null || this.refuseElement(element) !== null) return false;
    const counters = this.header.counters ? { packets: 1n, bytes: BigInt(query.packet.bytes.length) } : {};
    return (
      this.put(element, { options: { ...(timeout === null ? {} : { timeout }), ...counters }, exist, now }) === null
    );
  }

  deletePacket(query: SetQuery, now: number): boolean {
    const element = this.elementToStore(query);
    return element !== null && this.take(element, now);
  }

  /** A packet is stored as the longest prefix that the set has, or as a host (INIT_CIDR). */
  private elementToStore(query: SetQuery): Element | null {
    if (query.fromSource.length < this.type.dimensions) return null;
    const element = elementOfPacket(this.type, this.header, query);
    return element?.map((part, index) => (part.kind === 'net' ? this.lengths.mask(part, index) : part)) ?? null;
  }

  private refuseOperands(operands: readonly Operand[]): SetFault | null {
    for (const [index, operand] of operands.entries()) {
      if (operand.kind === 'ports' && operand.protocol === 0) return 'invalid-protocol';
      if (operand.kind !== 'addresses') continue;
      if (index === 0 && operand.from === 0 && this.type.refusesZero !== undefined) return this.type.refusesZero;
      if (index === 0 && this.header.range !== null && operand.from < this.header.range.from) return 'out-of-range';
      if (operand.length === 0 && this.type.takesZeroPrefix !== true) return 'invalid-cidr';
      const span = Math.abs(operand.to - operand.from);
      if (operand.isRange && this.type.operands[index] === 'net' && span === 0xffffffff) return 'whole-range';
    }
    return this.type.method === 'bitmap' ? this.refuseRange(operands) : null;
  }

  /** Both ends must lie in the range of a bitmap. */
  private refuseRange([first]: readonly Operand[]): SetFault | null {
    const { range } = this.header;
    if (range === null || first === undefined || first.kind === 'part') return null;
    const mask = first.kind === 'addresses' && !first.isRange ? maskOf(first.length ?? 32) : 0xffffffff;
    const from = (Math.min(first.from, first.to) & mask) >>> 0;
    const to =
      first.kind === 'addresses' ? (Math.max(first.from, first.to) | ~mask) >>> 0 : Math.max(first.from, first.to);
    return from < range.from || to > range.to ? 'out-of-range' : null;
  }

  private refuseElement([first, second]: Element): SetFault | null {
    if (this.type.method === 'bitmap') {
      const at = first?.kind === 'net' ? first.address : first?.kind === 'number' ? first.port : 0;
      const { range } = this.header;
      return range !== null && (at < range.from || at > range.to) ? 'out-of-range' : null;
    }
    if (this.type.refusesZero !== undefined && first?.kind === 'net' && first.address === 0)
      return this.type.refusesZero;
    const mac = first?.kind === 'mac' ? first : second;
    return mac?.kind === 'mac' && mac.mac === ZERO_MAC ? 'null-element' : null;
  }

  private key(element: Element): string | number {
    return elementKey(this.type.optionalLast === true ? element.slice(0, 1) : element);
  }

  /**
   * mtype_test: the element itself, or for hosts the networks that hold them, the most specific first. `accepts` says whether an element's
   * counters are right; where not, the search goes on.
   */
  private find(element: Element, now: number, accepts: (member: Member) => boolean = () => true): Found {
    for (const candidate of this.lengths.candidates(element)) {
      const member = this.exact(candidate, now);
      if (member === null) continue;
      const mac = this.type.optionalLast === true ? element[1] : undefined;
      const stored = member.element[1];
      if (mac?.kind === 'mac' && stored?.kind === 'mac' && stored.mac !== '' && stored.mac !== mac.mac) return null;
      if (mac?.kind === 'mac' && stored === NO_MAC) return { kind: 'fill', member };
      if (accepts(member)) return { kind: 'member', member };
    }
    return null;
  }

  private exact(element: Element, now: number): Member | null {
    const member = this.stored.get(this.key(element)) ?? this.wildcardFor(element);
    return member === undefined || isExpired(member, now) ? null : member;
  }

  private wildcardFor([net, device]: Element): Member | undefined {
    if (this.wildcards.size === 0 || net?.kind !== 'net' || device?.kind !== 'iface') return undefined;
    return [...this.wildcards].find(
      ({ element: [storedNet, stored] }) =>
        storedNet?.kind === 'net' &&
        stored?.kind === 'iface' &&
        storedNet.address === net.address &&
        storedNet.length === net.length &&
        stored.physical === device.physical &&
        device.device.startsWith(stored.device),
    );
  }

  /** mtype_add. */
  private put(element: Element, { options, exist, now }: Change): SetFault | null {
    const present = this.exact(element, now);
    if (present !== null) {
      const isUnfilled = this.type.optionalLast === true && present.element[1] === NO_MAC && element[1] !== NO_MAC;
      if (!exist && !isUnfilled) return 'exists';
      if (this.type.optionalLast === true && element[1] !== NO_MAC) present.element = element;
      overwriteMember(present, this.header, options, now);
      return null;
    }
    const stale = this.stored.get(this.key(element));
    if (stale !== undefined) this.remove(stale);
    if (this.type.method === 'hash' && !this.makeRoom(now)) return 'full';
    const member = newMember(element, this.header, options, now);
    this.stored.set(this.key(element), member);
    if (member.wildcard) this.wildcards.add(member);
    this.lengths.note(element, 1);
    return null;
  }

  /** With forceadd the kernel throws out one of the new element's hash bucket, which is chance; here it is the oldest. */
  private makeRoom(now: number): boolean {
    if (this.stored.size < this.header.maxElements) return true;
    if (this.header.timeout !== null)
      for (const member of this.stored.values()) if (isExpired(member, now)) this.remove(member);
    if (this.stored.size < this.header.maxElements) return true;
    const [oldest] = this.stored.values();
    if (!this.header.forceAdd || oldest === undefined) return false;
    this.remove(oldest);
    return true;
  }

  private take(element: Element, now: number): boolean {
    const member = this.exact(element, now);
    if (member === null) return false;
    this.remove(member);
    return true;
  }

  private remove(member: Member): void {
    this.stored.delete(this.key(member.element));
    this.wildcards.delete(member);
    this.lengths.note(member.element, -1);
  }

  /** bitmap:ip,mac: the first packet of an address without one gives it its MAC. */
  private fill(member: Member, element: Element): void {
    member.element = element;
  }
}
