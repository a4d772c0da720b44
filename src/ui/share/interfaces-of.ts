import type { InterfaceDocument } from '../../engine/index.ts';

const DEVICE = /(?:^|\s)(?:!\s+)?(?:-i|-o|--in-interface|--out-interface|--physdev-in|--physdev-out)\s+(\S+)/;

/** Interfaces that rules name and that are not among those there are. A pattern (`eth+`) names none that could be made. */
export function missingInterfaces(
  ruleset: string,
  there: readonly InterfaceDocument[],
): { readonly names: readonly string[]; readonly patterns: readonly string[] } {
  const known = new Set(there.map(({ name }) => name));
  const all = new Set<string>();
  for (const line of ruleset.split('\n')) {
    if (!line.includes('-A ') && !line.includes('-I ')) continue;
    let rest = line;
    for (let found = DEVICE.exec(rest); found !== null; found = DEVICE.exec(rest)) {
      const name = found[1]?.replaceAll('"', '') ?? '';
      if (name !== '' && name !== 'lo') all.add(name);
      rest = rest.slice(found.index + found[0].length);
    }
  }
  const unknown = [...all].filter((name) => !known.has(name)).sort();
  const fits = (pattern: string): boolean =>
    [...known, ...unknown].some((name) => !name.endsWith('+') && name.startsWith(pattern.slice(0, -1)));
  return {
    names: unknown.filter((name) => !name.endsWith('+') && name.length <= 15),
    patterns: unknown.filter((name) => name.endsWith('+') && !fits(name)),
  };
}

/** A network of its own for each: documentation addresses (RFC 5737 and 2544), so that nothing is mistaken for real. */
export const madeUp = (names: readonly string[], taken: number): readonly InterfaceDocument[] =>
  names.map((name, index) => ({ name, addresses: [`198.18.${taken + index}.1/24`] }));
