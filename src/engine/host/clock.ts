/** CONFIG_HZ of the kernel that the engine answers like. */
export const HZ = 250;
/** What a packet costs: more than a tick, so that no two fall into one. */
export const PACKET_MS = 10;

/** Virtual time: it moves only when told to, and stops at every deadline on the way. */
export class Clock {
  private instant: number;
  private readonly bootedAt: number;
  private readonly deadlines: { readonly at: number; readonly run: () => void }[] = [];

  /** `start` in ms since the epoch. The machine booted five minutes before it, as jiffies count from there (INITIAL_JIFFIES). */
  constructor(start: number) {
    this.instant = start;
    this.bootedAt = start - 300_000;
  }

  now(): number {
    return this.instant;
  }

  /** Virtual instant in ms at which the machine booted: the kernel log counts from it. */
  bootInstant(): number {
    return this.bootedAt;
  }

  jiffies(): number {
    return Math.floor(((this.instant - this.bootedAt) * HZ) / 1000);
  }

  /** Calls `run` when `ms` have passed. Returns how to call it off. */
  after(ms: number, run: () => void): () => void {
    const deadline = { at: this.instant + ms, run };
    const later = this.deadlines.findIndex((other) => other.at > deadline.at);
    this.deadlines.splice(later < 0 ? this.deadlines.length : later, 0, deadline);
    return () => {
      const index = this.deadlines.indexOf(deadline);
      if (index >= 0) this.deadlines.splice(index, 1);
    };
  }

  /** Moves on, running what falls due in order, each at its own instant. */
  advance(ms: number): void {
    const target = this.instant + ms;
    for (let next = this.deadlines[0]; next !== undefined && next.at <= target; next = this.deadlines[0]) {
      this.deadlines.shift();
      this.instant = Math.max(this.instant, next.at);
      next.run();
    }
    this.instant = target;
  }
}
