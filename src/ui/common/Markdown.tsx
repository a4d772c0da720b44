import type { ReactNode } from 'react';
import { blocksOf, inlineOf, type Block, type Inline } from './markdown.ts';

/** Draws a link to a glossary term; without it a term is its words. */
export type RenderTerm = (id: string, words: string) => ReactNode;

interface MarkdownProps {
  readonly text: string;
  readonly className?: string;
  readonly renderTerm?: RenderTerm;
}

/** Text with a little Markdown, as React nodes: nothing in it can become HTML, and links lead nowhere. */
export function Markdown({ text, className, renderTerm }: MarkdownProps) {
  return (
    <div className={className}>
      {keyed(blocksOf(text)).map(({ part: block, key }) => (
        <BlockNode key={key} block={block} renderTerm={renderTerm} />
      ))}
    </div>
  );
}

/** One line of it, without blocks: a label, a choice. */
export function MarkdownLine({ text, renderTerm }: Omit<MarkdownProps, 'className'>) {
  return <>{inlineOf(text).map((part, index) => drawn(part, index, renderTerm))}</>;
}

/** Parts of a text stand where they stand: their place is their key. */
const keyed = <T,>(parts: readonly T[]) => parts.map((part, key) => ({ part, key }));

function BlockNode({ block, renderTerm }: { readonly block: Block; readonly renderTerm: RenderTerm | undefined }) {
  const line = (text: string) => inlineOf(text).map((part, index) => drawn(part, index, renderTerm));
  switch (block.kind) {
    case 'code':
      return (
        <pre className="overflow-x-auto rounded-control bg-seen px-2.5 py-1.5 font-mono text-mono not-first:mt-1.5">
          {block.text}
        </pre>
      );
    case 'list': {
      const items = keyed(block.items).map(({ part, key }) => <li key={key}>{line(part)}</li>);
      const look = 'pl-4.5 not-first:mt-1.5';
      return block.ordered ? (
        <ol className={`list-decimal ${look}`}>{items}</ol>
      ) : (
        <ul className={`list-disc ${look}`}>{items}</ul>
      );
    }
    case 'paragraph':
      return <p className="not-first:mt-2">{line(block.text)}</p>;
  }
}

function drawn(part: Inline, key: number, renderTerm: RenderTerm | undefined): ReactNode {
  switch (part.kind) {
    case 'code':
      return (
        <code key={key} className="rounded-[4px] bg-seen px-1 font-mono text-mono break-words">
          {part.text}
        </code>
      );
    case 'strong':
      return <strong key={key}>{part.text}</strong>;
    case 'term':
      return renderTerm === undefined ? part.text : <span key={key}>{renderTerm(part.id, part.text)}</span>;
    case 'text':
      return part.text;
  }
}
