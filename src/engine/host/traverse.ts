import { ipFragmentOffset, ipHeaderLength } from '../net/index.ts';
import type { Hook, Miss, MissReason, RulePlace, TableName, TargetContext, TargetVerdict } from '../model/index.ts';
import { assertNever } from '../model/index.ts';
import { changesSince, snapshot } from './changes.ts';
import type { CompiledChain, CompiledRule, CompiledTable } from './compile.ts';
import type { Fate, HookDevices, Kernel } from './kernel.ts';
import { MissedRange } from './missed-range.ts';
import type { DeviceTests, HeadSubject } from './rule-head.ts';
import { headMiss, nextMatchingHead, subjectOf } from './rule-head.ts';
import type { Skb } from './skb.ts';

/** Deeper than any ruleset that the loop check lets through (the jump stack is sized by the number of chains). */
const STACK_LIMIT = 4096;

interface Frame {
  readonly chain: CompiledChain;
  /** Index of the rule after the jump. */
  readonly next: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Step = 'next' | 'return' | Fate | { readonly enter: CompiledChain };

export interface TraversedPacket {
  readonly skb: Skb;
  readonly hook: Hook;
  readonly devices: HookDevices;
}

/** One packet's way through one table at one hook (ipt_do_table): a loop with an explicit stack. */
export class Traversal {
  private readonly kernel: Kernel;
  private readonly table: TableName;
  private readonly skb: Skb;
  private readonly hook: Hook;
  private readonly devices: HookDevices;
  private readonly tests: DeviceTests;
  private readonly context: Mutable<TargetContext>;
  private readonly missed: MissedRange | null;
  private subject: HeadSubject;
  private chain: CompiledChain;
  private readonly base: CompiledChain;
  private readonly stack: Frame[] = [];

  constructor(kernel: Kernel, table: TableName, compiled: CompiledTable, base: CompiledChain, packet: TraversedPacket) {
    this.kernel = kernel;
    this.table = table;
    this.tests = compiled.devices;
    this.skb = packet.skb;
    this.hook = packet.hook;
    this.devices = packet.devices;
    this.base = base;
    this.chain = base;
    this.subject = subjectOf(this.skb.bytes, this.devices.inDevice, this.devices.outDevice, this.tests);
    this.context = {
      packet: this.skb,
      hook: this.hook,
      table,
      inDevice: this.devices.inDevice,
      outDevice: this.devices.outDevice,
      fragmentOffset: ipFragmentOffset(this.skb.bytes),
      transportOffset: ipHeaderLength(this.skb.bytes),
      state: undefined,
      host: kernel.services,
    };
    this.missed = kernel.recording ? new MissedRange(kernel, this.skb.id, table) : null;
  }

  run(): Fate {
    if (this.kernel.recording)
      this.kernel.emit({
        packet: this.skb.id,
        kind: 'table',
        hook: this.hook,
        table: this.table,
        chain: this.base.chain.name,
      });
    let index = 0;
    for (;;) {
      index = this.skipTo(index);
      const rule = this.chain.rules[index];
      if (rule === undefined) {
        const back = this.leaveChain();
        if (typeof back === 'string') return back;
        this.chain = back.chain;
        index = back.next;
        continue;
      }
      const step = this.evaluate(rule);
      if (step === 'next') index += 1;
      else if (step === 'accept' || step === 'stop') return step;
      else if (step === 'return') {
        const back = this.popFrame(true);
        if (typeof back === 'string') return back;
        this.chain = back.chain;
        index = back.next;
      } else {
        if (rule.target.kind === 'jump') this.stack.push({ chain: this.chain, next: index + 1 });
        if (this.stack.length > STACK_LIMIT) return this.dropHere(rule, 'jump stack exhausted');
        this.chain = step.enter;
        index = 0;
      }
    }
  }

  /** The end of a chain: the policy of a built-in one, the way back of a user's. */
  private leaveChain(): Frame | Fate {
    this.missed?.flush();
    if (this.chain.chain.hook !== null) return this.applyPolicy();
    this.trace(this.chain, 'return', this.chain.rules.length + 1);
    return this.popFrame(false);
  }

