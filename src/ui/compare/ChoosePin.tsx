import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { Menu, MenuItem } from '../common/Menu.tsx';

/** Earlier rulesets offered, the newest first. */
const MOST_EARLIER = 12;

/** Three ways to a second version: this one, an earlier one, one from elsewhere. */
export function ChoosePin() {
  const { t, i18n } = useTranslation('explain');
  const store = useAppStore();
  const past = useApp((state) => state.past);
  const present = useApp((state) => state.scenario.ruleset ?? '');
  const [isPasting, setPasting] = useState(false);
  const earlier = past
    .map(({ label, scenario }) => ({ label, text: scenario.ruleset ?? '' }))
    .filter(({ text }, index, all) => text !== present && all.findLastIndex((one) => one.text === text) === index)
    .toReversed()
    .slice(0, MOST_EARLIER);
  const pinPresent = () => {
    const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' }).format(new Date());
    store.getState().setPinned({ name: t('compare.asOf', { time }), text: present });
  };
  return (
    <div className="flex flex-wrap justify-center gap-2 pt-3">
      <Button look="primary" onClick={pinPresent}>
        {t('compare.pin')}
      </Button>
      {earlier.length > 0 && (
        <Menu align="start" trigger={<Button look="line">{t('compare.earlier')}</Button>}>
          {earlier.map(({ label, text }) => (
            <MenuItem
              key={text}
              onSelect={() => store.getState().setPinned({ name: t('compare.before', { label }), text })}
            >
              {t('compare.before', { label })}
            </MenuItem>
          ))}
        </Menu>
      )}
      <Button look="line" onClick={() => setPasting(true)}>
        {t('compare.other')}
      </Button>
      {isPasting && <PasteDialog onClose={() => setPasting(false)} />}
    </div>
  );
}

function PasteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['explain', 'common']);
  const store = useAppStore();
  const [text, setText] = useState('');
  const [name, setName] = useState<string | null>(null);
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    setName(file.name);
    setText(await file.text());
  };
  const pin = () => {
    store.getState().setPinned({ name: name ?? t('compare.pasted'), text: text.endsWith('\n') ? text : `${text}\n` });
    onClose();
  };
  return (
    <Dialog
      open
      title={t('compare.other')}
      onClose={onClose}
      actions={
        <>
          <Button look="line" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button look="primary" disabled={text.trim() === ''} onClick={pin}>
            {t('compare.compareThis')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-left">
        <Field label={t('compare.text')}>
          {(control) => (
            <textarea
              {...control}
              autoFocus
              rows={12}
              spellCheck={false}
              className={`${controlClass(true)} h-auto py-1.5`}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setName(null);
              }}
            />
          )}
        </Field>
        <Field label={t('compare.file')}>
          {(control) => (
            <input
              {...control}
              type="file"
              className="min-h-7.5 text-small"
              onChange={(event) => void read(event.target.files?.[0])}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
