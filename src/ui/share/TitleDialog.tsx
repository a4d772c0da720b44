import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';

export function TitleDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['gallery', 'common']);
  const store = useAppStore();
  const [title, setTitle] = useState(store.getState().scenario.title ?? '');
  const [description, setDescription] = useState(store.getState().scenario.description ?? '');
  const save = () => {
    store.getState().edit(t('undoTitle'), ({ title: _title, description: _description, ...rest }) => ({
      ...rest,
      ...(title.trim() !== '' && { title: title.trim() }),
      ...(description.trim() !== '' && { description: description.trim() }),
    }));
    onClose();
  };
  return (
    <Dialog
      open
      title={t('scenario')}
      onClose={onClose}
      actions={
        <>
          <Button look="line" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button look="primary" onClick={save}>
            {t('common:save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t('titleLabel')}>
          {(control) => (
            <input
              {...control}
              autoFocus
              className={controlClass()}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('descriptionLabel')}>
          {(control) => (
            <textarea
              {...control}
              rows={5}
              className={`${controlClass()} h-auto py-1.5`}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
