import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';

interface NameDialogProps {
  readonly title: string;
  readonly initial: string;
  readonly onClose: () => void;
  /** Gives why the name was refused, else null: then the dialog closes. */
  readonly onSave: (name: string) => Promise<string | null>;
  readonly children?: ReactNode;
}

/** Asks for the name of a chain; the tool's own words say what is wrong with it. */
export function NameDialog({ title, initial, onClose, onSave, children }: NameDialogProps) {
  const { t } = useTranslation(['rules', 'common']);
  const [name, setName] = useState(initial);
  const [refusal, setRefusal] = useState<string>();
  const save = () => {
    if (name.trim() === '') return;
    void onSave(name.trim()).then((said) => {
      if (said === null) onClose();
      else setRefusal(said);
    });
  };
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button look="line" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button look="primary" disabled={name.trim() === ''} onClick={save}>
            {t('common:save')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {children}
        <Field label={t('chainName')} error={refusal}>
          {(control) => (
            <input
              {...control}
              autoFocus
              spellCheck={false}
              className={controlClass(true)}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
