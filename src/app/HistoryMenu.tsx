import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../store/index.ts';
import { IconButton } from '../ui/common/Button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/common/Menu.tsx';

/** So many changes back and forward are listed; the keys lead further. */
const MOST = 15;

/** Every change by its name, newest first: choosing one goes there at once. */
export function HistoryMenu() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const past = useApp((state) => state.past);
  const future = useApp((state) => state.future);
  const undone = future.slice(0, MOST).map(({ label }, index) => ({ label, index }));
  const done = past.map(({ label }, index) => ({ label, index })).slice(-MOST);
  return (
    <Menu
      trigger={
        <IconButton icon="down" label={t('history')} disabled={past.length + future.length === 0} className="w-5!" />
      }
    >
      {undone.toReversed().map(({ label, index }) => (
        <MenuItem key={`+${index}`} onSelect={() => store.getState().goForwardTo(index)}>
          <span className="text-ink3">{t('redoWhat', { label })}</span>
        </MenuItem>
      ))}
      {undone.length > 0 && <MenuSeparator />}
      {done.toReversed().map(({ label, index }, place) => (
        // What an entry names stands when everything after it is undone.
        <MenuItem
          key={index}
          hint={place === 0 ? t('historyNow') : undefined}
          onSelect={() => store.getState().goBackTo(index + 1)}
        >
          {label}
        </MenuItem>
      ))}
      {done.length === past.length && (
        <MenuItem hint={past.length === 0 ? t('historyNow') : undefined} onSelect={() => store.getState().goBackTo(0)}>
          {t('historyStart')}
        </MenuItem>
      )}
    </Menu>
  );
}