  private popFrame(explicit: boolean): Frame | Fate {
    const from = this.chain.chain.name;
    const frame = this.stack.pop();
    const to = frame?.chain ?? this.base;
    if (this.kernel.recording && this.chain !== this.base) {
      const toRule = frame?.next ?? to.rules.length;
      this.kernel.emit({
        packet: this.skb.id,
        kind: 'returned',
        table: this.table,
        chain: from,
        to: to.chain.name,
        toRule: toRule + 1,
        explicit,
      });
    }
    return frame ?? this.applyPolicy();
  }

  private applyPolicy(): Fate {
    const { chain, rules } = this.base;
    const policy = chain.policy ?? 'ACCEPT';
    chain.packets += 1n;
    chain.bytes += BigInt(this.skb.bytes.length);
    this.trace(this.base, 'policy', rules.length + 1);
    if (this.kernel.recording)
      this.kernel.emit({ packet: this.skb.id, kind: 'policy', table: this.table, chain: chain.name, policy });
    if (policy === 'ACCEPT') return 'accept';
    const place = { table: this.table, chain: chain.name };
    this.kernel.emit({
      packet: this.skb.id,
      kind: 'dropped',
      reason: 'policy',
      text: `policy of ${this.table} ${chain.name}`,
      hook: this.hook,
      place,
    });
    return 'stop';
  }

  /** The next rule whose head matches; those before it did not. */
  private skipTo(index: number): number {
    const { rules, heads, chain } = this.chain;
    const found = nextMatchingHead(heads, index, this.subject);
    if (this.missed !== null && found > index) {
      this.missed.addStretch(chain, index + 1, found, (number) => {
        const head = rules[number - 1]?.entry.rule.head;
        return head === undefined ? { option: '', wants: '', has: '' } : headMiss(head, this.subject);
      });
    }
    return found;
  }

  /** A rule whose head matches: its matches from left to right, then its target. */
  private evaluate(rule: CompiledRule): Step {
    const { matches } = rule;
    for (let index = 0; index < matches.length; index += 1) {
      const match = matches[index];
      if (match === undefined) break;
      if (match.behaviour === null) return this.unknown(rule, `match ${match.name}`);
      this.context.state = match.state;
      const result = match.behaviour.match(match.params, this.context);
      if (result.kind === 'match') continue;
      if (result.kind === 'miss') return this.miss(rule, result);
      if (result.kind === 'unknown') return this.unknown(rule, result.what);
      return this.hotdrop(rule, result.reason);
    }
    rule.entry.packets += 1n;
    rule.entry.bytes += BigInt(this.skb.bytes.length);
    return this.applyTarget(rule);
  }

  private miss(rule: CompiledRule, result: Miss): Step {
    this.missed?.addStretch(this.chain.chain, rule.number, rule.number, (): MissReason | Miss => result);
    return 'next';
  }

  private hotdrop(rule: CompiledRule, reason: string): Step {
    this.missed?.flush();
    this.kernel.emit({
      packet: this.skb.id,
      kind: 'dropped',
      reason: 'hotdrop',
      text: reason,
      hook: this.hook,
      place: this.placeOf(rule),
    });
    return 'stop';
  }

  private unknown(rule: CompiledRule, what: string): Step {
    this.missed?.flush();
    this.kernel.emit({ packet: this.skb.id, kind: 'unknown', what, place: this.placeOf(rule) });
    return 'stop';
  }

  private placeOf(rule: CompiledRule): RulePlace {
    return { table: this.table, chain: this.chain.chain.name, rule: rule.number };
  }

  private applyTarget(rule: CompiledRule): Step {
    const { target } = rule;
    if (this.kernel.recording) this.announce(rule);
    this.trace(this.chain, rule.label, rule.number);
    switch (target.kind) {
      case 'none':
        return 'next';
      case 'verdict':
        return this.standard(rule, target.verdict);
      case 'jump':
      case 'goto':
        if (rule.to === null) return this.unknown(rule, `chain ${target.chain}`);
        if (this.kernel.recording) {
          this.kernel.emit({
            packet: this.skb.id,
            kind: 'jumped',
            to: target.chain,
            goto: target.kind === 'goto',
            ...this.placeOf(rule),
          });
        }
        return { enter: rule.to };
      case 'extension':
        return this.extension(rule, target.name);
      default:
        return assertNever(target);
    }
  }

