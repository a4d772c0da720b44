import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { scenarioIn, type GalleryScenario } from '../../lessons/index.ts';
import { useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { Markdown } from '../common/Markdown.tsx';
import { useGallery } from './use-gallery.ts';

/** All ready-made scenarios with what they show. */
export function GalleryDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('gallery');
  const gallery = useGallery();
  return (
    <Dialog open wide title={t('title')} onClose={onClose}>
      <p className="pb-3 text-ink2">{t('intro')}</p>
      <ul className="grid gap-3 sm:grid-cols-2">
        {gallery.map((entry) => (
          <Entry key={entry.id} entry={entry} onOpen={onClose} />
        ))}
      </ul>
    </Dialog>
  );
}

function Entry({ entry, onOpen }: { readonly entry: GalleryScenario; readonly onOpen: () => void }) {
  const { t } = useTranslation(['gallery', 'share']);
  const store = useAppStore();
  const language = currentLanguage();
  const title = entry.title[language];
  const rules = entry.document.ruleset?.match(/^(\[\d+:\d+\]\s*)?-A /gm)?.length ?? 0;
  const open = () => {
    store.getState().load(scenarioIn(entry, language), 'gallery', t('share:undoOpen', { title }));
    onOpen();
  };
  return (
    <li className="flex flex-col gap-2 rounded-hook border border-line p-3.5">
      <h3 className="text-title font-semibold">{title}</h3>
      <Markdown className="flex-1 text-small text-ink2" text={entry.description[language]} />
      <div className="flex items-center justify-between">
        <span className="text-label text-ink3">
          {t('rules', { count: rules })} · {t('steps', { count: entry.timeline.length })} ·{' '}
          {entry.document.host.interfaces.map(({ name }) => name).join(', ')}
        </span>
        <Button look="line" aria-label={`${t('open')} ${title}`} onClick={open}>
          {t('open')}
        </Button>
      </div>
    </li>
  );
}
