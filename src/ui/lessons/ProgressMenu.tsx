import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatProgress, mergeProgress, parseProgress, useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import { download } from '../share/download.ts';

/** What was done: saved as a file, loaded from one, forgotten. */
export function ProgressMenu() {
  const { t } = useTranslation(['lessons', 'common']);
  const store = useAppStore();
  const isEmpty = useApp((state) => Object.keys(state.progress).length === 0);
  const file = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const [isAsked, setAsked] = useState(false);

  const read = async (chosen: File | undefined) => {
    const found = chosen === undefined ? null : parseProgress(await chosen.text());
    if (found === null) return setSaid(t('progress.notProgress'));
    store.getState().setProgress(mergeProgress(store.getState().progress, found));
    setSaid(t('progress.loaded', { count: Object.values(found).filter(({ done }) => done).length }));
  };

  if (isAsked)
    return (
      <>
        <p className="self-center text-small text-ink2">{t('progress.resetSure')}</p>
        <Button
          look="danger"
          autoFocus
          onClick={() => {
            store.getState().setProgress({});
            setAsked(false);
          }}
        >
          {t('progress.forget')}
        </Button>
        <Button look="line" onClick={() => setAsked(false)}>
          {t('common:cancel')}
        </Button>
      </>
    );
  return (
    <>
      <Menu align="start" trigger={<Button look="line">{t('progress.menu')}</Button>}>
        <MenuItem
          disabled={isEmpty}
          onSelect={() =>
            download('chainwalk-progress.json', formatProgress(store.getState().progress), 'application/json')
          }
        >
          {t('progress.export')}
        </MenuItem>
        <MenuItem onSelect={() => file.current?.click()}>{t('progress.import')}</MenuItem>
        <MenuSeparator />
        <MenuItem danger disabled={isEmpty} onSelect={() => setAsked(true)}>
          {t('progress.reset')}
        </MenuItem>
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        className="hidden"
        aria-label={t('progress.import')}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <p role="status" className="self-center text-small text-ink2">
        {said}
      </p>
    </>
  );
}
