import type { Import } from './imports.ts';

/** Finds import cycles, types included: one for each file through which a shortest way leads back to itself. */
export function findCycles(imports: readonly Import[]): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>();
  for (const { from, to, isPackage } of imports) {
    if (!isPackage) targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const seen = new Set<string>();
  const cycles: string[][] = [];
  for (const file of [...targets.keys()].toSorted()) {
    const cycle = seen.has(file) ? null : shortestWayBack(file, targets);
    if (cycle === null) continue;
    for (const member of cycle) seen.add(member);
    cycles.push(cycle);
  }
  return cycles;
}

function shortestWayBack(start: string, targets: ReadonlyMap<string, readonly string[]>): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const target of targets.get(file) ?? []) {
      if (target === start) return [...wayTo(file, start, cameFrom), start];
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, file);
      queue.push(target);
    }
  }
  return null;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [end];
  for (let file = end; file !== start;) {
    const previous = cameFrom.get(file);
    if (previous === undefined) throw new Error(`no way from ${start} to ${end}`);
    file = previous;
    way.unshift(file);
  }
  return way;
}
