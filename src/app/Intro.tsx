import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../store/index.ts';
import { IconButton } from '../ui/common/Button.tsx';
import { Markdown } from '../ui/common/Markdown.tsx';

/** What the open scenario is and shows, where a newcomer looks first; closed by hand, opened again from the header. */
export function Intro() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const shown = useApp((state) => state.introShown);
  const title = useApp((state) => state.scenario.title) ?? t('untitled');
  const description = useApp((state) => state.scenario.description) ?? '';
  if (!shown || description.trim() === '') return null;
  return (
    <section aria-label={t('intro')} className="shrink-0 border-b border-line bg-accent-soft/50 py-2 pr-1.5 pl-3.5">
      <div className="flex items-center justify-between gap-2">
        <h2 className="min-w-0 truncate text-body font-semibold">{title}</h2>
        <IconButton small icon="close" label={t('closeIntro')} onClick={() => store.getState().closeIntro()} />
      </div>
      <Markdown
        text={description}
        className="max-h-44 overflow-y-auto pr-2 text-small text-ink2 max-md:max-h-28 max-md:text-body"
      />
    </section>
  );
}
