import type { RulePlace, RulesetView, RuleView } from '../../engine/index.ts';

/** More are not stepped through. */
const MOST = 2000;

/**
 * Places that hold every word of a query: in the chain's name, the rule's text or its comment. A chain whose name has them all is found
 * itself (rule 0). An address also finds the prefixes that it lies in, a number the port ranges.
 */
export function searchRules(ruleset: RulesetView, query: string): readonly RulePlace[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(wordOf);
  if (words.length === 0) return [];
  const found: RulePlace[] = [];
  for (const table of ruleset.tables)
    for (const chain of table.chains) {
      const name = `${table.name} ${chain.name}`.toLowerCase();
      const rest = words.filter(({ text }) => !name.includes(text));
      if (rest.length === 0) found.push({ table: table.name, chain: chain.name, rule: 0 });
      else
        for (const [index, rule] of chain.rules.entries())
          if (rest.every((word) => holds(rule, word)))
            found.push({ table: table.name, chain: chain.name, rule: index + 1 });
      if (found.length >= MOST) return found.slice(0, MOST);
    }
  return found;
}

interface Word {
  readonly text: string;
  /** If the word is an address or a port. */
  readonly address: number | null;
  readonly port: number | null;
}

const wordOf = (text: string): Word => ({
  text,
  address: addressOf(text),
  port: /^\d{1,5}$/.test(text) ? Number(text) : null,
});

function holds({ text }: RuleView, { text: word, address, port }: Word): boolean {
  if (text.toLowerCase().includes(word)) return true;
  if (address !== null) return prefixesIn(text).some((prefix) => (address & prefix.mask) >>> 0 === prefix.network);
  return port !== null && rangesIn(text).some(([from, to]) => port >= from && port <= to);
}

function addressOf(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function prefixesIn(text: string): readonly { readonly network: number; readonly mask: number }[] {
  return Array.from(text.matchAll(/(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})(?![\d.])/g), ([, address, length]) => {
    const mask = length === '0' ? 0 : (~0 << (32 - Number(length))) >>> 0;
    return { network: ((addressOf(address ?? '') ?? 0) & mask) >>> 0, mask };
  });
}

const rangesIn = (text: string): readonly (readonly [number, number])[] =>
  Array.from(text.matchAll(/--[a-z-]*ports? (\S+)/g), ([, list]) => list ?? '').flatMap((list) =>
    Array.from(list.matchAll(/(\d+):(\d+)/g), ([, from, to]) => [Number(from), Number(to)] as const),
  );
