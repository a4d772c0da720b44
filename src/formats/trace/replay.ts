import type { ChainView, FieldChange, Hook, RulesetView, RuleView, TableName, WalkEvent } from '../../engine/index.ts';
import { changesBetween, withChanges } from './datagram.ts';
import type { LogFields, MessageLine, TraceLine } from './log-line.ts';
import { hookOf, type RecordedPacket } from './packets.ts';
import type { RecordProblem } from './problem.ts';

/** A kernel's walk of a packet as events, each naming the line that says so, and where the ruleset does not fit the log. */
export interface Recording {
  readonly events: readonly WalkEvent[];
  readonly problems: readonly RecordProblem[];
}

type WithoutPacket<E> = E extends unknown ? Omit<E, 'packet' | 'recorded'> : never;
type NewEvent = WithoutPacket<WalkEvent>;

/** A chain under way; `next` is the 1-based number of the rule that comes next. */
interface Frame {
  readonly chain: string;
  next: number;
}

const WARNING = 4;
const FINAL_TARGETS = new Set(['DROP', 'REJECT', 'ACCEPT', 'QUEUE', 'NFQUEUE', 'TARPIT', 'SYNPROXY']);
const DROPPING = new Set(['DROP', 'REJECT']);

/**
 * What a recorded packet did, over the ruleset it is taken to have met. The log's lines are events; what lies between two of them
 * (the rules that did not match, the return from a chain) follows from the ruleset and says so by `recorded.line` being null.
 *
 * @param bytes the datagram as it came in
 */
export function replayRecording(
  packet: RecordedPacket,
  ruleset: RulesetView,
  bytes: Uint8Array,
  id: number,
): Recording {
  return new Replay(packet, ruleset, bytes, id).run();
}

class Replay {
  readonly #packet: RecordedPacket;
  readonly #ruleset: RulesetView;
  readonly #id: number;
  readonly #events: WalkEvent[] = [];
  readonly #problems: RecordProblem[] = [];
  #bytes: Uint8Array;
  #hook: Hook | null = null;
  #table: TableName | null = null;
  #stack: Frame[] = [];
  #fields: LogFields | null = null;
  /** The last rule that matched, and what it does. */
  #last: { readonly line: TraceLine; readonly rule: number; readonly view: RuleView | null } | null = null;

  constructor(packet: RecordedPacket, ruleset: RulesetView, bytes: Uint8Array, id: number) {
    this.#packet = packet;
    this.#ruleset = ruleset;
    this.#bytes = bytes;
    this.#id = id;
  }

  run(): Recording {
    this.#arrive();
    for (const line of this.#packet.lines) {
      if (line.kind === 'message') this.#message(line);
      else this.#follow(line);
    }
    this.#finish();
    return { events: this.#events, problems: this.#problems };
  }

  #add(event: NewEvent, line: number | null): void {
    this.#events.push({ ...event, packet: this.#id, recorded: { line } });
  }

