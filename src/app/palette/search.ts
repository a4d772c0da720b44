export interface Searchable {
  readonly title: string;
  readonly group: string;
  /** More words that find it: a name in the other language, the whole rule. */
  readonly keywords?: string;
}

/** How well words are found, the lower the better; null if one of them is nowhere. */
function rank(item: Searchable, words: readonly string[]): number | null {
  const title = item.title.toLowerCase();
  const rest = `${item.group} ${item.keywords ?? ''}`.toLowerCase();
  let sum = 0;
  for (const word of words) {
    if (title.startsWith(word)) continue;
    if (startsWord(title, word)) sum += 1;
    else if (title.includes(word)) sum += 2;
    else if (rest.includes(word)) sum += 4;
    else return null;
  }
  return sum;
}

const BREAKS = ' /:→(';

/** Whether some word of the text begins so. */
function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || BREAKS.includes(text[at - 1] ?? '')) return true;
  return false;
}

/** What all words of the query are found in, best first, in the given order among equals; everything for an empty query. */
export function search<T extends Searchable>(items: readonly T[], query: string, most: number): readonly T[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items.slice(0, most);
  const found = items.flatMap((item) => {
    const value = rank(item, words);
    return value === null ? [] : [{ item, value }];
  });
  return found
    .sort((left, right) => left.value - right.value)
    .slice(0, most)
    .map(({ item }) => item);
}
