import type { Chain, Fact, Miss, MissReason, TableName } from '../model/index.ts';
import type { Kernel } from './kernel.ts';

/** The longest stretch of rules whose reasons are told unasked. */
export const REASONS_INLINE = 48;

const textOf = (fact: Fact): string => String(typeof fact === 'function' ? fact() : fact);

export const reasonOf = (miss: Miss): MissReason => ({
  option: miss.option,
  wants: textOf(miss.wants),
  has: textOf(miss.has),
});

/** Gathers rules that did not match into ranges of one event each. */
export class MissedRange {
  private from = 0;
  private to = 0;
  private chain: Chain | null = null;
  private reasons: (MissReason | Miss)[] = [];
  private readonly kernel: Kernel;
  private readonly packet: number;
  private readonly table: TableName;

  constructor(kernel: Kernel, packet: number, table: TableName) {
    this.kernel = kernel;
    this.packet = packet;
    this.table = table;
  }

  /** Rules `from` to `to` of the chain, both inclusive, did not match; `reason` tells why for one of them. */
  addStretch(chain: Chain, from: number, to: number, reason: (rule: number) => MissReason | Miss): void {
    if (this.isHere(chain)) {
      for (let rule = from; rule <= to; rule += 1) this.add(chain, rule, rule, reason);
    } else this.add(chain, from, to, reason);
  }

  private add(chain: Chain, from: number, to: number, reason: (rule: number) => MissReason | Miss): void {
    if (this.isBoundary(chain, from)) this.flush();
    if (this.to === 0) {
      this.from = from;
      this.chain = chain;
    }
    this.to = to;
    for (
      let rule = from;
      rule <= to && (this.reasons.length < REASONS_INLINE || this.isExplained(chain, rule));
      rule += 1
    )
      this.reasons.push(reason(rule));
  }

  /** An asked-for range stands in an event of its own, so that its reasons are kept. */
  private isBoundary(chain: Chain, rule: number): boolean {
    const { explain } = this.kernel;
    return (
      this.to !== 0 && explain !== null && this.isHere(chain) && (rule === explain.from || rule === explain.to + 1)
    );
  }

  private isHere(chain: Chain): boolean {
    const { explain } = this.kernel;
    return (
      explain !== null && explain.packet === this.packet && explain.table === this.table && explain.chain === chain.name
    );
  }

  private isExplained(chain: Chain, rule: number): boolean {
    const { explain } = this.kernel;
    return explain !== null && this.isHere(chain) && rule >= explain.from && rule <= explain.to;
  }

  flush(): void {
    if (this.to === 0 || this.chain === null) return;
    const range = {
      packet: this.packet,
      kind: 'missed',
      table: this.table,
      chain: this.chain.name,
      from: this.from,
      to: this.to,
    } as const;
    const complete = this.reasons.length === this.to - this.from + 1;
    this.kernel.emit(
      complete
        ? { ...range, reasons: this.reasons.map((reason) => ('kind' in reason ? reasonOf(reason) : reason)) }
        : range,
    );
    this.from = 0;
    this.to = 0;
    this.reasons = [];
  }
}
