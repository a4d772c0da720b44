import { destroy } from './core.ts';
import type { Core, Occasion } from './core.ts';
import { setting } from './tracker.ts';
import { hashTuple } from './tuple.ts';
import type { Entry } from './entry.ts';

/** Neighbouring buckets that are searched for an entry to give up (NF_CT_EVICTION_RANGE). */
const EVICTION_RANGE = 8;

/** Is there room for one more entry, if need be by giving up one that is not ASSURED (early_drop)? */
export function makeRoom(core: Core, occasion: Occasion): boolean {
  const most = setting(core.environment, 'max');
  if (most === 0 || core.table.size + 1 <= most) return true;
  const victim = findVictim(core);
  if (victim !== null) {
    destroy(core, victim, occasion, 'the table was full and it was not ASSURED');
    return true;
  }
  core.environment.printk(4, 'nf_conntrack: nf_conntrack: table full, dropping packet');
  return false;
}

/** Which buckets are searched is chance, as the kernel's hash is keyed at random. */
function findVictim(core: Core): Entry | null {
  const buckets = Math.max(1, setting(core.environment, 'buckets'));
  const start = core.environment.random() % buckets;
  for (const entry of core.table.entries()) {
    if (entry.status.assured) continue;
    const isNear = [entry.original, entry.reply].some(
      (tuple) => ((hashTuple(tuple) % buckets) - start + buckets) % buckets < EVICTION_RANGE,
    );
    if (isNear) return entry;
  }
  return null;
}
