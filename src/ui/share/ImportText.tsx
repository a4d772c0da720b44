import type { ClipboardEvent, DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { controlClass, Field } from '../common/Field.tsx';

/** A text field with more holds up the page; what is read is the whole text. */
const SHOWN = 200_000;

export const isShownInPart = (text: string): boolean => text.length > SHOWN;

interface ImportTextProps {
  readonly text: string;
  readonly onTake: (text: string) => void;
  readonly onFile: (file: File) => void;
}

/** Where text is typed, pasted and dropped; of megabytes the beginning is shown, which is not for editing then. */
export function ImportText({ text, onTake, onFile }: ImportTextProps) {
  const { t } = useTranslation('share');
  const isLong = isShownInPart(text);
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (!isShownInPart(pasted)) return;
    event.preventDefault();
    onTake(pasted);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const [dropped] = event.dataTransfer.files;
    if (dropped === undefined) onTake(event.dataTransfer.getData('text'));
    else onFile(dropped);
  };
  return (
    <>
      <Field label={t('importText')} hint={t('importHint')}>
        {(control) => (
          <textarea
            {...control}
            autoFocus
            rows={14}
            spellCheck={false}
            className={`${controlClass(true)} h-auto py-1.5`}
            value={text.slice(0, SHOWN)}
            readOnly={isLong}
            onChange={(event) => onTake(event.target.value)}
            onPaste={onPaste}
            onDragOver={(event) => event.preventDefault()}
            onDrop={onDrop}
          />
        )}
      </Field>
      {isLong && <p className="pt-2 text-small text-ink3">{t('longText', { count: text.length, shown: SHOWN })}</p>}
    </>
  );
}
