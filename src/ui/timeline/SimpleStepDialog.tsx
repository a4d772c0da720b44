import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../engine/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';

interface SimpleStepDialogProps {
  readonly kind: 'wait' | 'command';
  /** The step that is edited; null for a new one. */
  readonly step: Step | null;
  readonly onSave: (step: Step) => void;
  readonly onClose: () => void;
}

/** A wait or a command: one line and a note. */
export function SimpleStepDialog({ kind, step, onSave, onClose }: SimpleStepDialogProps) {
  const { t } = useTranslation(['timeline', 'common']);
  const [text, setText] = useState(() => initialText(step));
  const [note, setNote] = useState(step?.note ?? '');
  const [isTried, setTried] = useState(false);
  const isWait = kind === 'wait';
  const isValid = isWait ? /^\d+(\.\d+)?$/.test(text.trim()) : text.trim() !== '';
  const error = isWait ? t('waitError') : t('commandError');

  const save = () => {
    setTried(true);
    if (!isValid) return;
    const { note: _note, ...kept } = step ?? {};
    const words = note.trim() === '' ? {} : { note: note.trim() };
    onSave(isWait ? { ...kept, wait: Number(text), ...words } : { ...kept, command: text, ...words });
    onClose();
  };

  return (
    <Dialog
      open
      title={isWait ? t('waitTitle') : t('commandTitle')}
      onClose={onClose}
      actions={
        <>
          <Button look="line" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button look="primary" onClick={save}>
            {step === null ? t('common:add') : t('common:save')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={isWait ? t('waitSeconds') : t('commandLine')}
          hint={isWait ? t('waitHint') : t('commandHint')}
          error={isTried && !isValid ? error : undefined}
        >
          {(control) => (
            <input
              {...control}
              autoFocus
              spellCheck={false}
              inputMode={isWait ? 'decimal' : 'text'}
              className={controlClass(true)}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('noteLabel')}>
          {(control) => (
            <input
              {...control}
              className={controlClass()}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <button type="submit" hidden>
          {t('common:save')}
        </button>
      </form>
    </Dialog>
  );
}

function initialText(step: Step | null): string {
  if (step === null) return '';
  if ('wait' in step) return String(step.wait);
  return 'command' in step ? step.command : '';
}
