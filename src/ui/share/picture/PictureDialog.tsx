import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../../store/index.ts';
import { Button } from '../../common/Button.tsx';
import { Dialog } from '../../common/Dialog.tsx';
import { Segmented } from '../../common/Segmented.tsx';
import { selectWalk } from '../../graph/select-walk.ts';
import { useGraphLayout } from '../../graph/use-graph-layout.ts';
import { download, fileName } from '../download.ts';
import { graphSvg, wholeOf } from './graph-svg.ts';
import { paletteOf } from './palette.ts';
import { partInView, pngOf } from './rasterise.ts';

/** The graph as a picture: all of it or what is in view, light or dark, as SVG or PNG. */
export function PictureDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['share', 'graph']);
  const layout = useGraphLayout();
  const walk = useApp(selectWalk);
  const title = useApp((state) => state.scenario.title);
  const [seen] = useState(partInView);
  const [part, setPart] = useState<'whole' | 'view'>('whole');
  const [theme, setTheme] = useState<'light' | 'dark'>('light');
  const [problem, setProblem] = useState<string | null>(null);
  const svg = useMemo(
    () =>
      layout === null
        ? null
        : graphSvg({
            layout,
            walk,
            palette: paletteOf(theme),
            part: part === 'view' && seen !== null ? seen : wholeOf(layout),
            title: title ?? t('untitled'),
            words: {
              route: t('graph:route'),
              local: t('graph:localProcesses'),
              any: t('graph:emptyRule'),
              more: (count) => t('pictureMore', { count }),
            },
          }),
    [layout, walk, theme, part, seen, title, t],
  );
  if (svg === null) return null;
  const fail = () => setProblem(t('pictureTooLarge'));
  const savePng = () => pngOf(svg).then((blob) => download(fileName(title, 'png'), blob, 'image/png'), fail);

  return (
    <Dialog
      open
      wide
      title={t('exportPicture')}
      onClose={onClose}
      actions={
        <>
          <Button look="line" icon="export" onClick={() => void savePng()}>
            {t('savePng')}
          </Button>
          <Button look="primary" icon="export" onClick={() => download(fileName(title, 'svg'), svg, 'image/svg+xml')}>
            {t('saveSvg')}
          </Button>
        </>
      }
    >
      <div className="flex flex-wrap gap-x-8 gap-y-3 pb-3">
        <Segmented
          label={t('picturePart')}
          value={part}
          options={[
            { id: 'whole' as const, label: t('pictureWhole') },
            ...(seen === null ? [] : [{ id: 'view' as const, label: t('pictureView') }]),
          ]}
          onChange={setPart}
        />
        <Segmented
          label={t('pictureTheme')}
          value={theme}
          options={[
            { id: 'light' as const, label: t('pictureLight') },
            { id: 'dark' as const, label: t('pictureDark') },
          ]}
          onChange={setTheme}
        />
      </div>
      <img
        alt={t('picturePreview')}
        className="max-h-[46dvh] w-full rounded-card border border-line object-contain"
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
      />
      <p role="alert" className="text-small text-drop">
        {problem}
      </p>
    </Dialog>
  );
}
