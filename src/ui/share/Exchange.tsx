import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useAppStore, useEngine } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Icon } from '../common/Icon.tsx';
import { Menu, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import { download, fileName } from './download.ts';
import { capture, lab } from './export-run.ts';
import { shellScript } from './shell-script.ts';
import { useDropped } from './use-dropped.ts';

const ShareDialog = lazy(() => import('./ShareDialog.tsx').then((module) => ({ default: module.ShareDialog })));
const ImportDialog = lazy(() => import('./ImportDialog.tsx').then((module) => ({ default: module.ImportDialog })));
const PictureDialog = lazy(() =>
  import('./picture/PictureDialog.tsx').then((module) => ({ default: module.PictureDialog })),
);

/** Import, export and share, at the right of the header. */
export function Exchange() {
  const { t } = useTranslation('share');
  const store = useAppStore();
  const shown = useApp((state) => state.dialog);
  const [dropped, setDropped] = useState<File | null>(null);
  const [isPictured, setPictured] = useState(false);
  const close = () => {
    store.getState().setDialog(null);
    setDropped(null);
  };
  useDropped(
    useCallback(
      (file: File) => {
        setDropped(file);
        store.getState().setDialog('import');
      },
      [store],
    ),
  );
  return (
    <div className="flex shrink-0 items-center gap-1.5">
      <Button look="line" aria-label={t('import')} onClick={() => store.getState().setDialog('import')}>
        <Icon name="import" size={15} />
        <span className="max-lg:hidden">{t('import')}</span>
      </Button>
      <ExportMenu onPicture={() => setPictured(true)} />
      <Button
        look="primary"
        data-tour="share"
        aria-label={t('share')}
        onClick={() => store.getState().setDialog('share')}
      >
        <Icon name="share" size={15} />
        <span className="max-md:hidden">{t('share')}</span>
      </Button>
      <Suspense>
        {shown === 'share' && <ShareDialog onClose={close} />}
        {shown === 'import' && <ImportDialog dropped={dropped} onClose={close} />}
        {isPictured && <PictureDialog onClose={() => setPictured(false)} />}
      </Suspense>
    </div>
  );
}

function ExportMenu({ onPicture }: { readonly onPicture: () => void }) {
  const { t } = useTranslation('share');
  const store = useAppStore();
  const scenario = () => store.getState().scenario;
  const title = () => scenario().title;
  const engine = useEngine();
  const hasRun = useApp(({ run }) => run.status === 'ready' && run.view?.restore.exit === 0);
  const saveCapture = async () => {
    const { view } = store.getState().run;
    if (view !== null) download(fileName(title(), 'pcapng'), await capture(scenario(), view), 'application/x-pcapng');
  };
  const saveLab = async () =>
    download(fileName(`${title() ?? 'chainwalk'}-lab`, 'sh'), await lab(engine, scenario()), 'text/x-shellscript');
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
      <MenuSeparator />
      <MenuItem disabled={!hasRun} hint={t('exportCaptureHint')} onSelect={() => void saveCapture()}>
        {t('exportCapture')}
      </MenuItem>
      <MenuItem disabled={!hasRun} hint={t('exportLabHint')} onSelect={() => void saveLab()}>
        {t('exportLab')}
      </MenuItem>
      <MenuItem disabled={!hasRun} hint="SVG, PNG" onSelect={onPicture}>
        {t('exportPicture')}
      </MenuItem>
    </Menu>
  );
}