  #arrive(): void {
    const [first] = this.#packet.lines;
    const device = first?.fields.values.get('IN') ?? '';
    const line = first?.number ?? null;
    if (device !== '') this.#add({ kind: 'received', device, bytes: this.#bytes }, line);
    else this.#add({ kind: 'originated', by: 'process', causedBy: null, bytes: this.#bytes }, line);
  }

  #message({ text, number }: MessageLine): void {
    const place = this.#last === null ? {} : { place: placeOf(this.#last.line, this.#last.rule) };
    this.#add({ kind: 'logged', level: WARNING, line: text, trace: false, ...place }, number);
  }

  #follow(line: TraceLine): void {
    const hook = hookOf(line.chain);
    if (hook !== null && (hook !== this.#hook || line.table !== this.#table)) this.#enterTable(hook, line);
    else if (this.#table === null) this.#enterUserChain(line);
    this.#notice(line);
    const chain = this.#chainOf(line);
    if (chain === null) return;
    this.#reach(line);
    const rule = line.kind === 'rule' || line.rule !== null ? this.#numberOf(line, chain) : chain.rules.length + 1;
    if (rule === null) return;
    if (line.kind === 'rule') this.#match(line, chain, rule);
    else this.#end(line, chain, rule);
  }

  #enterTable(hook: Hook, line: TraceLine): void {
    this.#leaveTable(line);
    const { values } = line.fields;
    if (hook !== this.#hook) {
      if (hook === 'PREROUTING' && this.#hook !== null) this.#add({ kind: 'looped', device: 'lo' }, null);
      const devices = { inDevice: values.get('IN') ?? '', outDevice: values.get('OUT') ?? '' };
      this.#add({ kind: 'hook', hook, ...devices }, line.number);
    }
    this.#hook = hook;
    this.#table = line.table;
    this.#stack = [{ chain: hook, next: 1 }];
    this.#last = null;
    this.#add({ kind: 'table', hook, table: line.table, chain: hook }, line.number);
  }

  /** The packet was marked for tracing within a chain of ours: how it came there the log does not say. */
  #enterUserChain(line: TraceLine): void {
    this.#table = line.table;
    this.#stack = [{ chain: line.chain, next: line.rule ?? 1 }];
  }

  /** In the end of a table's walk the last rule that matched decided. */
  #leaveTable(next: TraceLine | null): void {
    const last = this.#last;
    if (last === null || this.#table === null) return;
    const target = last.view?.target.name ?? '';
    if (next === null && !FINAL_TARGETS.has(target)) return;
    const place = placeOf(last.line, last.rule);
    this.#add({ kind: 'verdict', verdict: next === null ? target : target || 'ACCEPT', final: true, ...place }, null);
  }

  /** What differs from the line before was changed between the two. */
  #notice(line: TraceLine): void {
    const before = this.#fields;
    this.#fields = line.fields;
    if (before === null) return;
    const changes = changesBetween(before, line.fields);
    if (changes.length > 0) this.#rewrite(changes, line.number);
    const was = before.values.get('MARK') ?? '0x0';
    const is = line.fields.values.get('MARK') ?? '0x0';
    if (was !== is) this.#add({ kind: 'marked', field: 'mark', before: was, after: is }, line.number);
  }

  #rewrite(changes: readonly FieldChange[], line: number): void {
    this.#bytes = withChanges(this.#bytes, changes);
    const isForwarding = changes.every(({ field }) => field === 'ttl');
    const isMangling = changes.every(({ field }) => field === 'ttl' || field === 'tos');
    const by = isForwarding ? 'forwarding' : isMangling ? 'target' : 'nat';
    this.#add({ kind: 'rewritten', hook: this.#hook, by, changes, bytes: this.#bytes }, line);
  }

  #chainOf(line: TraceLine): ChainView | null {
    const table = this.#ruleset.tables.find(({ name }) => name === line.table);
    const chain = table?.chains.find(({ name }) => name === line.chain);
    if (chain !== undefined) return chain;
    this.#problem(line, table === undefined ? { kind: 'no-table' } : { kind: 'no-chain' });
    this.#say(line);
    this.#add({ kind: 'unknown', what: `${line.table} ${line.chain}` }, line.number);
    return null;
  }

  /** Puts the line's chain on top: what was left meanwhile was left at its end. */
  #reach(line: TraceLine): void {
    const top = this.#stack.at(-1);
    if (top?.chain === line.chain) return;
    const below = this.#stack.findLastIndex(({ chain }) => chain === line.chain);
    if (below === -1) {
      this.#problem(line, { kind: 'elsewhere', expected: top?.chain ?? '' });
      this.#stack.push({ chain: line.chain, next: 1 });
      return;
    }
    while (this.#stack.length > below + 1) this.#pop(false, null);
  }

  #numberOf(line: TraceLine, chain: ChainView): number | null {
    const rules = chain.rules.length;
    if (line.rule !== null && line.rule <= (line.kind === 'rule' ? rules : rules + 1)) return line.rule;
    if (line.rule !== null) {
      this.#problem(line, { kind: 'no-rule', rule: line.rule, rules });
    } else {
      const text = line.ruleText ?? '';
      const from = this.#stack.at(-1)?.next ?? 1;
      const found = chain.rules.findIndex((rule, index) => index >= from - 1 && sameRule(rule.text, text));
      if (found !== -1) return found + 1;
      this.#problem(line, { kind: 'no-such-text', text });
    }
    this.#say(line);
    this.#add({ kind: 'unknown', what: `${line.table} ${line.chain} ${line.rule ?? ''}`.trim() }, line.number);
    return null;
  }

  #match(line: TraceLine, chain: ChainView, rule: number): void {
    const view = chain.rules[rule - 1] ?? null;
    this.#passTo(line, rule);
    this.#say(line, rule);
    const place = placeOf(line, rule);
    const target = view?.target ?? null;
    this.#add({ kind: 'matched', target: target?.name ?? '', ...place }, line.number);
    this.#last = { line, rule, view };
    if (target?.kind === 'jump' || target?.kind === 'goto') this.#jump(line, rule, target.name, target.kind === 'goto');
    else if (target?.name === 'RETURN') this.#pop(true, line.number);
  }

  #jump(line: TraceLine, rule: number, to: string, goto: boolean): void {
    this.#add({ kind: 'jumped', to, goto, ...placeOf(line, rule) }, line.number);
    this.#last = null;
    const top = this.#stack.at(-1);
    // From a built-in chain there is no way back but to its policy.
    if (goto && this.#stack.length > 1) this.#stack.pop();
    else if (goto && top !== undefined) top.next = Infinity;
    this.#stack.push({ chain: to, next: 1 });
  }

  /**
   * `return` and `policy` lines: the chain's end, or a rule without conditions that does the same there (the kernel takes
   * an unconditional verdict for the tail of its chain).
   */
  #end(line: TraceLine, chain: ChainView, rule: number): void {
    const view = chain.rules[rule - 1];
    if (view !== undefined) {
      if (view.brief !== '' || view.target.kind !== 'verdict')
        this.#problem(line, { kind: 'rule-goes-on', rule, rules: chain.rules.length });
      this.#match(line, chain, rule);
      return;
    }
    const top = this.#stack.at(-1);
    if (top !== undefined) {
      this.#startTrace(line, top, rule);
      this.#miss(line.table, top, chain.rules.length);
    }
    this.#say(line);
    this.#last = null;
    if (line.kind === 'return') return this.#pop(false, line.number);
    const policy = chain.policy ?? 'ACCEPT';
    const place = { table: line.table, chain: chain.name };
    this.#add({ kind: 'policy', ...place, policy }, line.number);
    const text = `policy of ${line.table} ${chain.name}`;
    if (policy === 'DROP') this.#add({ kind: 'dropped', reason: 'policy', text, hook: this.#hook, place }, null);
  }

  #passTo(line: TraceLine, rule: number): void {
    const top = this.#stack.at(-1);
    if (top === undefined) return;
    this.#startTrace(line, top, rule);
    if (rule < top.next) this.#problem(line, { kind: 'backwards', rule });
    this.#miss(line.table, top, rule - 1);
    top.next = rule + 1;
  }

  /**
   * Before its first line a packet met the rule that marked it for tracing, which prints nothing. Where it can only have been one,
   * it was that one; else nobody knows which rules before the first line were passed over.
   */
  #startTrace(line: TraceLine, top: Frame, rule: number): void {
    if (line !== this.#packet.lines.find(({ kind }) => kind !== 'message')) return;
    const rules = this.#chainNamed(line.table, line.chain)?.rules ?? [];
    const tracing = rules
      .slice(0, rule - 1)
      .flatMap(({ target }, index) => (target.name === 'TRACE' ? [index + 1] : []));
    const [only] = tracing;
    if (only === undefined || tracing.length > 1) {
      if (tracing.length > 1) top.next = rule;
      return;
    }
    this.#miss(line.table, top, only - 1);
    const place = { table: line.table, chain: line.chain, rule: only };
    this.#add({ kind: 'matched', target: 'TRACE', ...place }, null);
    top.next = only + 1;
  }

  #chainNamed(table: TableName, chain: string): ChainView | undefined {
    return this.#ruleset.tables.find(({ name }) => name === table)?.chains.find(({ name }) => name === chain);
  }

  #miss(table: TableName, top: Frame, to: number): void {
    if (to >= top.next) this.#add({ kind: 'missed', table, chain: top.chain, from: top.next, to }, null);
    top.next = Math.max(top.next, to + 1);
  }

  #pop(explicit: boolean, line: number | null): void {
    const frame = this.#stack.at(-1);
    const below = this.#stack.at(-2);
    if (frame === undefined || this.#table === null) return;
    if (below === undefined) {
      // RETURN in a built-in chain leads to its policy.
      frame.next = Infinity;
      return;
    }
    const chain = this.#chainNamed(this.#table, frame.chain);
    if (!explicit && line === null) this.#miss(this.#table, frame, chain?.rules.length ?? 0);
    this.#stack.pop();
    const end = (this.#chainNamed(this.#table, below.chain)?.rules.length ?? 0) + 1;
    const back = { table: this.#table, chain: frame.chain, to: below.chain, toRule: Math.min(below.next, end) };
    this.#add({ kind: 'returned', ...back, explicit }, line);
  }

  /** The line itself, as the log panel shows it. */
  #say(line: TraceLine, rule?: number): void {
    const place = rule === undefined ? {} : { place: placeOf(line, rule) };
    this.#add({ kind: 'logged', level: WARNING, line: line.text, trace: true, ...place }, line.number);
  }

  #problem(line: TraceLine, problem: ProblemPart): void {
    this.#problems.push({ line: line.number, table: line.table, chain: line.chain, ...problem });
  }

  /** How it ended is told by the last line, as far as it tells it. */
  #finish(): void {
    const ended = this.#events.at(-1);
    if (ended?.kind === 'dropped' || ended?.kind === 'unknown') return;
    this.#leaveTable(null);
    const last = this.#last;
    const target = last?.view?.target.name ?? '';
    if (last !== null && DROPPING.has(target)) {
      const place = placeOf(last.line, last.rule);
      const text = `${target} of ${place.table} ${place.chain} ${place.rule}`;
      this.#add({ kind: 'dropped', reason: 'rule', text, hook: this.#hook, place }, null);
    } else if (last !== null && !FINAL_TARGETS.has(target) && ended?.kind !== 'policy') this.#breakOff();
    else if (this.#hook === 'POSTROUTING') this.#send();
    else if (this.#hook === 'INPUT') this.#add({ kind: 'delivered', to: 'local', process: null }, null);
    else this.#breakOff();
  }

  #send(): void {
    const device = this.#fields?.values.get('OUT') ?? '';
    this.#add({ kind: 'sent', device, bytes: this.#bytes }, null);
  }

  /** What a target did that the log does not show, or the walk beyond the last line. */
  #breakOff(): void {
    this.#add({ kind: 'unknown', what: 'the log ends here' }, null);
  }
}

type ProblemPart = RecordProblem extends infer P
  ? P extends unknown
    ? Omit<P, 'line' | 'table' | 'chain'>
    : never
  : never;

const placeOf = ({ table, chain }: TraceLine, rule: number) => ({ table, chain, rule });

/** The two tools write the same rule alike, but for the family and spaces. */
const sameRule = (one: string, other: string): boolean => words(one) === words(other);
const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
