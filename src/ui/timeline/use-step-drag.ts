import { useState, type DragEvent, type PointerEvent } from 'react';

const DRAG_TYPE = 'application/x-chainwalk-step';

/** The card under a point of the window. */
function indexAt(x: number, y: number): number | null {
  const card = document.elementFromPoint(x, y)?.closest('[data-step]');
  return card instanceof HTMLElement ? Number(card.dataset['step']) : null;
}

/**
 * Moves a card by dragging it: with a mouse by the card itself, with a finger or pen by its number, since a finger on the card scrolls.
 */
export function useStepDrag(index: number, onMove: (from: number, to: number) => void) {
  const [isHeld, setHeld] = useState(false);
  const card = {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData(DRAG_TYPE, String(index));
      event.dataTransfer.effectAllowed = 'move' as const;
    },
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      const from = event.dataTransfer.getData(DRAG_TYPE);
      if (from === '') return;
      event.preventDefault();
      onMove(Number(from), index);
    },
  };
  const handle = {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse') return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setHeld(true);
    },
    onPointerUp: (event: PointerEvent) => {
      if (!isHeld) return;
      setHeld(false);
      const to = indexAt(event.clientX, event.clientY);
      if (to !== null && to !== index) onMove(index, to);
    },
    onPointerCancel: () => setHeld(false),
  };
  return { card, handle, isHeld };
}
