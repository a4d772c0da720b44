import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { StepClipboard } from './use-step-clipboard.ts';

/** Is something typed or marked there that the browser's own copy and paste are for? */
function isText(target: EventTarget): boolean {
  const isControl = target instanceof Element && target.closest('input[type="text"], textarea, [role="grid"]') !== null;
  return isControl || (getSelection()?.toString() ?? '') !== '';
}

/** The card that has the focus, 0-based; null where none has. */
function focused(): number | null {
  const card = document.activeElement?.closest('[data-step]');
  return card instanceof HTMLElement ? Number(card.dataset['step']) : null;
}

/** Which steps are chosen, and what the keys of the clipboard do with them. Null while none are being chosen. */
export function useSelection(clipboard: StepClipboard) {
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const [last, setLast] = useState(0);

  const choose = (index: number, range: boolean) => {
    const from = range ? Math.min(last, index) : index;
    const to = range ? Math.max(last, index) : index;
    const stretch = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
    const isIn = chosen?.has(index) ?? false;
    const kept = [...(chosen ?? [])].filter((one) => !stretch.includes(one));
    setChosen(new Set(isIn && !range ? kept : [...kept, ...stretch]));
    setLast(index);
  };
  const onCopy = (event: ClipboardEvent) => {
    const at = focused();
    const taken = chosen !== null && chosen.size > 0 ? chosen : at === null ? null : new Set([at]);
    if (taken === null || isText(event.target)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', clipboard.textOf(taken));
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (isText(event.target) || !clipboard.isSteps(text)) return;
    event.preventDefault();
    event.stopPropagation();
    void clipboard.paste(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || chosen === null) return;
    event.stopPropagation();
    setChosen(null);
  };
  return { chosen, setChosen, choose, handlers: { onCopy, onPaste, onKeyDown } };
}
