import { useId, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PacketLine } from '../../engine/index.ts';
import { fromHex } from './datagram.ts';
import { appended, lineAt, moved, truncated, withNibble } from './hex-edit.ts';

const COLUMNS = 16;

interface HexEditorProps {
  readonly bytes: Uint8Array;
  readonly lines: readonly PacketLine[];
  /** Lines whose bytes are lit: the field in hand. */
  readonly lit: readonly PacketLine[];
  /** Offsets of bytes that are not what the rest of the packet asks for. */
  readonly wrong: ReadonlySet<number>;
  readonly onPoint: (line: PacketLine | null) => void;
  readonly onChoose: (line: PacketLine) => void;
  readonly onChange: (bytes: Uint8Array) => void;
}

/** Bytes to be written over where they stand: arrows move, hex digits replace, at the end they append. A click leads to the field. */
export function HexEditor(props: HexEditorProps) {
  const { t } = useTranslation('composer');
  const id = useId();
  const { bytes, lines, lit, wrong, onPoint, onChoose } = props;
  const { at, refused, go, onKeyDown, onPaste } = useCaret(props);
  const rows = Array.from({ length: Math.floor(bytes.length / COLUMNS) + 1 }, (_, row) => row * COLUMNS);
  const nameOf = (offset: number): string => {
    const line = lineAt(lines, offset);
    const byte = bytes[offset];
    return t('byteLabel', {
      offset,
      value: byte === undefined ? t('hexEnd') : hexOf(byte),
      field: line === null ? '' : `${line.layer} ${line.field}`,
    });
  };

  return (
    <div>
      <div
        role="grid"
        tabIndex={0}
        aria-label={t('hexEditor')}
        aria-activedescendant={`${id}-${at}`}
        className="overflow-x-auto rounded-control font-mono text-[11px] leading-5 text-ink2"
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onPointerOver={(event) => onPoint(lineAt(lines, offsetOf(event.target)))}
        onPointerLeave={() => onPoint(null)}
        onBlur={() => onPoint(null)}
        onClick={(event) => {
          const offset = offsetOf(event.target);
          const line = lineAt(lines, offset);
          if (offset < 0) return;
          go(offset);
          if (line !== null) onChoose(line);
        }}
      >
        {rows.map((start) => (
          <div key={start} role="row" className="flex w-max">
            <span role="rowheader" className="pr-1.5 text-ink3">
              {start.toString(16).padStart(4, '0')}
            </span>
            {Array.from({ length: Math.min(COLUMNS, bytes.length + 1 - start) }, (_, column) => {
              const offset = start + column;
              const byte = bytes[offset];
              const isLit = lit.some((one) => covers(one, offset));
              return (
                <span
                  key={offset}
                  id={`${id}-${offset}`}
                  data-offset={offset}
                  role="gridcell"
                  aria-selected={offset === at}
                  aria-label={nameOf(offset)}
                  className={look(isLit, wrong.has(offset), offset === at, offset % 8 === 0)}
                >
                  {byte === undefined ? '·' : hexOf(byte)}
                </span>
              );
            })}
          </div>
        ))}
      </div>
      <p role="status" className="min-h-4 text-label text-drop">
        {refused}
      </p>
    </div>
  );
}

/** Where the next digit goes, and what keys do there. */
function useCaret({ bytes, lines, onPoint, onChoose, onChange }: HexEditorProps) {
  const { t } = useTranslation('composer');
  const [caret, setCaret] = useState({ byte: 0, low: false });
  const [refused, setRefused] = useState<string | null>(null);
  const at = Math.min(caret.byte, bytes.length);
  const go = (byte: number) => {
    const place = Math.max(0, Math.min(bytes.length, byte));
    setCaret({ byte: place, low: false });
    setRefused(null);
    onPoint(lineAt(lines, place));
  };
  const type = (digit: string) => {
    if (!/^[0-9a-f]$/i.test(digit)) return setRefused(t('hexRefused', { text: digit, byte: at }));
    setRefused(null);
    const value = Number.parseInt(digit, 16);
    onChange(at === bytes.length ? appended(bytes, value) : withNibble(bytes, at, value, caret.low));
    setCaret(caret.low ? { byte: at + 1, low: false } : { byte: at, low: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = moved(event.key, at, bytes.length, COLUMNS);
    const line = lineAt(lines, at);
    if (target !== null) go(target);
    else if (event.key === 'Enter' && line !== null) onChoose(line);
    else if (event.key === 'Backspace' && at > 0) {
      if (at >= bytes.length - 1) onChange(truncated(bytes, Math.max(1, bytes.length - 1)));
      go(at - 1);
    } else if (event.key === 'Delete' && at > 0) onChange(truncated(bytes, at));
    else if (event.key.length === 1) type(event.key);
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    const pasted = fromHex(event.clipboardData.getData('text'));
    if (pasted === null) return setRefused(t('hexPasteRefused'));
    setRefused(null);
    onChange(Uint8Array.from([...bytes.subarray(0, at), ...pasted, ...bytes.subarray(at + pasted.length)]));
  };
  return { at, refused, go, onKeyDown, onPaste };
}

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

/** The byte that an event is about; -1 beside them. */
const offsetOf = (target: EventTarget): number =>
  target instanceof HTMLElement ? Number(target.dataset['offset'] ?? -1) : -1;

const covers = ({ offset, length }: PacketLine, byte: number): boolean => byte >= offset && byte < offset + length;

const look = (isLit: boolean, isWrong: boolean, isCaret: boolean, isFirst: boolean): string =>
  [
    'cursor-pointer px-[2.5px]',
    isFirst ? 'ml-1' : '',
    isLit ? 'bg-accent-soft text-accent' : '',
    isWrong ? 'font-semibold text-drop underline decoration-wavy' : '',
    isCaret ? 'in-focus:outline-2 in-focus:-outline-offset-1 in-focus:outline-accent' : '',
  ].join(' ');
