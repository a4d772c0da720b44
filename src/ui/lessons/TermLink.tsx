import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { loadGlossary, type Term } from '../../lessons/index.ts';
import { MarkdownLine } from '../common/Markdown.tsx';

const EDGE = 8;
const GAP = 6;

/** Below the words, or above them where there is no room; never over the edge of the window. */
function place(popup: HTMLElement, word: DOMRect): void {
  const { width, height } = popup.getBoundingClientRect();
  const fits = word.bottom + GAP + height <= innerHeight - EDGE;
  popup.style.left = `${Math.max(EDGE, Math.min(word.left, innerWidth - width - EDGE))}px`;
  popup.style.top = `${fits ? word.bottom + GAP : Math.max(EDGE, word.top - GAP - height)}px`;
}

/** A term of the field within a text: pressed, it is explained beside the words. */
export function TermLink({ id, words }: { readonly id: string; readonly words: string }) {
  const { t } = useTranslation('lessons');
  const popupId = useId();
  const popup = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [term, setTerm] = useState<Term | null>(null);
  useEffect(() => {
    if (!isOpen) return;
    void loadGlossary().then((terms) => setTerm(terms.find((one) => one.id === id) ?? null));
  }, [isOpen, id]);
  useEffect(() => {
    // Its size is known once the words are there.
    if (isOpen && term !== undefined && popup.current !== null && button.current !== null)
      place(popup.current, button.current.getBoundingClientRect());
  }, [isOpen, term]);
  const language = currentLanguage();
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={popupId}
        aria-expanded={isOpen}
        aria-describedby={isOpen ? popupId : undefined}
        className="cursor-help rounded-[3px] text-accent underline decoration-dotted underline-offset-3"
      >
        {words}
      </button>
      <span
        ref={popup}
        id={popupId}
        popover="auto"
        role="note"
        aria-label={t('term', { term: words })}
        className="inset-auto m-0 max-w-80 rounded-card border border-line2 bg-panel p-3 text-small text-ink2 shadow-float"
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {term !== null && (
          <>
            <strong className="block pb-0.5 text-body text-ink">{term.name[language]}</strong>
            <MarkdownLine text={term.says[language]} />
          </>
        )}
      </span>
    </>
  );
}

export const renderTerm = (id: string, words: string) => <TermLink id={id} words={words} />;
