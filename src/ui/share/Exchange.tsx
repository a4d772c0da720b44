import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Icon } from '../common/Icon.tsx';
import { Menu, MenuItem } from '../common/Menu.tsx';
import { download, fileName } from './download.ts';
import { shellScript } from './shell-script.ts';

const ShareDialog = lazy(() => import('./ShareDialog.tsx').then((module) => ({ default: module.ShareDialog })));
const ImportDialog = lazy(() => import('./ImportDialog.tsx').then((module) => ({ default: module.ImportDialog })));

/** Import, export and share, at the right of the header. */
export function Exchange() {
  const { t } = useTranslation('share');
  const store = useAppStore();
  const shown = useApp((state) => state.dialog);
  const close = () => store.getState().setDialog(null);
  return (
    <div className="flex shrink-0 items-center gap-1.5">
      <Button look="line" aria-label={t('import')} onClick={() => store.getState().setDialog('import')}>
        <Icon name="import" size={15} />
        <span className="max-lg:hidden">{t('import')}</span>
      </Button>
      <ExportMenu />
      <Button look="primary" aria-label={t('share')} onClick={() => store.getState().setDialog('share')}>
        <Icon name="share" size={15} />
        <span className="max-md:hidden">{t('share')}</span>
      </Button>
      <Suspense>
        {shown === 'share' && <ShareDialog onClose={close} />}
        {shown === 'import' && <ImportDialog onClose={close} />}
      </Suspense>
    </div>
  );
}

function ExportMenu() {
  const { t } = useTranslation('share');
  const store = useAppStore();
  const scenario = () => store.getState().scenario;
  const title = () => scenario().title;
  return (
    <Menu
      trigger={
        <Button look="line" aria-label={t('export')}>
          <Icon name="export" size={15} />
          <span className="max-lg:hidden">{t('export')}</span>
        </Button>
      }
    >
      <MenuItem
        onSelect={() =>
          download(fileName(title(), 'json'), `${JSON.stringify(scenario(), null, 2)}\n`, 'application/json')
        }
      >
        {t('exportScenario')}
      </MenuItem>
      <MenuItem onSelect={() => download(fileName(title(), 'rules'), scenario().ruleset ?? '')}>
        {t('exportRuleset')}
      </MenuItem>
      <MenuItem
        hint={t('exportCommandsHint')}
        onSelect={() => download(fileName(title(), 'sh'), shellScript(scenario()))}
      >
        {t('exportCommands')}
      </MenuItem>
    </Menu>
  );
}
