import { useEffect, useRef } from 'react';
import { useApp, useAppStore } from '../../store/index.ts';
import { LessonPanel } from './LessonPanel.tsx';

/** On a phone: the lesson over the whole height. Escape or its cross leads back to the page; the bar below the header opens it again. */
export function LessonSheet() {
  const store = useAppStore();
  const isOpen = useApp((state) => state.lessonView !== 'closed');
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen && sheet.current?.open === false) {
      sheet.current.showModal();
      sheet.current.querySelector('h2')?.focus();
    }
    if (!isOpen && sheet.current?.open === true) sheet.current.close();
  }, [isOpen]);
  return (
    <dialog
      ref={sheet}
      aria-labelledby="lesson-title"
      className="m-0 h-dvh max-h-none w-screen max-w-none bg-panel p-0"
      onClose={() => store.getState().setLessonView('closed')}
    >
      {isOpen && <LessonPanel />}
    </dialog>
  );
}
