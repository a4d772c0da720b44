import { useTranslation } from 'react-i18next';
import { useAppStore } from '../../store/index.ts';
import { Dialog } from '../../ui/common/Dialog.tsx';
import { MODIFIER } from '../modifier.ts';

type Row = readonly [keys: string, what: string];

/** All keys on one page. */
export function ShortcutSheet() {
  const { t } = useTranslation(['palette', 'transport', 'graph']);
  const store = useAppStore();
  const rows: readonly Row[] = [
    [t('transport:shortcuts.playPause'), t('shortcuts.playPause')],
    ['→  ←', t('shortcuts.events')],
    ['↓  ↑', t('shortcuts.steps')],
    ['Home  End', t('shortcuts.edges')],
    [`${MODIFIER} K`, t('title')],
    [`${MODIFIER} F`, t('graph:find.open')],
    [`${MODIFIER} Z`, t('shortcuts.undo')],
    [`${MODIFIER} Y`, t('shortcuts.redo')],
    ['?', t('shortcuts.title')],
    ['Esc', t('shortcuts.escape')],
  ];
  const ofRule: readonly Row[] = [
    ['Enter', t('graph:edit.here')],
    ['Alt ↑  Alt ↓', t('shortcuts.moveRule')],
    [`${MODIFIER} X  ${MODIFIER} V`, t('shortcuts.carryRule')],
    [`${MODIFIER} C  ${MODIFIER} V`, t('shortcuts.copyRule')],
    ['Del', t('shortcuts.deleteRule')],
    ['Shift F10', t('shortcuts.ruleMenu')],
  ];
  return (
    <Dialog open title={t('shortcuts.title')} onClose={() => store.getState().setDialog(null)}>
      <Keys rows={rows} />
      <h3 className="mt-4 mb-2 font-semibold">{t('shortcuts.onRule')}</h3>
      <Keys rows={ofRule} />
      <p className="mt-4 text-small text-ink2">{t('shortcuts.inside')}</p>
    </Dialog>
  );
}

const Keys = ({ rows }: { readonly rows: readonly Row[] }) => (
  <dl className="grid grid-cols-[9rem_1fr] items-center gap-x-5 gap-y-2">
    {rows.map(([keys, what]) => (
      <div key={keys} className="contents">
        <dt className="justify-self-end">
          <kbd className="rounded-chip border border-line2 bg-seen px-1.5 font-mono text-mono leading-5 whitespace-nowrap">
            {keys}
          </kbd>
        </dt>
        <dd>{what}</dd>
      </div>
    ))}
  </dl>
);
