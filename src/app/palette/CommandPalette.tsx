import clsx from 'clsx';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppStore } from '../../store/index.ts';
import { Icon } from '../../ui/common/Icon.tsx';
import type { Command } from './command.ts';
import { search } from './search.ts';
import { useCommands } from './use-commands.ts';

/** More would not be read; typing narrows it. */
const MOST_FOUND = 60;

/** Every action by name: a combobox over a list, by the ARIA pattern. The focus stays in the field. */
export function CommandPalette() {
  const { t } = useTranslation('palette');
  const store = useAppStore();
  const dialog = useRef<HTMLDialogElement>(null);
  /** The element tells of its end late: by then a command may have opened another dialog. */
  const close = () => {
    if (store.getState().dialog === 'palette') store.getState().setDialog(null);
  };

  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);

  const run = (command: Command) => {
    // First closed, so that what the command opens or focuses has the focus afterwards.
    dialog.current?.close();
    close();
    command.run();
  };

  return (
    // The native dialog closes by Escape itself; a press beside it is a press on the element.
    <dialog
      ref={dialog}
      aria-label={t('title')}
      className="mt-[12dvh] mb-auto w-[calc(100vw-24px)] max-w-xl overflow-hidden rounded-hook border border-line2 bg-panel p-0 shadow-float"
      onClose={close}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <Search onRun={run} />
    </dialog>
  );
}

function Search({ onRun }: { readonly onRun: (command: Command) => void }) {
  const { t } = useTranslation('palette');
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const commands = useCommands();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = search(commands, query, MOST_FOUND);
  const current = Math.min(chosen, Math.max(0, found.length - 1));

  const chosenId = found[current]?.id;
  useEffect(() => {
    if (chosenId !== undefined)
      list.current?.querySelector(`[data-command="${CSS.escape(chosenId)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      const command = found[current];
      if (command !== undefined && !event.nativeEvent.isComposing) onRun(command);
      return;
    }
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move === undefined || found.length === 0) return;
    event.preventDefault();
    const target = current + move;
    const wraps = Math.abs(move) === 1;
    setChosen(wraps ? (target + found.length) % found.length : Math.min(Math.max(target, 0), found.length - 1));
  };

  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-3 text-ink3">
        <Icon name="search" />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-label={t('title')}
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length === 0 ? undefined : `${id}-${current}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('placeholder')}
          value={query}
          className="h-11 min-w-0 flex-1 bg-transparent text-[14px] text-ink outline-none placeholder:text-ink3"
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('found')}
        className="max-h-[min(56dvh,420px)] overflow-y-auto p-1"
      >
        {found.map((command, index) => (
          <Option
            key={command.id}
            id={`${id}-${index}`}
            command={command}
            isChosen={index === current}
            onPoint={() => setChosen(index)}
            onRun={() => onRun(command)}
          />
        ))}
      </div>
      <p role="status" className={clsx('text-small text-ink2', found.length === 0 ? 'px-4 pt-2 pb-4' : 'sr-only')}>
        {found.length === 0 ? t('nothing', { query }) : t('count', { count: found.length })}
      </p>
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly command: Command;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function Option({ id, command, isChosen, onPoint, onRun }: OptionProps) {
  return (
    // Keys are handled where the focus is, in the field.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      data-command={command.id}
      aria-selected={isChosen}
      title={command.title}
      className={clsx(
        'flex min-h-8 cursor-pointer items-center gap-3 rounded-control px-2.5 text-body',
        isChosen ? 'bg-accent-soft text-ink' : 'text-ink',
      )}
      onPointerMove={isChosen ? undefined : onPoint}
      onPointerUp={onRun}
    >
      <span className="min-w-0 flex-1 truncate">{command.title}</span>
      <span className="shrink-0 text-label text-ink2">{command.group}</span>
      {command.keys !== undefined && (
        <kbd className="shrink-0 rounded-[4px] border border-line2 px-1.5 font-mono text-[10.5px] leading-4.5 text-ink2">
          {command.keys}
        </kbd>
      )}
    </div>
  );
}
