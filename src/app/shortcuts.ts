import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { useAppStore, type AppStore } from '../store/index.ts';

const INTERACTIVE =
  'input, textarea, select, [contenteditable="true"], [role="tab"], [role="slider"], [role="menu"], [role="listbox"], dialog';

/** Keys belong to what has them: no shortcut while typing, in a dialog, or on a control that uses arrows itself. */
function isTaken(event: KeyboardEvent, key: 'arrow' | 'space' | 'chord'): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (target.closest(INTERACTIVE) !== null) return true;
  return key === 'space' && target.closest('button, a, summary') !== null;
}

function isInDialog(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest('dialog') !== null;
}

export function useShortcuts(): void {
  const store = useAppStore();
  useEffect(() => tinykeys(globalThis.window, bindings(store)), [store]);
}

function bindings(store: AppStore): Record<string, (event: KeyboardEvent) => void> {
  const on = (key: 'arrow' | 'space' | 'chord', action: () => void) => (event: KeyboardEvent) => {
    // A dialog that was asked for may still be on its way.
    if (event.defaultPrevented || store.getState().dialog !== null || isTaken(event, key)) return;
    event.preventDefault();
    action();
  };
  const step = (move: () => void) =>
    on('arrow', () => {
      store.getState().setPlaying(false);
      move();
    });
  const showSheet = on('chord', () => store.getState().setDialog('shortcuts'));
  return {
    Space: on('space', () => store.getState().setPlaying(!store.getState().playing)),
    ArrowRight: step(() => store.getState().moveByEvent(1)),
    ArrowLeft: step(() => store.getState().moveByEvent(-1)),
    ArrowDown: step(() => store.getState().moveByStep(1)),
    ArrowUp: step(() => store.getState().moveByStep(-1)),
    Home: step(() => store.getState().goToEdge('start')),
    End: step(() => store.getState().goToEdge('end')),
    '$mod+k': (event) => {
      // Also while typing; only a dialog keeps it to itself.
      if (event.defaultPrevented || isInDialog(event)) return;
      event.preventDefault();
      store.getState().setDialog('palette');
    },
    'Shift+?': showSheet,
    '?': showSheet,
    '$mod+f': (event) => {
      // Inside panels the browser's own search, or the editor's, is what is meant.
      const target = event.composedPath()[0];
      const elsewhere = target instanceof Element && target.closest('aside, dialog, input, [role="textbox"]') !== null;
      if (event.defaultPrevented || elsewhere || store.getState().dialog !== null) return;
      event.preventDefault();
      store.getState().setFinderOpen(true);
    },
    '$mod+z': on('chord', () => store.getState().undo()),
    '$mod+Shift+z': on('chord', () => store.getState().redo()),
    '$mod+y': on('chord', () => store.getState().redo()),
  };
}
