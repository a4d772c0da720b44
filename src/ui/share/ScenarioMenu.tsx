import { lazy, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { scenarioIn } from '../../lessons/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Icon } from '../common/Icon.tsx';
import { Menu, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import { TitleDialog } from './TitleDialog.tsx';
import { useGalleryAddress } from './use-address.ts';
import { useGallery } from './use-gallery.ts';

const GalleryDialog = lazy(() => import('./GalleryDialog.tsx').then((module) => ({ default: module.GalleryDialog })));

const LibraryDialog = lazy(() => import('./LibraryDialog.tsx').then((module) => ({ default: module.LibraryDialog })));

const EMPTY_RULESET = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';

/** The open scenario's name with what can be opened instead, at the left of the header. */
export function ScenarioMenu() {
  const { t } = useTranslation(['gallery', 'share']);
  const store = useAppStore();
  const title = useApp((state) => state.scenario.title) ?? t('untitled');
  const shown = useApp((state) => state.dialog);
  const gallery = useGallery();
  const showGallery = useCallback(() => store.getState().setDialog('gallery'), [store]);
  useGalleryAddress(showGallery);
  const close = () => {
    store.getState().setDialog(null);
    if (location.hash === '#/gallery') history.replaceState(null, '', location.pathname + location.search);
  };
  const openNew = () =>
    store.getState().load(
      {
        chainwalk: 1,
        host: {
          interfaces: [
            { name: 'eth0', addresses: ['203.0.113.1/24'] },
            { name: 'eth1', addresses: ['192.168.1.1/24'] },
          ],
          routes: ['default via 203.0.113.254 dev eth0'],
        },
        ruleset: EMPTY_RULESET,
        timeline: [],
      },
      'new',
      t('undoNew'),
    );

  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button look="line" className="min-w-0 shrink!" aria-label={t('menu', { title })}>
            <span className="truncate">{title}</span>
            <Icon name="down" size={14} />
          </Button>
        }
      >
        {gallery.map((entry) => (
          <MenuItem
            key={entry.id}
            onSelect={() => {
              const scenario = scenarioIn(entry, currentLanguage());
              store.getState().load(scenario, 'gallery', t('share:undoOpen', { title: scenario.title ?? '' }));
            }}
          >
            {entry.title[currentLanguage()]}
          </MenuItem>
        ))}
        <MenuItem onSelect={showGallery}>{t('all')}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => store.getState().setDialog('library')}>{t('library.title')}…</MenuItem>
        <MenuItem onSelect={() => store.getState().setDialog('title')}>{t('rename')}</MenuItem>
        <MenuItem onSelect={openNew}>{t('new')}</MenuItem>
      </Menu>
      <Button className="max-md:hidden" onClick={showGallery}>
        {t('title')}
      </Button>
      <Suspense>
        {shown === 'gallery' && <GalleryDialog onClose={close} />}
        {shown === 'library' && <LibraryDialog onClose={close} />}
      </Suspense>
      {shown === 'title' && <TitleDialog onClose={close} />}
    </>
  );
}