  private announce(rule: CompiledRule): void {
    this.missed?.flush();
    const { target } = rule;
    const name =
      target.kind === 'none'
        ? ''
        : target.kind === 'verdict'
          ? target.verdict
          : target.kind === 'extension'
            ? target.name
            : target.chain;
    this.kernel.emit({ packet: this.skb.id, kind: 'matched', target: name, ...this.placeOf(rule) });
  }

  private standard(rule: CompiledRule, verdict: 'ACCEPT' | 'DROP' | 'RETURN' | 'QUEUE'): Step {
    this.tellVerdict(rule, verdict, verdict !== 'RETURN');
    switch (verdict) {
      case 'ACCEPT':
        return 'accept';
      case 'RETURN':
        return 'return';
      case 'DROP':
        return this.dropHere(rule, `${this.table} ${this.chain.chain.name} ${rule.number}`);
      case 'QUEUE':
        this.kernel.emit({
          packet: this.skb.id,
          kind: 'dropped',
          reason: 'queue',
          text: 'no program reads queue 0',
          hook: this.hook,
          place: this.placeOf(rule),
        });
        return 'stop';
      default:
        return assertNever(verdict);
    }
  }

  private tellVerdict(rule: CompiledRule, verdict: string, final: boolean): void {
    if (this.kernel.recording)
      this.kernel.emit({ packet: this.skb.id, kind: 'verdict', verdict, final, ...this.placeOf(rule) });
  }

  private dropHere(rule: CompiledRule, text: string): Fate {
    this.kernel.emit({
      packet: this.skb.id,
      kind: 'dropped',
      reason: 'rule',
      text,
      hook: this.hook,
      place: this.placeOf(rule),
    });
    return 'stop';
  }

  private extension(rule: CompiledRule, name: string): Step {
    const { target } = rule;
    if (target.kind !== 'extension' || target.behaviour === null) return this.unknown(rule, `target ${name}`);
    const before = this.kernel.recording ? snapshot(this.skb) : null;
    const outer = this.kernel.place;
    this.kernel.place = this.placeOf(rule);
    this.context.state = rule.entry.targetState;
    const verdict = target.behaviour.apply(target.params, this.context);
    if (before !== null) {
      for (const event of changesSince(before, this.skb, { hook: this.hook, by: 'target', place: this.kernel.place }))
        this.kernel.emit(event);
    }
    this.kernel.place = outer;
    this.subject = subjectOf(this.skb.bytes, this.devices.inDevice, this.devices.outDevice, this.tests);
    return this.conclude(rule, name, verdict);
  }

  private conclude(rule: CompiledRule, name: string, verdict: TargetVerdict): Step {
    if (verdict.kind === 'unknown') return this.unknown(rule, verdict.what);
    this.tellVerdict(rule, name, verdict.kind !== 'continue' && verdict.kind !== 'return');
    switch (verdict.kind) {
      case 'continue':
        return 'next';
      case 'accept':
        return 'accept';
      case 'return':
        return 'return';
      case 'drop':
      case 'stolen':
        this.kernel.emit({
          packet: this.skb.id,
          kind: 'dropped',
          reason: 'target',
          text: verdict.reason,
          hook: this.hook,
          place: this.placeOf(rule),
        });
        return 'stop';
      default:
        return assertNever(verdict);
    }
  }

  private trace(chain: CompiledChain, kind: string, number: number): void {
    if (!this.skb.traced) return;
    const text = this.kernel.describe(this.skb, this.devices);
    const outer = this.kernel.place;
    this.kernel.place = { table: this.table, chain: chain.chain.name, rule: number };
    this.kernel.printk(4, `TRACE: ${this.table}:${chain.chain.name}:${kind}:${number} ${text}`, this.skb, true);
    this.kernel.place = outer;
  }
}
