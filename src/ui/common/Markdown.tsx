import type { ReactNode } from 'react';

/** `code`, **bold**, [text](address). Links are drawn as their text: a document must not send the reader anywhere. */
const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)\s]*\)/g;

/** Text with a little Markdown, as React nodes: nothing in it can become HTML. */
export function Markdown({ text, className }: { readonly text: string; readonly className?: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter((part) => part.trim() !== '');
  return (
    <div className={className}>
      {[...new Set(paragraphs)].map((paragraph) => (
        <p key={paragraph} className="not-first:mt-1.5">
          {inline(paragraph)}
        </p>
      ))}
    </div>
  );
}

function inline(text: string): readonly ReactNode[] {
  const nodes: ReactNode[] = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, link] = match;
    nodes.push(text.slice(last, match.index));
    if (code !== undefined)
      nodes.push(
        <code key={match.index} className="rounded-[4px] bg-seen px-1 font-mono text-mono">
          {code}
        </code>,
      );
    else if (bold !== undefined) nodes.push(<strong key={match.index}>{bold}</strong>);
    else nodes.push(link);
    last = match.index + whole.length;
  }
  nodes.push(text.slice(last));
  return nodes;
}
