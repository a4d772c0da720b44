import { useTranslation } from 'react-i18next';
import { useAppStore } from '../../store/index.ts';
import { Dialog } from '../../ui/common/Dialog.tsx';
import { MODIFIER } from '../modifier.ts';

/** All keys on one page. */
export function ShortcutSheet() {
  const { t } = useTranslation(['palette', 'transport']);
  const store = useAppStore();
  const rows: readonly (readonly [string, string])[] = [
    [t('transport:shortcuts.playPause'), t('shortcuts.playPause')],
    ['→  ←', t('shortcuts.events')],
    ['↓  ↑', t('shortcuts.steps')],
    ['Home  End', t('shortcuts.edges')],
    [`${MODIFIER} K`, t('title')],
    [`${MODIFIER} Z`, t('shortcuts.undo')],
    [`${MODIFIER} Y`, t('shortcuts.redo')],
    ['?', t('shortcuts.title')],
    ['Esc', t('shortcuts.escape')],
  ];
  return (
    <Dialog open title={t('shortcuts.title')} onClose={() => store.getState().setDialog(null)}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2">
        {rows.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt className="justify-self-end">
              <kbd className="rounded-chip border border-line2 bg-seen px-1.5 font-mono text-mono leading-5">
                {keys}
              </kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-small text-ink2">{t('shortcuts.inside')}</p>
    </Dialog>
  );
}
