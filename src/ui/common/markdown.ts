/** A little Markdown as data: paragraphs, lists, fenced code; `code`, **bold**, [words](term:id). */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly text: string };

export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong'; readonly text: string }
  | { readonly kind: 'term'; readonly id: string; readonly text: string };

const ITEM = /^\s*(?:[-*]|(\d{1,3})\.)\s+(.*)$/;
const isItem = (line: string): boolean => ITEM.test(line);

function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line)?.[2];
    if (item === undefined) items.push(`${items.pop() ?? ''} ${line.trim()}`);
    else items.push(item);
  }
  return { kind: 'list', ordered: ITEM.exec(lines[0] ?? '')?.[1] !== undefined, items };
}

/** A list may follow its paragraph without a blank line. */
function proseBlocks(text: string): readonly Block[] {
  const lines = text.split('\n');
  const first = lines.findIndex(isItem);
  const before = (first === -1 ? lines : lines.slice(0, first)).join('\n').trim();
  return [
    ...(before === '' ? [] : [{ kind: 'paragraph', text: before } as const]),
    ...(first === -1 ? [] : [listOf(lines.slice(first))]),
  ];
}

export function blocksOf(text: string): readonly Block[] {
  // Odd parts stand between fences. An unclosed fence runs to the end.
  return text
    .replaceAll('\r', '')
    .split(/^```.*$/m)
    .flatMap((part, index) => {
      if (index % 2 === 1) return [{ kind: 'code', text: part.replace(/^\n|\n$/g, '') } as const];
      return part
        .split(/\n\s*\n/)
        .filter((one) => one.trim() !== '')
        .flatMap(proseBlocks);
    });
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]*)\)/g;

/** Links other than to a term are their text: a document must not send the reader anywhere. */
function linked(text: string, address: string): Inline {
  const id = /^term:([a-z0-9-]+)$/.exec(address)?.[1];
  return id === undefined ? { kind: 'text', text } : { kind: 'term', id, text };
}

export function inlineOf(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, strong, words, address] = match;
    if (match.index > last) parts.push({ kind: 'text', text: text.slice(last, match.index) });
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else parts.push(linked(words ?? '', address ?? ''));
    last = match.index + whole.length;
  }
  if (last < text.length) parts.push({ kind: 'text', text: text.slice(last) });
  return parts;
}
